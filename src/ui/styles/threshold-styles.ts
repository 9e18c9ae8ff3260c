import { css } from 'lit';

/** The line between the same and not the same: chart, slider and pairs at the line. */
export const thresholdStyles = css`
  section {
    display: grid;
    gap: var(--space-5);
    padding: var(--space-6);
  }
  .scale {
    display: grid;
    gap: var(--space-1);
  }
  .label {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: var(--space-4);
    font-size: var(--text-14);
  }
  .label label {
    font-weight: 560;
  }
  output {
    font-weight: 600;
    white-space: nowrap;
  }
  .hint {
    font-size: var(--text-12);
    color: var(--ink-soft);
  }
  .live {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
    align-items: center;
    justify-content: space-between;
    font-size: var(--text-14);
  }
  .sides {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: var(--space-5) var(--space-6);
  }
  .sides h3 {
    font-size: var(--text-14);
    padding-block-end: var(--space-2);
    border-block-end: 1px solid var(--line);
  }
  .sides li {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding-block: var(--space-2);
    border-block-end: 1px solid var(--line);
    font-size: var(--text-14);
  }
  .sides .two {
    display: flex;
    gap: 2px;
    flex: none;
  }
  .sides twin-thumb {
    width: 72px;
    height: 54px;
  }
  .sides .says {
    display: grid;
    line-height: 1.35;
  }
  @media (max-width: 799px) {
    section {
      padding: var(--space-4);
    }
  }
`;
