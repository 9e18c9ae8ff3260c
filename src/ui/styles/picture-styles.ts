import { css } from 'lit';

/** A picture on its mat, whole, with a checker where it may be transparent. */
export const pictureStyles = css`
  .mat {
    position: relative;
    height: 100%;
    width: 100%;
    overflow: hidden;
    background: var(--surface-mat);
    display: grid;
    place-items: center;
    /* What is in it, which a script sizes, must not hold it open. */
    contain: size;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  .mat.zoomed {
    touch-action: none;
    cursor: grab;
  }
  .mat.zoomed:active {
    cursor: grabbing;
  }
  .fit {
    position: relative;
  }
  .layer {
    position: absolute;
    inset: 0;
    transform-origin: 50% 50%;
  }
  .layer img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    pointer-events: none;
    -webkit-user-drag: none;
  }
  .checker img {
    background: repeating-conic-gradient(
        var(--checker) 0 25%,
        var(--checker-ground) 0 50%
      )
      0 0 / 20px 20px;
  }
  .sharp img {
    image-rendering: pixelated;
  }
  .failed {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    padding: var(--space-4);
    text-align: center;
    color: var(--ink-soft);
    font-size: var(--text-14);
  }
  .failed strong {
    color: var(--ink);
  }
  .mat > .skeleton {
    width: 100%;
    height: 100%;
    border-radius: 0;
    background: var(--surface-sunken);
  }
`;
