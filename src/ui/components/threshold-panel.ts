import {
  LitElement,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type {
  DistanceSample,
  DistanceSurvey,
} from '../../domain/distance-survey.ts';
import {
  usualThresholdBits,
  type MatchingSettings,
} from '../../domain/settings.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { SurveyController } from '../controllers/survey-controller.ts';
import { pairsAtCut, pairsToJudge } from '../cut-samples.ts';
import { OUTCOME_WORDS } from '../distance-chart.ts';
import { announce } from '../events.ts';
import { countOf, formatBytes } from '../format-numbers.ts';
import { leftOutWords } from '../progress-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { thresholdStyles } from '../styles/threshold-styles.ts';
import './distance-histogram.ts';
import type { JudgeDialog } from './judge-dialog.ts';
import './judge-dialog.ts';
import './photo-thumb.ts';

/** A slider that goes far beyond the useful values cannot be set finely. */
const LARGEST_THRESHOLD: Record<8 | 16, number> = { 8: 16, 16: 80 };
const PAIRS_PER_SIDE = 3;
const PAIRS_TO_JUDGE = 10;

/** Where the line is drawn: what lies at each distance, and what the line lets in. */
@customElement('twin-threshold')
export class ThresholdPanel extends LitElement {
  static override styles = [baseStyles, controlStyles, thresholdStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  /** As they stand in the form; the hash may not be applied yet. */
  @property({ attribute: false }) matching!: MatchingSettings;
  /** The form's hash is the one that decides now: moving the line regroups at once. */
  @property({ attribute: false }) isLive = false;
  @property({ attribute: false }) onThreshold!: (bits: number) => void;

  @query('#threshold') private readonly slider!: HTMLInputElement;
  @query('twin-judge') private readonly dialog!: JudgeDialog;

  private readonly distances = new SurveyController(this, () =>
    this.engine.distances(),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (!changed.has('state')) return;
    const { groups, settings, roots } = this.state;
    const isOther =
      before?.groups !== groups ||
      before.roots !== roots ||
      before.settings.matching !== settings.matching;
    if (isOther) this.distances.refresh();
  }

  protected override render(): TemplateResult {
    const { survey } = this.distances;
    const isShown = this.isLive && (survey?.samples.length ?? 0) > 0;
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h2 id="title">Where to draw the line</h2>
        <p class="small soft">
          Pairs up to the line are looked at closely, and grouped if that
          confirms them. Moving it regroups at once.
        </p>
      </div>
      <div class="scale">
        ${this.renderLabel()}
        ${
          isShown && survey !== undefined
            ? html`<twin-distance-histogram
                .survey=${survey}
                .cutBits=${this.matching.thresholdBits}
                .largestBits=${this.largestBits}
              ></twin-distance-histogram>`
            : nothing
        }
        ${this.renderSlider()}
      </div>
      ${
        isShown && survey !== undefined
          ? this.renderLive(survey)
          : html`<p class="small soft">${this.whyEmpty()}</p>`
      }
      <twin-judge
        .engine=${this.engine}
        .presentBits=${this.matching.thresholdBits}
        .onProposal=${this.onProposal}
      ></twin-judge>
    </section>`;
  }

  protected override updated(): void {
    // A range clamps its value to its limits, and the limits may come after it.
    this.slider.value = String(this.matching.thresholdBits);
  }

  private get largestBits(): number {
    return LARGEST_THRESHOLD[this.matching.hashSize];
  }

  private renderLabel(): TemplateResult {
    return html`<div class="label">
      <label for="threshold">How different they may be</label>
      <output for="threshold">${this.matching.thresholdBits} bits</output>
    </div>`;
  }

  private renderSlider(): TemplateResult {
    const { algorithm, hashSize, thresholdBits } = this.matching;
    return html`<input
        id="threshold"
        type="range"
        min="0"
        max=${this.largestBits}
        aria-describedby="threshold-hint"
        .value=${String(thresholdBits)}
        @input=${this.onInput}
      />
      <p id="threshold-hint" class="hint">
        Usual for this hash: ${usualThresholdBits(algorithm, hashSize)}. Lower
        finds fewer copies, higher brings similar photos that are not the same.
      </p>`;
  }

  private renderLive(survey: DistanceSurvey): TemplateResult {
    const { totals, picturesLeftOut } = this.state;
    const { thresholdBits } = this.matching;
    const leftOut = leftOutWords(picturesLeftOut);
    const sides = pairsAtCut(survey.samples, thresholdBits, PAIRS_PER_SIDE);
    return html`<div class="live">
        <p role="status" data-testid="threshold-effect">
          <strong>${countOf(totals.groups, 'group')}</strong>
          <span class="soft"
            >· ${formatBytes(totals.freeableBytes)} can be freed</span
          >
        </p>
        <button @click=${this.onJudge}>Judge ten pairs…</button>
      </div>
      ${leftOut === '' ? nothing : html`<p class="small soft">${leftOut}</p>`}
      <div class="sides">
        ${this.renderSide('Just inside the line', sides.inside)}
        ${
          sides.outside.length === 0 && thresholdBits >= survey.reachBits
            ? nothing
            : this.renderSide('Just outside', sides.outside)
        }
      </div>`;
  }

  private renderSide(
    heading: string,
    samples: readonly DistanceSample[],
  ): TemplateResult {
    return html`<div>
      <h3>${heading}</h3>
      ${
        samples.length === 0
          ? html`<p class="small soft">No pairs.</p>`
          : html`<ul>
              ${samples.map(this.renderSample)}
            </ul>`
      }
    </div>`;
  }

  private readonly renderSample = ({
    first,
    second,
    bits,
    outcome,
  }: DistanceSample): TemplateResult =>
    html`<li>
      <span class="two">
        <twin-thumb .engine=${this.engine} .file=${first}></twin-thumb>
        <twin-thumb .engine=${this.engine} .file=${second}></twin-thumb>
      </span>
      <span class="says">
        <strong>${countOf(bits, 'bit')}</strong>
        <span class="tiny soft">${OUTCOME_WORDS[outcome]}</span>
      </span>
    </li>`;

  private whyEmpty(): string {
    if (!this.isLive)
      return 'Apply the other hash first; then its pairs are shown here.';
    return this.state.roots.length === 0
      ? 'Once a folder is open, its pairs are shown here, and the line can be drawn by eye.'
      : 'No pair of photos is near enough to be shown here.';
  }

  private onInput(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.onThreshold(event.currentTarget.valueAsNumber);
  }

  private onJudge(): void {
    const { survey } = this.distances;
    if (survey === undefined) return;
    this.dialog.ask(
      pairsToJudge(survey.samples, this.matching.thresholdBits, PAIRS_TO_JUDGE),
    );
  }

  private readonly onProposal = (bits: number): void => {
    this.onThreshold(Math.min(bits, this.largestBits));
    announce(this, `The line is at ${countOf(bits, 'bit')} now`);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-threshold': ThresholdPanel;
  }
}
