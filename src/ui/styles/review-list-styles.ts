import { css } from 'lit';

/** The column of groups beside the comparison. */
export const reviewListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .tools {
    display: grid;
    gap: var(--space-3);
    padding: var(--space-3) var(--space-3);
    border-block-end: 1px solid var(--line);
  }
  .categories {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .categories button {
    min-height: 32px;
    padding: 4px 8px;
    gap: 4px;
    border-color: var(--line);
    border-radius: 16px;
    background: none;
  }
  .categories button[aria-pressed='true'] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--surface-page);
  }
  .count {
    font-size: var(--text-12);
    font-weight: 500;
  }
  input[type='search'] {
    width: 100%;
  }
  select {
    width: 148px;
  }
  twin-fixed-list {
    flex: 1;
    min-height: 0;
  }
  a.item {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    height: 100%;
    padding: var(--space-2) var(--space-3);
    color: var(--ink);
    text-decoration: none;
    border-inline-start: 3px solid transparent;
    border-block-end: 1px solid var(--line);
  }
  a.item:hover {
    background: var(--surface-hover);
  }
  a.item:focus-visible {
    outline-offset: -2px;
  }
  a.item[aria-current='true'] {
    background: var(--surface-sunken);
    border-inline-start-color: var(--accent);
  }
  twin-thumb {
    width: 56px;
    height: 56px;
    flex: none;
  }
  .words {
    flex: 1;
    min-width: 0;
    display: grid;
    line-height: 1.35;
    padding-inline-start: var(--space-2);
  }
  .headline {
    font-size: var(--text-14);
    line-height: 18px;
    font-weight: 600;
    margin-block-end: 2px;
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  .done {
    color: var(--accent-text);
  }
  .open {
    color: var(--ink-soft);
  }
  .none {
    padding: var(--space-6) var(--space-4);
    font-size: var(--text-14);
  }
  @media (forced-colors: active) {
    .categories button[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    a.item {
      border-inline-start-color: Canvas;
    }
    a.item[aria-current='true'] {
      border-inline-start-color: Highlight;
    }
  }
`;
