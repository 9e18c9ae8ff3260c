import { css } from 'lit';

/** The ledger of skipped files. */
export const skippedStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3) var(--space-4);
  }
  h1 {
    flex: 1 1 240px;
  }
  .tools {
    justify-content: space-between;
    gap: var(--space-3);
  }
  .reasons {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .reasons button {
    min-height: 32px;
    padding: 4px 12px;
    border-color: var(--line);
    border-radius: 16px;
    background: none;
  }
  .reasons button[aria-pressed='true'] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--surface-page);
  }
  .count {
    font-size: var(--text-12);
    font-weight: 500;
  }
  lit-virtualizer {
    display: block;
    border-block-start: 1px solid var(--line);
  }
  .entry {
    width: 100%;
    display: flex;
    align-items: flex-start;
    gap: var(--space-3);
    padding: var(--space-3) 0;
    border-block-end: 1px solid var(--line);
  }
  .entry input {
    margin-block-start: 3px;
  }
  .name {
    font-size: var(--text-14);
    font-weight: 600;
  }
  .size {
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .reasons button[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
