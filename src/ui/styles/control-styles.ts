import { css } from 'lit';

/** Buttons, links that look like buttons, fields, progress and disclosures. */
export const controlStyles = css`
  button,
  .button {
    font: inherit;
    font-size: var(--text-14);
    font-weight: 560;
    line-height: 20px;
    color: var(--ink);
    background: var(--surface-card);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    min-height: 36px;
    padding: 7px 14px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    text-decoration: none;
    cursor: pointer;
    white-space: nowrap;
    transition:
      background var(--quick),
      border-color var(--quick),
      color var(--quick);
    -webkit-tap-highlight-color: transparent;
  }
  button:hover,
  .button:hover {
    background: var(--surface-hover);
    color: var(--ink);
  }
  button:active,
  .button:active {
    background: var(--surface-sunken);
  }
  .primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
  }
  .primary:hover,
  .primary:active {
    background: var(--accent-hover);
    border-color: var(--accent-hover);
    color: var(--accent-ink);
  }
  .large {
    font-size: var(--text-16);
    line-height: 24px;
    min-height: 48px;
    padding: 11px 22px;
  }
  .quiet {
    border-color: transparent;
    background: transparent;
  }
  .quiet:hover {
    background: var(--surface-hover);
  }
  button:disabled,
  button:disabled:hover,
  button[aria-disabled='true'],
  button[aria-disabled='true']:hover {
    color: var(--ink-soft);
    border-color: var(--line);
    background: transparent;
    cursor: default;
  }
  .icon-only {
    padding: 7px;
    min-width: 36px;
  }
  .text-button {
    min-height: 0;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: var(--accent-text);
    text-decoration: underline;
    text-underline-offset: 0.18em;
    font-weight: inherit;
    font-size: inherit;
    line-height: inherit;
    white-space: normal;
    text-align: start;
    display: inline;
  }
  .text-button:hover {
    background: none;
    color: var(--accent-hover);
  }
  input[type='text'],
  input[type='search'],
  input[type='number'],
  select,
  textarea {
    font: inherit;
    font-size: var(--text-14);
    color: var(--ink);
    background: var(--surface-card);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    min-height: 36px;
    padding: 6px 10px;
    max-width: 100%;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
    flex: none;
  }
  input[type='range'] {
    accent-color: var(--accent);
    width: 100%;
    margin: 0;
  }
  progress {
    appearance: none;
    -webkit-appearance: none;
    display: block;
    width: 100%;
    height: 8px;
    border: 0;
    border-radius: 4px;
    overflow: hidden;
    background: var(--surface-sunken);
    color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--surface-sunken);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
    border-radius: 4px;
    transition: width var(--quick) linear;
  }
  progress::-moz-progress-bar {
    background: var(--accent);
    border-radius: 4px;
  }
  progress:indeterminate {
    background: linear-gradient(
        90deg,
        transparent,
        var(--accent) 40%,
        var(--accent) 60%,
        transparent
      )
      var(--surface-sunken);
    background-size: 40% 100%;
    background-repeat: no-repeat;
    animation: sweep 1.8s ease-in-out infinite;
  }
  progress:indeterminate::-webkit-progress-bar {
    background: transparent;
  }
  progress:indeterminate::-moz-progress-bar {
    background: transparent;
  }
  @keyframes sweep {
    from {
      background-position-x: -70%;
    }
    to {
      background-position-x: 170%;
    }
  }
  summary {
    cursor: pointer;
    border-radius: 4px;
    width: fit-content;
  }
  .segments {
    display: inline-flex;
    background: var(--surface-sunken);
    border-radius: var(--radius);
    padding: 2px;
    gap: 2px;
  }
  .segments button {
    min-height: 32px;
    padding: 5px 12px;
    border: 1px solid transparent;
    border-radius: var(--radius-small);
    background: transparent;
    color: var(--ink-soft);
  }
  .segments button[aria-pressed='true'] {
    background: var(--surface-card);
    border-color: var(--line);
    color: var(--ink);
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: var(--text-12);
    font-weight: 600;
    line-height: 16px;
    padding: 2px 8px;
    border-radius: 10px;
    background: var(--surface-sunken);
    color: var(--ink-soft);
    white-space: nowrap;
  }
  .tag.caution {
    background: var(--caution-soft);
    color: var(--caution);
  }
  @media (pointer: coarse) {
    button,
    .button,
    input[type='text'],
    input[type='search'],
    input[type='number'],
    select {
      min-height: 44px;
    }
    .icon-only {
      min-width: 44px;
    }
    .text-button {
      min-height: 24px;
    }
    input[type='text'],
    input[type='search'],
    input[type='number'],
    select {
      /* Below 16 px, phones zoom the page when a field takes focus. */
      font-size: var(--text-16);
    }
  }
  @media (forced-colors: active) {
    .primary {
      background: ButtonText;
      color: ButtonFace;
      forced-color-adjust: none;
    }
    .segments button[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .card,
    .tag {
      border: 1px solid CanvasText;
    }
    progress {
      border: 1px solid CanvasText;
    }
    progress::-webkit-progress-value {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
