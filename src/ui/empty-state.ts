import { html, nothing, type TemplateResult } from 'lit';

/** What stands in the place of a list with nothing in it. */
export interface EmptyState {
  heading: string;
  words: string;
  /** The next step; absent while there is only to wait. */
  link?: { href: string; words: string };
}

/** A screen with nothing to show: what that means, and the next step. Styles: emptyStyles. */
export function emptyState({
  heading,
  words,
  link,
}: EmptyState): TemplateResult {
  return html`<div class="empty" aria-busy=${link === undefined}>
    <h1 class="big" tabindex="-1">${heading}</h1>
    <p class="soft">${words}</p>
    ${
      link === undefined
        ? nothing
        : html`<a class="button primary" href=${link.href}>${link.words}</a>`
    }
  </div>`;
}
