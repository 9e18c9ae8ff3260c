import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import { insightHeadline, onlyHereWords } from '../folder-words.ts';
import { countOf } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { teaserStyles } from '../styles/teaser-styles.ts';
import { icon } from './icon.ts';

/** The folder that is contained the most, on the screen of a finished scan. */
@customElement('twin-folder-teaser')
export class FolderTeaser extends LitElement {
  static override styles = [baseStyles, controlStyles, teaserStyles];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { folderInsights, roots } = this.state;
    const [first, ...others] = folderInsights;
    if (first === undefined) return nothing;
    const more =
      others.length === 0 ? '' : `; ${countOf(others.length, 'more folder')}`;
    return html`<section aria-labelledby="folder-insight">
      ${icon('folder', 20)}
      <div class="words">
        <h2 id="folder-insight">${insightHeadline(first, roots)}</h2>
        <p class="small soft">${onlyHereWords(first)}${more}.</p>
      </div>
      <a class="button" href="#/folders">Compare folders</a>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-folder-teaser': FolderTeaser;
  }
}
