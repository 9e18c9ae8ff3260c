import { css } from 'lit';

/** The list of rules that a person puts in order. */
export const keeperStyles = css`
  ol {
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }
  .rule {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding: var(--space-2) var(--space-2) var(--space-2) var(--space-3);
  }
  .rule + .rule {
    border-block-start: 1px solid var(--line);
  }
  .rule .place {
    min-width: 1.5em;
    text-align: end;
    font-size: var(--text-12);
    color: var(--ink-soft);
  }
  .rule .check {
    flex: 1;
    min-width: 0;
  }
  .rule.off .name {
    color: var(--ink-soft);
    text-decoration: line-through;
  }
  .steps {
    display: flex;
    flex: none;
  }
  .steps button[aria-disabled='true'],
  .steps button[aria-disabled='true']:hover {
    border-color: transparent;
  }
  .up svg {
    transform: rotate(-90deg);
  }
  .down svg {
    transform: rotate(90deg);
  }
  .save {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .save input {
    flex: 1 1 180px;
    min-width: 0;
  }
`;
