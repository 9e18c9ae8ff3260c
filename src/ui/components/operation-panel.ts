import {
  LitElement,
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
import { countOf, formatBytes, formatCount } from '../format-numbers.ts';
import { movedPlaces, type MovedPlace } from '../moved-places.ts';
import {
  newDateCount,
  operationHeading,
  refusalsOf,
  sidecarCount,
  strandedOf,
  type Refusal,
} from '../operation-words.ts';
import { goTo } from '../controllers/route-controller.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { operationStyles } from '../styles/operation-styles.ts';
import { icon } from './icon.ts';

/** Folders named before the rest is only counted. */
const SHOWN_PLACES = 8;

/** Progress of moving, undoing or emptying, file by file, and how it ended. */
@customElement('twin-operation')
export class OperationPanel extends LitElement {
  static override styles = [baseStyles, controlStyles, operationStyles];

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
    const { results } = operation;
    const isDone = results.length > refusalsOf(results).length;
    const newDates = newDateCount(results);
    const sidecars = sidecarCount(results);
    const places =
      operation.kind === 'moving' ? movedPlaces(results, this.state.roots) : [];
    return html`
      <div class=${places.length > 0 ? 'end two' : 'end'}>
        <div class="news">
          <span class=${isDone ? 'mark' : 'mark caution'}
            >${icon(isDone ? 'check' : 'warning', 24)}</span
          >
          <h1 id="title" tabindex="-1">${operationHeading(operation)}</h1>
          ${isDone && operation.kind === 'moving' ? this.renderWhere() : nothing}
          ${
            sidecars === 0
              ? nothing
              : html`<p class="small" data-testid="sidecars-written">
                  ${countOf(sidecars, 'sidecar')} written beside the
                  ${sidecars === 1 ? 'photo that stays' : 'photos that stay'}.
                </p>`
          }
          ${
            newDates === 0
              ? nothing
              : html`<p class="small soft">
                  ${countOf(newDates, 'file')} got a new modified date in the
                  move. The old date is noted in the manifest beside them.
                </p>`
          }
          ${this.renderStranded()} ${this.renderProblems()}
          <div class="row wrap">${this.renderNext()}</div>
        </div>
        ${places.length === 0 ? nothing : this.renderPlaces(places)}
      </div>
    `;
  }

  private renderWhere(): TemplateResult {
    const open = this.state.groups.filter(
      ({ isReviewed }) => !isReviewed,
    ).length;
    return html`<p class="soft">
        They are in “Twinsift quarantine” and can be put back at any time. The
        space comes free when you empty it.
      </p>
      ${
        open === 0
          ? nothing
          : html`<p class="small">
              ${countOf(open, 'group')} ${open === 1 ? 'is' : 'are'} still to be
              looked at.
            </p>`
      }`;
  }

  private renderPlaces(places: readonly MovedPlace[]): TemplateResult {
    const more = places.length - SHOWN_PLACES;
    return html`<div class="places">
      <h2>Where they came from</h2>
      <ul>
        ${places.slice(0, SHOWN_PLACES).map(
          ({ place, count, bytes }) =>
            html`<li>
              <span class="path">${place}</span>
              <span class="amount soft"
                >${countOf(count, 'photo')} · ${formatBytes(bytes)}</span
              >
            </li>`,
        )}
        ${
          more > 0
            ? html`<li class="soft">and ${countOf(more, 'more folder')}</li>`
            : nothing
        }
      </ul>
    </div>`;
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
