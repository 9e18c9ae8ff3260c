import { LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import { seriesCountWords } from '../series-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { hintStyles } from '../styles/hint-styles.ts';
import { hintLink } from './hint-link.ts';

/** How many bursts and series there are, on the screen of a finished scan. */
@customElement('twin-series-hint')
export class SeriesHint extends LitElement {
  static override styles = [baseStyles, hintStyles];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { series } = this.state;
    if (series.length === 0) return nothing;
    return hintLink({
      href: '#/similar',
      icon: 'star',
      title: seriesCountWords(series.length),
      words: 'Similar shots, seconds apart, no duplicates.',
      way: 'Pick favourites',
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-series-hint': SeriesHint;
  }
}
