import { css } from 'lit';

/** Rows in a card, divided by lines. */
export const listStyles = css`
  section {
    display: grid;
    gap: var(--space-3);
  }
  .item {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-3) var(--space-4);
  }
  .item + .item {
    border-block-start: 1px solid var(--line);
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
`;
