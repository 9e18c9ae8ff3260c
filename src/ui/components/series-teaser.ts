import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import { seriesCountWords } from '../series-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { teaserStyles } from '../styles/teaser-styles.ts';
import { icon } from './icon.ts';

/** How many bursts and series there are, on the screen of a finished scan. */
@customElement('twin-series-teaser')
export class SeriesTeaser extends LitElement {
  static override styles = [baseStyles, controlStyles, teaserStyles];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { series } = this.state;
    if (series.length === 0) return nothing;
    return html`<section aria-labelledby="series">
      ${icon('star', 20)}
      <div class="words">
        <h2 id="series">${seriesCountWords(series.length)}</h2>
        <p class="small soft">
          Similar shots of one camera, seconds apart. They are not duplicates,
          and nothing is proposed for them.
        </p>
      </div>
      <a class="button" href="#/similar">Pick favourites</a>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-series-teaser': SeriesTeaser;
  }
}
