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
  /* The words under the headline have the whole width, so that the pictures have the height. */
  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 2px var(--space-4);
  }
  twin-relation {
    display: contents;
  }
  .back {
    display: none;
  }
  .position {
    grid-area: 1 / 2;
  }
  .segments {
    grid-area: 1 / 3;
  }
  .position {
    display: flex;
    align-items: center;
    white-space: nowrap;
  }
  .info {
    display: grid;
    /* As wide as the stage, however many photos stand in a row in it. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    max-height: 30dvh;
    overflow-y: auto;
    padding: 4px;
    margin: -4px;
  }
  @media (max-width: 1149px) {
    .position {
      grid-area: 2 / 1;
    }
    .segments {
      grid-area: 2 / 2 / auto / -1;
    }
    .segments button {
      padding-inline: var(--space-2);
    }
  }
  /* SMALL_QUERY: the page scrolls as a whole, and its parts stand in it one by one. */
  @media (max-width: 799px), (max-height: 479px) {
    .stage {
      align-content: start;
    }
    .head {
      display: contents;
    }
    .back {
      display: inline-flex;
      grid-area: back;
      padding-inline: 4px 8px;
    }
    .position {
      grid-area: position;
    }
    .segments {
      grid-area: segments;
    }
    twin-relation {
      display: block;
      grid-area: relation;
    }
    twin-pair {
      grid-area: pair;
    }
    .info {
      grid-area: info;
      max-height: none;
      overflow: visible;
    }
  }
  /* Both pictures come before the ways of comparing them: they must fit above the bar. */
  @media (max-width: 799px) {
    .stage {
      grid-template:
        'back position' max-content
        'relation relation' max-content
        'pair pair' max-content
        'segments segments' max-content
        'info info' max-content / auto minmax(0, 1fr);
      gap: var(--space-2);
      padding: var(--space-1) 12px var(--space-5);
    }
    .position {
      justify-content: end;
    }
    .segments button {
      flex: auto;
      padding-inline: 2px;
      font-size: var(--text-12);
    }
  }
  /* A phone on its side: the pictures beside each other, and all words below them. */
  @media (max-height: 479px) and (min-width: 560px) {
    .stage {
      grid-template:
        'back position segments' max-content
        'pair pair pair' max-content
        'relation relation relation' max-content
        'info info info' max-content / auto minmax(0, 1fr) auto;
      gap: var(--space-1) var(--space-2);
      padding: var(--space-1) 12px var(--space-3);
    }
    .position {
      justify-content: start;
    }
    .segments button {
      padding-inline: var(--space-2);
    }
  }
`;
