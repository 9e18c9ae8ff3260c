import { css } from 'lit';

/** The frame around every screen. */
export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
  }
  :host([fixed]) {
    height: 100dvh;
    overflow: hidden;
    --bar-height: 64px;
  }
  @media (max-width: 799px) {
    :host([fixed]) {
      --bar-height: 108px;
    }
  }
  main {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  main > * {
    flex: 1;
    min-height: 0;
    width: 100%;
  }
  .skip {
    position: absolute;
    z-index: 40;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    font: inherit;
    padding: 8px 16px;
    border: 0;
    border-radius: var(--radius);
    background: var(--ink);
    color: var(--surface-page);
    transform: translateY(-200%);
  }
  .skip:focus {
    transform: none;
  }
  .drop {
    position: fixed;
    inset: 0;
    z-index: 50;
    display: grid;
    padding: 16px;
    background: var(--backdrop);
    pointer-events: none;
  }
  .drop > div {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-4);
    border: 3px dashed var(--accent);
    border-radius: 16px;
    background: var(--surface-card);
    color: var(--accent-text);
    font-size: var(--text-28);
    font-weight: 650;
    text-align: center;
  }
  .headline {
    height: 48px;
    width: min(560px, 100%);
  }
  .line {
    height: 20px;
    width: min(320px, 80%);
  }
  .action {
    height: 48px;
    width: 200px;
    border-radius: var(--radius);
  }
`;
