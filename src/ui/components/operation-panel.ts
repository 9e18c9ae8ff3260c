import {
  LitElement,
  css,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type {
  AppState,
  OperationView,
  QuarantineBatch,
} from '../../engine/app-state.ts';
import { countOf, formatCount } from '../format-numbers.ts';
import {
  newDateCount,
  operationHeading,
  refusalsOf,
  strandedOf,
  type Refusal,
} from '../operation-words.ts';
import { goTo } from '../controllers/route-controller.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** Progress of moving, undoing or emptying, file by file, and how it ended. */
@customElement('twin-operation')
export class OperationPanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      section {
        padding: var(--space-6);
        display: grid;
        gap: var(--space-4);
      }
      .mark {
        width: 48px;
        height: 48px;
        border-radius: 50%;
        display: grid;
        place-items: center;
        background: var(--accent-soft);
        color: var(--accent-text);
      }
      .problems {
        display: grid;
        gap: var(--space-2);
      }
      .problems ul {
        max-height: 50vh;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .problems li {
        padding: var(--space-3) var(--space-4);
        font-size: var(--text-14);
      }
      .problems li + li {
        border-block-start: 1px solid var(--line);
      }
      .problems h2 {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        font-size: var(--text-16);
      }
      .problems svg {
        color: var(--caution);
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @property({ attribute: false }) operation!: OperationView;

  @query('h1') private readonly heading!: HTMLElement;

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="title">
      ${this.operation.isFinished ? this.renderEnd() : this.renderProgress()}
    </section>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('operation')) return;
    const before = changed.get('operation');
    const { kind, isFinished } = this.operation;
    if (before?.kind === kind && before.isFinished === isFinished) return;
    // The button that was pressed is gone; the focus goes where the news is.
    this.heading.focus();
  }

  private renderProgress(): TemplateResult {
    const { operation } = this;
    return html`
      <h1 id="title" tabindex="-1">${operationHeading(operation)}</h1>
      <progress
        aria-label=${operationHeading(operation)}
        .value=${operation.done}
        .max=${Math.max(1, operation.total)}
      ></progress>
      <p class="small">
        ${formatCount(operation.done)} of ${countOf(operation.total, 'file')}
        <span class="soft path">${operation.currentPath ?? ''}</span>
      </p>
      <div class="row">
        <button @click=${this.onCancel}>Cancel</button>
        <span class="small soft">What is done so far stays as it is.</span>
      </div>
    `;
  }

  private renderEnd(): TemplateResult {
    const { operation } = this;
    const newDates = newDateCount(operation.results);
    return html`
      <span class="mark">${icon('check', 24)}</span>
      <h1 id="title" tabindex="-1">${operationHeading(operation)}</h1>
      ${
        operation.kind === 'moving'
          ? html`<p class="soft">
              They are in “Twinsift quarantine” and can be put back at any time.
            </p>`
          : nothing
      }
      ${
        newDates === 0
          ? nothing
          : html`<p class="small soft">
              ${countOf(newDates, 'file')} got a new modified date in the move.
              The old date is noted in the manifest beside them.
            </p>`
      }
      ${this.renderStranded()} ${this.renderProblems()}
      <div class="row wrap">${this.renderNext()}</div>
    `;
  }

  private renderStranded(): TemplateResult | typeof nothing {
    const stranded = strandedOf(this.operation.results);
    if (stranded.length === 0) return nothing;
    const one = stranded.length === 1;
    return html`<div class="problems" data-testid="stranded">
      <h2>
        ${icon('warning', 16)} ${countOf(stranded.length, 'file')} could not be
        put back
      </h2>
      <p class="small soft">
        The rest of ${one ? 'its group' : 'their groups'} stays, so
        ${one ? 'it was' : 'they were'} to go back too.
        ${one ? 'It is' : 'They are'} safe in the quarantine. Twinsift tries
        again at the next start; Undo tries now.
      </p>
      ${this.renderFiles(stranded, 'Files that could not be put back')}
    </div>`;
  }

  private renderProblems(): TemplateResult | typeof nothing {
    const refusals = refusalsOf(this.operation.results);
    if (refusals.length === 0) return nothing;
    return html`<div class="problems">
      <h2>
        ${icon('warning', 16)} ${countOf(refusals.length, 'file')}
        ${refusals.length === 1 ? 'stays where it is' : 'stay where they are'}
      </h2>
      ${this.renderFiles(refusals, 'Files that were not changed')}
    </div>`;
  }

  private renderFiles(
    files: readonly Refusal[],
    label: string,
  ): TemplateResult {
    return html`<ul aria-label=${label} tabindex="0">
      ${files.map(
        ({ path, reason }) =>
          html`<li>
            <strong class="path">${path}</strong>
            <div class="soft">${reason}</div>
          </li>`,
      )}
    </ul>`;
  }

  private renderNext(): TemplateResult {
    const batch = this.latestBatch();
    if (this.operation.kind === 'moving')
      return html`<button class="primary" @click=${this.onDone}>Done</button>
        ${
          batch === undefined
            ? nothing
            : html`<button @click=${this.onUndo}>
                ${icon('undo', 16)} Undo
              </button>`
        }
        <a class="button quiet" href="#/quarantine">Open quarantine</a>`;
    return html`<button class="primary" @click=${this.onDone}>Done</button>`;
  }

  private latestBatch(): QuarantineBatch | undefined {
    return [...this.state.quarantines].sort(
      (a, b) => b.createdMs - a.createdMs,
    )[0];
  }

  private onCancel(): void {
    this.engine.cancelOperation();
  }

  private onUndo(): void {
    const batch = this.latestBatch();
    if (batch !== undefined) void this.engine.undoMove(batch.planId);
  }

  private onDone(): void {
    const wasMoving = this.operation.kind === 'moving';
    this.engine.dismissOperation();
    if (wasMoving) goTo(this.state.groups.length > 0 ? '#/review' : '#/scan');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-operation': OperationPanel;
  }
}
