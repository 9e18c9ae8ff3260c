import { css } from 'lit';

/** The first screen. */
export const startStyles = css`
  .page {
    gap: var(--space-8);
  }
  .hero {
    display: grid;
    grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
    align-items: center;
    gap: var(--space-8);
    padding-block: var(--space-8);
  }
  .pitch {
    display: grid;
    gap: var(--space-4);
    max-width: 560px;
  }
  .hero h1 {
    font-size: var(--text-40);
    line-height: 1.1;
    letter-spacing: -0.025em;
    font-weight: 700;
  }
  .lead {
    font-size: var(--text-20);
    color: var(--ink-soft);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    margin-block: var(--space-3) var(--space-1);
  }
  .file {
    position: relative;
  }
  .file:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .unable {
    padding: var(--space-5);
    display: grid;
    gap: var(--space-3);
    justify-items: start;
  }
  .picture {
    width: 100%;
    height: auto;
    max-height: 320px;
  }
  .promises {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: var(--space-6) var(--space-8);
    padding-block-start: var(--space-8);
    border-block-start: 1px solid var(--line);
  }
  .promises li {
    display: flex;
    gap: var(--space-3);
  }
  .promises svg {
    color: var(--accent-text);
    margin-block-start: 2px;
  }
  .promises h2 {
    font-size: var(--text-16);
    letter-spacing: 0;
    margin-block-end: var(--space-1);
  }
  .promises p {
    font-size: var(--text-14);
    color: var(--ink-soft);
  }
  @media (max-width: 799px) {
    .hero {
      grid-template-columns: minmax(0, 1fr);
      padding-block: 0;
      gap: var(--space-6);
    }
    .hero h1 {
      font-size: var(--text-28);
    }
    .picture {
      max-height: 200px;
    }
    .actions > * {
      flex: 1 1 100%;
    }
  }
`;
