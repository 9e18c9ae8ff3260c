import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import { seriesCountWords } from '../series-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { hintStyles } from '../styles/hint-styles.ts';
import { icon } from './icon.ts';

/** How many bursts and series there are, on the screen of a finished scan. */
@customElement('twin-series-hint')
export class SeriesHint extends LitElement {
  static override styles = [baseStyles, hintStyles];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { series } = this.state;
    if (series.length === 0) return nothing;
    return html`<a href="#/similar">
      ${icon('star', 20)}
      <div class="words">
        <h2>${seriesCountWords(series.length)}</h2>
        <p class="small soft">
          Similar shots, seconds apart, no duplicates.
          <span class="way">Pick favourites</span>
        </p>
      </div>
      ${icon('next')}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-series-hint': SeriesHint;
  }
}
