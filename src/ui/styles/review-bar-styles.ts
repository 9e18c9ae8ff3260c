import { css } from 'lit';

/** The bar at the bottom of the review, within reach of a thumb on a phone. */
export const reviewBarStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-3);
    min-height: 64px;
    padding: var(--space-2) var(--space-4);
    background: var(--surface-card);
    border-block-start: 1px solid var(--line);
  }
  .decisions,
  .sum {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  .sum {
    margin-inline-start: auto;
  }
  .counts {
    font-size: var(--text-14);
    white-space: nowrap;
  }
  /* The plan says it too; the pictures need the second row. */
  @media (max-width: 1399px) {
    .companions {
      display: none;
    }
  }
  .decision {
    padding-inline: 10px;
    min-height: 40px;
  }
  .decision[aria-pressed='true'] {
    background: var(--surface-sunken);
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
  }
  @media (max-width: 799px) {
    .bar {
      flex-direction: column-reverse;
      align-items: stretch;
      gap: 6px;
      padding: 6px 8px max(6px, env(safe-area-inset-bottom));
    }
    .decisions {
      display: grid;
      grid-template-columns: repeat(5, minmax(0, 1fr));
      gap: 4px;
    }
    .decisions .decision {
      flex-direction: column;
      gap: 2px;
      min-height: 52px;
      padding: 4px 0;
      font-size: var(--text-12);
      line-height: 14px;
      white-space: normal;
    }
    .sum {
      margin: 0;
      width: 100%;
      gap: var(--space-2);
    }
    .sum .decision {
      order: -1;
      padding-inline: 8px;
    }
    .counts {
      flex: 1;
      display: grid;
      line-height: 1.3;
      white-space: normal;
    }
    .sum .primary {
      flex: none;
    }
    .counts .dot {
      display: none;
    }
    kbd {
      display: none;
    }
  }
  @media (pointer: coarse) {
    kbd {
      display: none;
    }
  }
  /* A phone on its side: one low row. */
  @media (max-height: 479px) and (min-width: 560px) {
    .bar {
      flex-flow: row nowrap;
      align-items: center;
      min-height: 0;
      padding: 4px max(8px, env(safe-area-inset-right)) 4px
        max(8px, env(safe-area-inset-left));
    }
    .decisions {
      display: flex;
      gap: 4px;
    }
    .decisions .decision,
    .sum .decision {
      order: 0;
      flex-direction: column;
      gap: 0;
      min-width: 52px;
      min-height: 48px;
      padding: 2px 4px;
      font-size: var(--text-12);
      line-height: 13px;
      white-space: normal;
    }
    .sum {
      width: auto;
      margin-inline-start: auto;
    }
    .sum .primary {
      padding-inline: 10px;
    }
    .counts {
      display: grid;
      font-size: var(--text-12);
      line-height: 1.3;
      white-space: nowrap;
    }
    .counts .dot,
    kbd {
      display: none;
    }
  }
`;
