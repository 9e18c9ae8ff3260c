import { css } from 'lit';

/** List, stage and bar of the review. */
export const reviewStyles = css`
  :host {
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  .review {
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template-columns: clamp(296px, 24vw, 420px) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr) auto;
  }
  twin-review-list {
    border-inline-end: 1px solid var(--line);
  }
  twin-review-bar {
    grid-column: 1 / -1;
  }
  @media (max-width: 799px) {
    .review {
      grid-template-columns: minmax(0, 1fr);
    }
    twin-review-list {
      border: 0;
    }
  }
  @media (max-height: 479px) {
    .review {
      grid-template-columns: minmax(0, 1fr);
    }
    twin-review-list {
      border: 0;
    }
  }
`;
