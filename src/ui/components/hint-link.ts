import { html, type TemplateResult } from 'lit';
import { icon, type IconName } from './icon.ts';

/** What was found beside the result, and where it leads. */
export interface Hint {
  href: string;
  icon: IconName;
  title: string;
  words: string;
  /** What is done there. */
  way: string;
}

/** A hint that is a link as a whole. Styles: hintStyles. */
export function hintLink({
  href,
  icon: name,
  title,
  words,
  way,
}: Hint): TemplateResult {
  return html`<a href=${href}>
    ${icon(name, 20)}
    <div class="words">
      <h2>${title}</h2>
      <p class="small soft">${words} <span class="way">${way}</span></p>
    </div>
    ${icon('next')}
  </a>`;
}
