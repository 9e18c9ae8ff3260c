import { css } from 'lit';

/** Progress of an operation and how it ended. */
export const operationStyles = css`
  section {
    padding: var(--space-6);
    display: grid;
    gap: var(--space-4);
  }
  .end {
    display: grid;
    gap: var(--space-6) var(--space-10);
    align-items: start;
  }
  .news {
    display: grid;
    gap: var(--space-4);
    align-content: start;
  }
  .news p {
    max-width: 60ch;
  }
  .mark {
    width: 48px;
    height: 48px;
    border-radius: 50%;
    display: grid;
    place-items: center;
    background: var(--accent-soft);
    color: var(--accent-text);
  }
  .mark.caution {
    background: var(--caution-soft);
    color: var(--caution);
  }
  .places {
    font-size: var(--text-14);
    min-width: 0;
  }
  .places h2 {
    font-size: var(--text-14);
    letter-spacing: 0;
    padding-block-end: var(--space-2);
  }
  .places li {
    display: flex;
    justify-content: space-between;
    gap: var(--space-4);
    padding-block: var(--space-2);
    border-block-start: 1px solid var(--line);
  }
  .places .amount {
    white-space: nowrap;
  }
  .problems {
    display: grid;
    gap: var(--space-2);
  }
  .problems ul {
    max-height: 50vh;
    overflow-y: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .problems li {
    padding: var(--space-3) var(--space-4);
    font-size: var(--text-14);
  }
  .problems li + li {
    border-block-start: 1px solid var(--line);
  }
  .problems h2 {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    font-size: var(--text-16);
  }
  .problems h2 svg {
    color: var(--caution);
  }
  @media (min-width: 800px) {
    section {
      padding: var(--space-10);
    }
    .end.two {
      grid-template-columns: minmax(0, 1fr) minmax(260px, 400px);
    }
  }
  @media (max-width: 799px) {
    section {
      padding: var(--space-5) var(--space-4);
    }
    .news .row > * {
      flex: 1 1 auto;
    }
  }
`;
