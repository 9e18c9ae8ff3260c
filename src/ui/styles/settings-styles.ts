import { css } from 'lit';

/** Cards of fields. */
export const settingsStyles = css`
  .page {
    max-width: 800px;
    gap: var(--space-5);
    padding-block-end: 0;
  }
  section {
    display: grid;
    gap: var(--space-5);
    padding: var(--space-6);
  }
  section + section {
    margin-block-start: var(--space-5);
  }
  .field {
    display: grid;
    grid-template-columns: 200px minmax(0, 1fr);
    align-items: center;
    justify-items: start;
    gap: var(--space-1) var(--space-4);
    font-size: var(--text-14);
  }
  .field > :first-child {
    font-weight: 560;
  }
  .field .hint {
    grid-column: 2;
  }
  .hint {
    display: block;
    font-size: var(--text-12);
    color: var(--ink-soft);
    font-weight: 400;
  }
  .slider {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    width: 100%;
  }
  output {
    min-width: 64px;
    text-align: end;
    white-space: nowrap;
  }
  input[type='number'] {
    width: 96px;
  }
  textarea {
    width: 100%;
    font-family: var(--font-mono);
    resize: vertical;
  }
  .check {
    display: flex;
    gap: var(--space-3);
    font-size: var(--text-14);
    font-weight: 560;
    cursor: pointer;
  }
  .apply {
    position: sticky;
    bottom: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-4) 0;
    background: var(--surface-page);
    border-block-start: 1px solid var(--line);
    font-size: var(--text-14);
  }
  .apply p {
    flex: 1 1 260px;
  }
  @media (max-width: 799px) {
    section {
      padding: var(--space-4);
    }
    .field {
      grid-template-columns: minmax(0, 1fr);
    }
    .field .hint {
      grid-column: auto;
    }
    .segments {
      flex-wrap: wrap;
    }
  }
`;
