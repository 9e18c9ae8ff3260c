import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import {
  insightHeadline,
  moreInsightsWords,
  onlyHereWords,
} from '../folder-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { hintStyles } from '../styles/hint-styles.ts';
import { icon } from './icon.ts';

/** The folder that is contained the most, on the screen of a finished scan. */
@customElement('twin-folder-hint')
export class FolderHint extends LitElement {
  static override styles = [baseStyles, hintStyles];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { folderInsights, roots } = this.state;
    const [first, ...others] = folderInsights;
    if (first === undefined) return nothing;
    const facts = [onlyHereWords(first), ...moreInsightsWords(others)];
    return html`<a href="#/folders">
      ${icon('folder', 20)}
      <div class="words">
        <h2>${insightHeadline(first, roots)}</h2>
        <p class="small soft">
          ${facts.join('. ')}. <span class="way">Compare folders</span>
        </p>
      </div>
      ${icon('next')}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-folder-hint': FolderHint;
  }
}
