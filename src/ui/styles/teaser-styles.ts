import { css } from 'lit';

/** A framed hint with one way on, on the screen of a finished scan. */
export const teaserStyles = css`
  section {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3) var(--space-4);
    padding: var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .words {
    flex: 1 1 280px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: inherit;
  }
`;
