import { css } from 'lit';

/** Modal dialogs: the element `dialog` keeps the focus in and gives it back. */
export const dialogStyles = css`
  dialog {
    border: 1px solid var(--line);
    border-radius: 12px;
    /* The shade at the lower edge is covered by the end of the content: it says that more follows. */
    background:
      linear-gradient(to top, var(--surface-card) 50%, transparent) bottom /
        100% 64px no-repeat local,
      linear-gradient(
          to top,
          color-mix(in srgb, var(--ink) 22%, transparent),
          transparent
        )
        bottom / 100% 20px no-repeat scroll,
      var(--surface-card);
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
    /* What closes the dialog stays in reach when the rest is scrolled. */
    position: sticky;
    z-index: 1;
    inset-block-start: calc(-1 * var(--space-6));
    margin: calc(-1 * var(--space-6)) calc(-1 * var(--space-6)) var(--space-2);
    padding: var(--space-6) var(--space-6) var(--space-3);
    background: var(--surface-card);
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
