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
      grid-template:
        'back position' max-content
        'relation relation' max-content
        'pair pair' max-content
        'segments segments' max-content
        'info info' max-content / auto minmax(0, 1fr);
      align-content: start;
      gap: var(--space-2);
      padding: var(--space-1) 12px var(--space-5);
    }
    /* Both pictures come before the ways of comparing them: they must fit above the bar. */
    .head {
      display: contents;
    }
    .back {
      grid-area: back;
      padding-inline: 4px 8px;
    }
    .position {
      grid-area: position;
      justify-content: end;
    }
    twin-relation {
      grid-area: relation;
    }
    twin-pair {
      grid-area: pair;
    }
    .segments {
      grid-area: segments;
    }
    .info {
      grid-area: info;
    }
    .segments button {
      flex: auto;
      padding-inline: 2px;
      font-size: var(--text-12);
    }
    .info {
      max-height: none;
      overflow: visible;
    }
  }
`;
