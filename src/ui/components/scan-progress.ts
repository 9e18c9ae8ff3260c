import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ScanProgress } from '../../domain/scan-stage.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { countOf, formatCount } from '../format-numbers.ts';
import {
  countWords,
  isRunning,
  leftOutWords,
  paceWords,
  progressShare,
  stageTimeRows,
  stageWords,
  tookWords,
} from '../progress-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { factLineStyles } from '../styles/fact-line-styles.ts';
import { icon } from './icon.ts';
import { notComparedLinks } from './not-compared-links.ts';

/** Stage, count, pace, current file, and what can be done about it. */
@customElement('twin-scan-progress')
export class ScanProgressPanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    factLineStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      h1 {
        flex: 1 1 200px;
      }
      .buttons {
        display: flex;
        gap: var(--space-2);
      }
      .under {
        display: flex;
        gap: var(--space-4);
        align-items: baseline;
        font-size: var(--text-12);
        color: var(--ink-soft);
        min-height: 18px;
      }
      details {
        font-size: var(--text-12);
        color: var(--ink-soft);
      }
      table {
        border-spacing: 0;
        margin-block-start: var(--space-2);
      }
      th {
        text-align: start;
        font-weight: 400;
      }
      td {
        text-align: end;
        padding-inline-start: var(--space-6);
      }
      meter {
        width: 120px;
        height: 6px;
        display: block;
      }
      meter::-webkit-meter-bar {
        height: 6px;
        border: 0;
        background: var(--surface-sunken);
      }
      meter::-webkit-meter-optimum-value {
        background: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @property({ attribute: false }) scan!: ScanProgress;

  @query('progress') private readonly bar!: HTMLProgressElement | null;

  protected override render(): TemplateResult {
    const { scan } = this;
    const runs = isRunning(scan);
    const leftOut = leftOutWords(this.state.picturesLeftOut);
    return html`
      <div class="head">
        <h1 tabindex="-1">${stageWords(scan)}</h1>
        ${runs ? this.renderButtons() : nothing}
      </div>
      ${
        runs
          ? html`<progress
              aria-label="Progress of the scan"
              max="1"
            ></progress>`
          : nothing
      }
      <div class="facts">
        <span class="main">${countWords(scan)}</span>
        ${paceWords(scan).map((words) => html`<span>${words}</span>`)}
        ${
          scan.reused === 0
            ? nothing
            : html`<span>${formatCount(scan.reused)} known already</span>`
        }
        ${notComparedLinks(this.state)}
        ${runs ? nothing : html`<span>${tookWords(scan)}</span>`}
      </div>
      ${
        leftOut === ''
          ? nothing
          : html`<p class="small soft" data-testid="left-out">${leftOut}</p>`
      }
      ${
        runs
          ? html`<div class="under">
              <span class="clip grow" data-testid="current-file"
                >${scan.isPaused ? '' : scan.currentPath}</span
              >
            </div>`
          : nothing
      }
      ${this.renderTimes()}
    `;
  }

  protected override updated(): void {
    const { bar } = this;
    if (bar === null) return;
    // An attribute-less <progress> is the moving kind: the end is not known.
    const share = progressShare(this.scan);
    if (share === undefined) bar.removeAttribute('value');
    else bar.value = share;
  }

  private renderButtons(): TemplateResult {
    return html`<div class="buttons">
      ${
        this.scan.isPaused
          ? html`<button @click=${this.onContinue}>
              ${icon('play', 16)} Continue
            </button>`
          : html`<button @click=${this.onPause}>
              ${icon('pause', 16)} Pause
            </button>`
      }
      <button @click=${this.onStop}>${icon('stop', 16)} Stop</button>
    </div>`;
  }

  private renderTimes(): TemplateResult {
    const rows = stageTimeRows(this.scan.times);
    return html`<details>
      <summary>Where the time goes</summary>
      <table>
        <caption class="visually-hidden">
          Time per stage, over all workers
        </caption>
        ${rows.map(
          ({ words, ms, share }) =>
            html`<tr>
              <th scope="row">${words}</th>
              <td>${(ms / 1000).toFixed(1)} s</td>
              <td>
                <meter
                  .value=${share}
                  aria-label=${`${words}, share of the time`}
                ></meter>
              </td>
            </tr>`,
        )}
      </table>
      <p>
        Over all workers, so it adds up to more than the clock.
        ${countOf(this.scan.pairsChecked, 'pair')} had a second look.
      </p>
    </details>`;
  }

  private onPause(): void {
    this.engine.pauseScan();
  }

  private onContinue(): void {
    this.engine.continueScan();
  }

  private onStop(): void {
    void this.engine.stopScan();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-scan-progress': ScanProgressPanel;
  }
}
