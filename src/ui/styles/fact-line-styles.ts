import { css } from 'lit';

/** Short facts in one line, with dots between them. */
export const factLineStyles = css`
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-2);
    font-size: var(--text-14);
    color: var(--ink-soft);
  }
  .facts .main {
    color: var(--ink);
    font-weight: 560;
  }
  .facts span:not(:last-child)::after {
    content: '·';
    margin-inline-start: var(--space-2);
    color: var(--ink-soft);
    font-weight: 400;
  }
`;
