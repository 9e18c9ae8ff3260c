import { css } from 'lit';

/** Height of a row, px; on a narrow screen its words stand below its pictures. */
export function groupRowPx(isNarrow: boolean): number {
  return isNarrow ? 164 : 104;
}

/** A group in a list, real or likely: its pictures in a row, then words. */
export const groupRowStyles = css`
  .group-row {
    display: flex;
    align-items: center;
    gap: var(--space-4);
    height: 100%;
    padding: var(--space-3) var(--space-2);
    border-block-end: 1px solid var(--line);
  }
  /* As wide for two pictures as for three, so that the words of all rows begin at one edge. */
  .photos {
    display: grid;
    grid-template-columns: repeat(3, 80px);
    gap: 4px;
    flex: none;
  }
  twin-thumb {
    grid-row: 1;
    width: 80px;
    height: 80px;
  }
  /* The number of the rest lies on it. */
  twin-thumb:nth-child(3) {
    grid-column: 3;
  }
  .more {
    grid-area: 1 / 3;
    place-self: end;
    z-index: 1;
    margin: 4px;
    padding: 1px 6px;
    border-radius: 9px;
    font-size: var(--text-12);
    font-weight: 600;
    line-height: 16px;
    background: var(--surface-card);
    color: var(--ink);
  }
  .words {
    flex: 1;
    min-width: 0;
    display: grid;
    gap: 2px;
  }
  @media (max-width: 799px) {
    .group-row {
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      padding-inline: 0;
    }
    .photos {
      flex: 1 1 100%;
    }
  }
`;
