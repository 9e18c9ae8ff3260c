import { css } from 'lit';

/** The plan: what, where to, and the list. */
export const planStyles = css`
  .page {
    gap: var(--space-6);
  }
  .head {
    display: grid;
    gap: var(--space-5);
  }
  .title {
    gap: var(--space-2);
  }
  .promises {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-6);
    font-size: var(--text-14);
  }
  .promises li {
    display: flex;
    gap: var(--space-2);
    align-items: center;
  }
  .promises svg {
    color: var(--accent-text);
  }
  .notes {
    display: grid;
    gap: var(--space-2);
    max-width: 80ch;
    font-size: var(--text-14);
  }
  .notes label {
    display: flex;
    gap: var(--space-2);
    align-items: start;
  }
  .notes .hint {
    display: block;
  }
  .only {
    color: var(--caution);
  }
  lit-virtualizer {
    display: block;
    border-block-start: 1px solid var(--line);
  }
  .folder,
  .file {
    width: 100%;
    display: flex;
    align-items: center;
    gap: var(--space-3);
  }
  .folder {
    flex-wrap: wrap;
    padding: var(--space-5) 0 var(--space-2);
  }
  .folder h2 {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    font-size: var(--text-14);
    letter-spacing: 0;
  }
  .file {
    padding: var(--space-2) 0;
    border-block-start: 1px solid var(--line);
    font-size: var(--text-14);
  }
  .file twin-thumb {
    width: 48px;
    height: 48px;
    flex: none;
  }
  @media (max-width: 799px) {
    .head .primary {
      flex: 1 1 100%;
    }
  }
`;
