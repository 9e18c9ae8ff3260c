import { css } from 'lit';

/** Modal dialogs: the element `dialog` keeps the focus in and gives it back. */
export const dialogStyles = css`
  dialog {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface-card);
    color: var(--ink);
    box-shadow: var(--shadow-floating);
    padding: var(--space-6);
    max-height: calc(100dvh - 32px);
    max-width: calc(100vw - 32px);
    overflow-y: auto;
  }
  dialog::backdrop {
    background: var(--backdrop);
  }
  dialog[open] {
    animation: rise 160ms var(--ease);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-4);
    margin-block-end: var(--space-5);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--space-2);
    margin-block-start: var(--space-6);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
`;
