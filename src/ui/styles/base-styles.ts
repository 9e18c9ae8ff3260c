import { css } from 'lit';

/** Reset, type and focus inside each shadow root; tokens come from the document. */
export const baseStyles = css`
  :host {
    display: block;
    font-variant-numeric: tabular-nums;
    color: var(--ink);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--text-28);
    line-height: 1.2;
    font-weight: 650;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h2 {
    font-size: var(--text-20);
    line-height: 1.3;
    font-weight: 620;
    letter-spacing: -0.01em;
  }
  h3 {
    font-size: var(--text-16);
    line-height: 1.4;
    font-weight: 600;
  }
  a {
    color: var(--accent-text);
    text-underline-offset: 0.18em;
  }
  a:hover {
    color: var(--accent-hover);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  /* Not a control, so no ring: a bar beside it says where the focus stands. */
  h1 {
    position: relative;
  }
  h1:focus-visible {
    outline: none;
  }
  h1:focus-visible::before {
    content: '';
    position: absolute;
    inset-inline-start: -11px;
    inset-block: 0.12em;
    width: 3px;
    border-radius: 2px;
    background: var(--accent);
  }
  @media (forced-colors: active) {
    h1:focus-visible {
      outline: 2px solid Highlight;
      outline-offset: 2px;
    }
  }
  svg {
    display: block;
    flex: none;
  }
  kbd {
    font-family: var(--font);
    font-size: var(--text-12);
    line-height: 1;
    font-weight: 600;
    padding: 3px 5px;
    min-width: 20px;
    text-align: center;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 4px;
    background: var(--surface-card);
    color: var(--ink-soft);
  }
  .soft {
    color: var(--ink-soft);
  }
  .small {
    font-size: var(--text-14);
  }
  .tiny {
    font-size: var(--text-12);
  }
  .path {
    overflow-wrap: anywhere;
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  .wrap {
    flex-wrap: wrap;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .stack {
    display: grid;
    gap: var(--space-4);
    align-content: start;
  }
  .page {
    max-width: var(--page-width);
    margin-inline: auto;
    padding: var(--space-8) var(--gutter) var(--space-16);
  }
  .card {
    background: var(--surface-card);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .skeleton {
    background: var(--surface-sunken);
    border-radius: var(--radius-small);
    animation: breathe 1.6s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.55;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
