import { css } from 'lit';

/** The open group: head, pair, facts. */
export const stageStyles = css`
  :host {
    min-height: 0;
    min-width: 0;
  }
  .stage {
    height: 100%;
    display: grid;
    grid-template-rows: auto minmax(200px, 1fr) auto;
    gap: var(--space-3);
    padding: var(--space-3) var(--space-5) var(--space-3);
    overflow-y: auto;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-4);
  }
  twin-relation {
    flex: 1 1 320px;
  }
  .position {
    display: flex;
    align-items: center;
    white-space: nowrap;
  }
  .info {
    display: grid;
    gap: var(--space-3);
    max-height: 30dvh;
    overflow-y: auto;
    padding: 4px;
    margin: -4px;
  }
  @media (max-width: 799px) {
    .stage {
      display: flex;
      flex-direction: column;
      gap: var(--space-3);
      padding: var(--space-2) 12px var(--space-5);
    }
    .stage > * {
      flex: none;
    }
    .head {
      gap: var(--space-1) var(--space-2);
    }
    .back {
      padding-inline: 4px 8px;
    }
    twin-relation {
      order: 3;
      flex: 1 1 100%;
    }
    .position {
      margin-inline-start: auto;
    }
    .segments {
      order: 4;
      width: 100%;
    }
    .segments button {
      flex: 1;
      min-width: 0;
      padding-inline: 2px;
      font-size: var(--text-12);
    }
    .info {
      max-height: none;
      overflow: visible;
    }
  }
`;
