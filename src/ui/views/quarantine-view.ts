import {
  LitElement,
  css,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState, QuarantineBatch } from '../../engine/app-state.ts';
import type { EmptyDialog } from '../components/empty-dialog.ts';
import '../components/empty-dialog.ts';
import { icon } from '../components/icon.ts';
import '../components/operation-panel.ts';
import { emptyState } from '../empty-state.ts';
import { findHeading } from '../find-heading.ts';
import {
  countOf,
  formatBytes,
  formatCount,
  formatMoment,
  photosAndCompanions,
} from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';
import { listStyles } from '../styles/list-styles.ts';

/** Paths named before the rest is only counted. */
const SHOWN_PATHS = 3;

/** What is set aside: put it back, or let it go for good. */
@customElement('twin-quarantine-view')
export class QuarantineView extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    emptyStyles,
    listStyles,
    css`
      .page {
        gap: var(--space-6);
      }
      .item {
        padding: var(--space-5);
        gap: var(--space-3) var(--space-4);
      }
      .words {
        flex: 1 1 300px;
        min-width: 0;
        display: grid;
        gap: 2px;
      }
      .sample {
        margin-block-start: var(--space-2);
      }
      .note {
        display: flex;
        gap: var(--space-2);
        margin-block-start: var(--space-1);
        font-size: var(--text-14);
        color: var(--caution);
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @query('twin-empty-dialog') private readonly dialog!: EmptyDialog;

  protected override render(): TemplateResult {
    const { quarantines, operation } = this.state;
    return html`<div class="page stack">
      ${
        operation === undefined
          ? nothing
          : html`<twin-operation
              .engine=${this.engine}
              .state=${this.state}
              .operation=${operation}
            ></twin-operation>`
      }
      ${
        quarantines.length === 0
          ? operation === undefined
            ? this.renderEmpty()
            : nothing
          : this.renderBatches(quarantines)
      }
      <twin-empty-dialog .engine=${this.engine}></twin-empty-dialog>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    // The button that was pressed is gone; the focus goes where the news is.
    if (before === undefined || before.operation === this.state.operation)
      return;
    if (before.operation === undefined || this.state.operation === undefined)
      findHeading(this.renderRoot)?.focus();
  }

  private renderBatches(batches: readonly QuarantineBatch[]): TemplateResult {
    return html`<section aria-labelledby="title">
      <h1 id="title" tabindex="-1">Set aside</h1>
      <p class="soft">
        These photos lie in “Twinsift quarantine” in their folders, in the
        folder tree they came from.
      </p>
      <ul class="card">
        ${repeat(batches, (batch) => batch.planId, this.renderBatch)}
      </ul>
    </section>`;
  }

  private readonly renderBatch = (batch: QuarantineBatch): TemplateResult => {
    const isBusy = this.state.operation?.isFinished === false;
    const needs = batch.needsRoot;
    const { fileCount, companionCount, sidecarCount } = batch;
    // An undo may have been interrupted after the last photo.
    const photos =
      fileCount + companionCount === 0
        ? countOf(sidecarCount, 'sidecar')
        : photosAndCompanions(fileCount, companionCount);
    return html`<li class="item">
      <div class="words">
        <h2>${photos}, ${formatBytes(batch.bytes)}</h2>
        <p class="small soft">Moved on ${formatMoment(batch.createdMs)}</p>
        ${batch.places.map(
          (place) => html`<p class="small soft path">${place}</p>`,
        )}
        <p class="small sample path">
          ${batch.samplePaths.slice(0, SHOWN_PATHS).join(', ')}${
            batch.fileCount > SHOWN_PATHS
              ? html` <span class="soft"
                  >and ${formatCount(batch.fileCount - SHOWN_PATHS)} more</span
                >`
              : nothing
          }
        </p>
        ${
          sidecarCount === 0
            ? nothing
            : html`<p class="small soft">
                ${countOf(sidecarCount, 'sidecar')} written beside photos that
                stay. Undo removes what was not changed since.
              </p>`
        }
        ${
          batch.wasReconciled
            ? html`<p class="note">
                ${icon('warning', 16)} The browser closed in the middle of this
                move. It has been put in order since.
              </p>`
            : nothing
        }
        ${
          needs === undefined
            ? nothing
            : html`<p class="note">
                ${icon('lock', 16)} Open “${needs}” to put these back.
              </p>`
        }
      </div>
      ${
        needs === undefined
          ? html`<button
              class="primary"
              data-plan=${batch.planId}
              ?disabled=${isBusy}
              @click=${this.onUndo}
            >
              ${icon('undo', 16)} Undo<span class="visually-hidden"
                >: put ${photos} back</span
              >
            </button>`
          : html`<a class="button primary" href="#/">Folders</a>`
      }
      <button
        data-plan=${batch.planId}
        ?disabled=${isBusy || needs !== undefined}
        @click=${this.onEmpty}
      >
        ${icon('trash', 16)} Empty…<span class="visually-hidden"
          >: ${photos}</span
        >
      </button>
    </li>`;
  };

  private renderEmpty(): TemplateResult {
    return emptyState({
      heading: 'Nothing is set aside.',
      words:
        'What you move aside is listed here, and can be put back from here.',
      link:
        this.state.groups.length > 0
          ? { href: '#/review', words: 'Review the groups' }
          : { href: '#/', words: 'Choose a folder' },
    });
  }

  private batchOf(event: Event): QuarantineBatch | undefined {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return undefined;
    return this.state.quarantines.find(
      ({ planId }) => planId === currentTarget.dataset['plan'],
    );
  }

  private onUndo(event: Event): void {
    const batch = this.batchOf(event);
    if (batch !== undefined) void this.engine.undoMove(batch.planId);
  }

  private onEmpty(event: Event): void {
    const batch = this.batchOf(event);
    if (batch !== undefined) this.dialog.ask(batch);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-quarantine-view': QuarantineView;
  }
}
