import '@lit-labs/virtualizer';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  describeFailure,
  type PhotoFailureKind,
} from '../../domain/photo-failure.ts';
import type { FileKey } from '../../domain/photo-id.ts';
import type { LedgerEntry } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import '../components/companion-list.ts';
import { icon } from '../components/icon.ts';
import { announce } from '../events.ts';
import { countOf, formatBytes, formatCount } from '../format-numbers.ts';
import {
  REASON_WORDS,
  canRetry,
  ledgerKey,
  reasonCounts,
  visibleEntries,
} from '../ledger-list.ts';
import { saveFile } from '../save-file.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';
import { skippedStyles } from '../styles/skipped-styles.ts';

/** Every file that was not compared, with its reason and what to do. */
@customElement('twin-skipped-view')
export class SkippedView extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    emptyStyles,
    skippedStyles,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @state() private reason: PhotoFailureKind | undefined;
  @state() private text = '';
  @state() private chosen: ReadonlySet<FileKey> = new Set();

  protected override render(): TemplateResult {
    const { ledger } = this.state;
    if (ledger.length === 0) return this.renderNothing();
    const entries = visibleEntries(ledger, this.reason, this.text);
    return html`<div class="page stack">
      <div class="head">
        <h1 tabindex="-1">${countOf(ledger.length, 'file')} skipped</h1>
        <div class="row wrap">${this.renderActions()}</div>
      </div>
      <p class="soft">
        These were seen but not compared, so Twinsift says nothing about them.
        None of them was changed.
      </p>
      <div class="row wrap tools">
        <div class="reasons" role="group" aria-label="Reason">
          ${this.renderReason(undefined, ledger.length)}
          ${reasonCounts(ledger).map(([kind, count]) =>
            this.renderReason(kind, count),
          )}
        </div>
        <label>
          <span class="visually-hidden">Filter by name or folder</span>
          <input
            type="search"
            placeholder="Name or folder…"
            .value=${this.text}
            @input=${this.onText}
          />
        </label>
      </div>
      ${
        entries.length === 0
          ? html`<p class="soft">No skipped file matches.</p>`
          : html`<lit-virtualizer
              role="list"
              aria-label="Skipped files"
              .items=${[...entries]}
              .keyFunction=${ledgerKey}
              .renderItem=${this.renderEntry}
            ></lit-virtualizer>`
      }
      <twin-companions .state=${this.state}></twin-companions>
    </div>`;
  }

  private renderActions(): TemplateResult {
    const retryable = this.state.ledger.filter(canRetry).length;
    const chosen = this.chosen.size;
    return html`
      ${
        chosen > 0
          ? html`<button class="primary" @click=${this.onRetryChosen}>
              Retry ${formatCount(chosen)} selected
            </button>`
          : nothing
      }
      <button ?disabled=${retryable === 0} @click=${this.onRetryAll}>
        Retry all${retryable === 0 ? '' : ` ${formatCount(retryable)}`}
      </button>
      <button @click=${this.onExport}>
        ${icon('download', 16)} Save as CSV
      </button>
    `;
  }

  private renderReason(
    kind: PhotoFailureKind | undefined,
    count: number,
  ): TemplateResult {
    return html`<button
      aria-pressed=${this.reason === kind}
      data-reason=${kind ?? nothing}
      @click=${this.onReason}
    >
      ${kind === undefined ? 'All' : REASON_WORDS[kind]}
      <span class="count">${formatCount(count)}</span>
    </button>`;
  }

  private readonly renderEntry = (entry: LedgerEntry): TemplateResult => {
    const { what, advice } = describeFailure(entry.failure);
    const key = ledgerKey(entry);
    const root = this.state.roots.find(({ id }) => id === entry.root);
    const place = root === undefined ? '' : `${root.label}/`;
    return html`<div role="listitem" class="entry">
      <input
        type="checkbox"
        aria-label=${`Select ${entry.path}`}
        ?disabled=${!canRetry(entry)}
        .checked=${this.chosen.has(key)}
        data-key=${key}
        @change=${this.onChoose}
      />
      <div class="grow">
        <div class="path name">
          <span class="soft">${place}</span>${entry.path}
        </div>
        <div class="small">${what} <span class="soft">${advice}</span></div>
      </div>
      <span class="small soft size">${formatBytes(entry.sizeBytes)}</span>
    </div>`;
  };

  private renderNothing(): TemplateResult {
    return html`<div class="page stack">
      <div class="empty">
        <h1 class="big" tabindex="-1">No file was skipped.</h1>
        <p class="soft">
          ${
            this.state.companionFiles.length === 0
              ? 'Everything that was listed was compared.'
              : 'Everything else that was listed was compared.'
          }
        </p>
        <a class="button primary" href="#/scan">Back to the scan</a>
      </div>
      <twin-companions .state=${this.state}></twin-companions>
    </div>`;
  }

  private onReason(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const name = currentTarget.dataset['reason'];
    this.reason = reasonCounts(this.state.ledger).find(
      ([kind]) => kind === name,
    )?.[0];
  }

  private onText(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.text = event.currentTarget.value;
  }

  // A field, not a method: the virtualised list would call it on itself.
  private readonly onChoose = (event: Event): void => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const entry = this.state.ledger.find(
      (known) => ledgerKey(known) === currentTarget.dataset['key'],
    );
    if (entry === undefined) return;
    const chosen = new Set(this.chosen);
    if (currentTarget.checked) chosen.add(ledgerKey(entry));
    else chosen.delete(ledgerKey(entry));
    this.chosen = chosen;
  };

  private onRetryChosen(): void {
    announce(this, `Reading ${countOf(this.chosen.size, 'file')} again`);
    void this.engine.retrySkipped([...this.chosen]);
    this.chosen = new Set();
  }

  private onRetryAll(): void {
    announce(this, 'Reading skipped files again');
    void this.engine.retrySkipped();
  }

  private onExport(): void {
    void this.save();
  }

  private async save(): Promise<void> {
    const file = await this.engine.report('ledger-csv');
    saveFile(file);
    announce(this, `Saved ${file.name}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-skipped-view': SkippedView;
  }
}
