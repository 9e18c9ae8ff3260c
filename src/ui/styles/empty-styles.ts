import { css } from 'lit';

/** Designed states with nothing to list: what it is, and the next step. */
export const emptyStyles = css`
  .empty {
    display: grid;
    gap: var(--space-3);
    justify-items: center;
    text-align: center;
    padding: var(--space-16) var(--space-4);
    text-wrap: balance;
  }
  .empty .big {
    font-size: var(--text-28);
    line-height: 1.2;
    font-weight: 650;
    letter-spacing: -0.015em;
    max-width: 24em;
  }
  .empty h1:focus-visible::before {
    inset: auto 0 -8px;
    margin-inline: auto;
    width: 48px;
    height: 3px;
  }
  .empty p {
    max-width: 48ch;
  }
  .empty .button,
  .empty button {
    margin-block-start: var(--space-3);
  }
  .empty .row {
    justify-content: center;
  }
`;
