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
  .photos {
    display: flex;
    gap: 4px;
    flex: none;
  }
  twin-thumb {
    width: 80px;
    height: 80px;
    flex: none;
  }
  .more {
    display: grid;
    place-items: center;
    width: 40px;
    font-size: var(--text-14);
    color: var(--ink-soft);
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
      overflow: hidden;
    }
  }
`;
