import { css } from 'lit';

/** A framed way on to another screen, all of it a link. A host with nothing to say takes no room. */
export const hintStyles = css`
  :host {
    display: contents;
  }
  a {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding: var(--space-3) var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: var(--ink);
    text-decoration: none;
    transition: background var(--quick);
  }
  a:hover {
    background: var(--surface-hover);
    color: var(--ink);
  }
  .words {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: inherit;
  }
  .way {
    color: var(--accent-text);
    font-weight: 560;
    white-space: nowrap;
  }
`;
