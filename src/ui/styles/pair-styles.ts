import { css } from 'lit';

/** The two pictures of a comparison and their captions. */
export const pairStyles = css`
  :host {
    min-height: 0;
    min-width: 0;
    display: grid;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
    gap: var(--space-2) var(--space-4);
    min-height: 0;
  }
  .half {
    display: grid;
    grid-row: 1 / -1;
    grid-template-rows: subgrid;
    gap: var(--space-2);
    min-width: 0;
    min-height: 0;
  }
  .side.stacked {
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: repeat(2, auto minmax(0, 1fr));
  }
  .side.stacked .half {
    grid-row: span 2;
  }
  .pair:not(.side) .over {
    grid-row: 2;
    grid-column: 1 / -1;
  }
  .pair:not(.side) > figure {
    grid-row: 1;
  }
  figcaption {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-width: 0;
    min-height: 40px;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    font-size: var(--text-12);
    font-weight: 700;
    line-height: 16px;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    padding: 5px 10px;
    border-radius: var(--radius-small);
    border: 1.5px solid var(--line-strong);
    color: var(--ink-soft);
  }
  .badge.keep,
  .badge.kept-too {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
  }
  .badge.move {
    border: 1.5px dashed var(--ink);
    color: var(--ink);
  }
  .names {
    flex: 1;
    min-width: 0;
    display: grid;
    line-height: 1.3;
  }
  .file {
    font-weight: 600;
    font-size: var(--text-14);
  }
  .folder {
    font-size: var(--text-12);
    color: var(--ink-soft);
  }
  .frame,
  .over {
    min-height: 0;
    border: 2px solid var(--line);
  }
  .keep .frame,
  .kept-too .frame {
    border-color: var(--accent);
    /* Drawn outside: both pictures must have exactly the same room. */
    box-shadow: 0 0 0 1px var(--accent);
  }
  .move .frame {
    border: 2px dashed var(--ink-soft);
  }
  @media (max-width: 799px) {
    .pair,
    .side.stacked {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: none;
      gap: var(--space-2);
    }
    .half,
    .side.stacked .half {
      grid-row: auto;
      grid-template-rows: auto max(160px, 24dvh);
      gap: 6px;
    }
    .pair:not(.side) > .half {
      grid-template-rows: auto;
    }
    figcaption {
      min-height: 32px;
      gap: var(--space-2);
    }
    .pair:not(.side) .over,
    .pair:not(.side) > figure {
      grid-row: auto;
    }
    .over {
      height: 40dvh;
    }
  }
  /* A phone on its side: as high as header, ways of comparing, captions and bar leave it. */
  @media (max-height: 479px) and (min-width: 560px) {
    .pair,
    .side.stacked {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      grid-template-rows: auto max(120px, calc(100dvh - 196px));
      gap: var(--space-1) var(--space-2);
    }
    .half,
    .side.stacked .half {
      grid-row: 1 / -1;
      grid-template-rows: subgrid;
      gap: var(--space-1);
    }
    .pair:not(.side) > .half {
      grid-row: 1;
    }
    .pair:not(.side) .over {
      grid-row: 2;
      height: auto;
    }
    figcaption {
      min-height: 28px;
    }
    .folder {
      display: none;
    }
  }
`;
