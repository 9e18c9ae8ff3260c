import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type {
  FingerprintSettings,
  ListingSettings,
} from '../../domain/settings.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { settingsStyles } from '../styles/settings-styles.ts';

/** Which files are looked at, and how they are read. */
@customElement('twin-listing-fields')
export class ListingFields extends LitElement {
  static override styles = [baseStyles, controlStyles, settingsStyles];

  @property({ attribute: false }) listing!: ListingSettings;
  @property({ attribute: false }) fingerprint!: FingerprintSettings;
  @property({ attribute: false }) onListing!: (
    part: Partial<ListingSettings>,
  ) => void;
  @property({ attribute: false }) onFingerprint!: (
    part: Partial<FingerprintSettings>,
  ) => void;

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="listing">
        <div>
          <h2 id="listing">Which files</h2>
          <p class="small soft">
            Changes here list the folders again. Known files are not read again.
          </p>
        </div>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.listing.includesHidden}
            @change=${this.onHidden}
          />
          <span>Hidden files and folders too</span>
        </label>
        <div class="field">
          <label for="exclude">Leave out</label>
          <textarea
            id="exclude"
            rows="3"
            spellcheck="false"
            aria-describedby="exclude-hint"
            placeholder="**/thumbnails/**"
            .value=${this.listing.excludePatterns.join('\n')}
            @change=${this.onExclude}
          ></textarea>
          <p id="exclude-hint" class="hint">
            One pattern per line. * stands for anything within a name, ** for
            any folders.
          </p>
        </div>
      </section>
      <section class="card" aria-labelledby="reading">
        <div>
          <h2 id="reading">How they are read</h2>
          <p class="small soft">Changes here may read photos again.</p>
        </div>
        <div class="field">
          <label for="largest">Largest picture</label>
          <span class="row">
            <input
              id="largest"
              type="number"
              min="1"
              max="2000"
              aria-describedby="largest-hint"
              .value=${String(this.fingerprint.maxMegapixels)}
              @change=${this.onLargest}
            />
            megapixels
          </span>
          <p id="largest-hint" class="hint">
            Larger ones are skipped before any memory is taken.
          </p>
        </div>
        <div class="field">
          <span id="decoders">Decoders</span>
          <div class="segments" role="group" aria-labelledby="decoders">
            ${this.renderDecoders('fastest', 'Fastest here')}
            ${this.renderDecoders('portable', 'Same in every browser')}
          </div>
        </div>
      </section>`;
  }

  private renderDecoders(
    kind: FingerprintSettings['decoders'],
    words: string,
  ): TemplateResult {
    return html`<button
      type="button"
      aria-pressed=${this.fingerprint.decoders === kind}
      data-kind=${kind}
      @click=${this.onDecoders}
    >
      ${words}
    </button>`;
  }

  private onHidden(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.onListing({ includesHidden: event.currentTarget.checked });
  }

  private onExclude(event: Event): void {
    if (!(event.currentTarget instanceof HTMLTextAreaElement)) return;
    const excludePatterns = event.currentTarget.value
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    this.onListing({ excludePatterns });
  }

  private onLargest(event: Event): void {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { valueAsNumber } = event.currentTarget;
    const isUsable = Number.isFinite(valueAsNumber) && valueAsNumber >= 1;
    if (isUsable) this.onFingerprint({ maxMegapixels: valueAsNumber });
    else this.requestUpdate('fingerprint', undefined);
  }

  private onDecoders(event: Event): void {
    const { currentTarget } = event;
    if (currentTarget instanceof HTMLElement)
      this.onFingerprint({
        decoders:
          currentTarget.dataset['kind'] === 'portable' ? 'portable' : 'fastest',
      });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-listing-fields': ListingFields;
  }
}
