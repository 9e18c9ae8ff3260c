import { css } from 'lit';

/** One picture over the other. */
export const overlayStyles = css`
  :host {
    position: relative;
    min-height: 0;
  }
  .layer {
    overflow: hidden;
  }
  .zoom {
    position: absolute;
    inset: 0;
  }
  .zoom > img {
    position: absolute;
    inset: 0;
  }
  .turn {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
  }
  .slider:not(.zoomed) {
    cursor: ew-resize;
  }
  .stretched img {
    object-fit: fill;
  }
  .slider .top {
    clip-path: inset(0 0 0 var(--split, 50%));
  }
  .split {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--split, 50%);
    width: 2px;
    margin-inline-start: -1px;
    background: #fff;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 50%);
  }
  .difference {
    background: #000;
  }
  .difference .fit {
    isolation: isolate;
    filter: brightness(3);
  }
  .difference .top {
    mix-blend-mode: difference;
  }
  /* What is transparent in both is equal, so black as well. */
  .difference .layer img {
    background: #000;
  }
  .control {
    position: absolute;
    inset-inline: 0;
    inset-block-end: var(--space-3);
    display: flex;
    justify-content: center;
    align-items: center;
    gap: var(--space-3);
    padding-inline: var(--space-4);
  }
  .control .tag {
    background: var(--surface-card);
    color: var(--ink);
    border: 1px solid var(--line);
    padding: 6px 12px;
    border-radius: var(--radius);
  }
  .control input {
    max-width: 480px;
    height: 24px;
    cursor: ew-resize;
  }
`;
