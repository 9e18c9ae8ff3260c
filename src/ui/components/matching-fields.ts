import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  DECIDING_ALGORITHMS,
  usualThresholdBits,
  type DecidingAlgorithm,
  type MatchingSettings,
} from '../../domain/settings.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { settingsStyles } from '../styles/settings-styles.ts';

const ALGORITHM_WORDS: Record<DecidingAlgorithm, string> = {
  phash: 'pHash (finds most at no false matches)',
  pdq: 'PDQ (as other programs use it)',
  dhash: 'dHash',
  ahash: 'aHash (for comparison with other tools)',
  whash: 'wHash (for comparison with other tools)',
};

/** What counts as the same photo. Changing it reads nothing again. */
@customElement('twin-matching-fields')
export class MatchingFields extends LitElement {
  static override styles = [baseStyles, controlStyles, settingsStyles];

  @property({ attribute: false }) matching!: MatchingSettings;
  @property({ attribute: false }) onMatching!: (
    part: Partial<MatchingSettings>,
  ) => void;

  protected override render(): TemplateResult {
    const { matching } = this;
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h2 id="title">What counts as the same photo</h2>
        <p class="small soft">
          Changes here regroup from what is stored. Nothing is read again.
        </p>
      </div>
      <div class="field">
        <label for="algorithm">Deciding hash</label>
        <select id="algorithm" @change=${this.onAlgorithm}>
          ${DECIDING_ALGORITHMS.map(
            (algorithm) =>
              html`<option
                value=${algorithm}
                ?selected=${algorithm === matching.algorithm}
              >
                ${ALGORITHM_WORDS[algorithm]}
              </option>`,
          )}
        </select>
      </div>
      <div class="field">
        <span id="size">Hash size</span>
        <div class="segments" role="group" aria-labelledby="size">
          ${this.renderSize(8, '64 bits')}${this.renderSize(16, '256 bits')}
        </div>
      </div>
      <div class="field">
        <label for="minimum">Smallest picture</label>
        <span class="row">
          <input
            id="minimum"
            type="number"
            min="0"
            max="4000"
            step="10"
            aria-describedby="minimum-hint"
            .value=${String(matching.minShortSidePx)}
            @change=${this.onMinimum}
          />
          px
        </span>
        <p id="minimum-hint" class="hint">
          Photos whose shorter side is below this are listed as skipped.
        </p>
      </div>
      <label class="check">
        <input
          type="checkbox"
          .checked=${matching.isRefined}
          @change=${this.onRefined}
        />
        <span
          >Look a second time
          <span class="hint"
            >Compares both pictures in detail before they count as the same.
            Slower, far fewer false matches; without it nothing that is only
            alike is proposed to be moved.</span
          ></span
        >
      </label>
      <label class="check">
        <input
          type="checkbox"
          .checked=${matching.matchesRotations}
          @change=${this.onRotations}
        />
        <span>Find turned and mirrored copies</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          .checked=${matching.matchesCrops}
          @change=${this.onCrops}
        />
        <span
          >Find cropped copies too
          <span class="hint"
            >Up to a fifth cut off, or a bar with words across it. Slower; they
            are never proposed for moving.</span
          ></span
        >
      </label>
    </section>`;
  }

  private renderSize(size: 8 | 16, words: string): TemplateResult {
    const { algorithm, hashSize } = this.matching;
    return html`<button
      type="button"
      aria-pressed=${hashSize === size}
      ?disabled=${algorithm === 'pdq' && size === 8}
      data-size=${size}
      @click=${this.onSize}
    >
      ${words}
    </button>`;
  }

  private changeHash(algorithm: DecidingAlgorithm, hashSize: 8 | 16): void {
    this.onMatching({
      algorithm,
      hashSize,
      thresholdBits: usualThresholdBits(algorithm, hashSize),
    });
  }

  private onAlgorithm(event: Event): void {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    const algorithm = DECIDING_ALGORITHMS.find((known) => known === value);
    if (algorithm === undefined) return;
    this.changeHash(
      algorithm,
      algorithm === 'pdq' ? 16 : this.matching.hashSize,
    );
  }

  private onSize(event: Event): void {
    const { currentTarget } = event;
    if (currentTarget instanceof HTMLElement)
      this.changeHash(
        this.matching.algorithm,
        currentTarget.dataset['size'] === '8' ? 8 : 16,
      );
  }

  private onMinimum(event: Event): void {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { valueAsNumber } = event.currentTarget;
    const isUsable = Number.isFinite(valueAsNumber) && valueAsNumber >= 0;
    if (isUsable)
      this.onMatching({ minShortSidePx: Math.round(valueAsNumber) });
    else this.requestUpdate('matching', undefined);
  }

  private onRefined(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.onMatching({ isRefined: event.currentTarget.checked });
  }

  private onRotations(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.onMatching({ matchesRotations: event.currentTarget.checked });
  }

  private onCrops(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.onMatching({ matchesCrops: event.currentTarget.checked });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-matching-fields': MatchingFields;
  }
}
