import '@lit-labs/virtualizer';
import {
  LitElement,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { FolderPlace } from '../../domain/folder-place.ts';
import type { RemovalPlan } from '../../domain/removal-plan.ts';
import type { AppEngine, ReportKind } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { inSlices } from '../../engine/in-slices.ts';
import { icon } from '../components/icon.ts';
import '../components/operation-panel.ts';
import '../components/photo-thumb.ts';
import '../components/report-menu.ts';
import { announce } from '../events.ts';
import { placeName } from '../folder-words.ts';
import {
  formatBytes,
  formatCount,
  photosAndCompanions,
} from '../format-numbers.ts';
import { planRows, planTotals, rowKey, type PlanRow } from '../plan-rows.ts';
import { saveFile } from '../save-file.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';
import { planStyles } from '../styles/plan-styles.ts';

/** What was known at the last visit is not all there yet. */
function isComing(state: AppState | undefined): boolean {
  return state !== undefined && (!state.isReady || state.isOpening);
}

/** What will be moved, where to, and the go. */
@customElement('twin-plan-view')
export class PlanView extends LitElement {
  static override styles = [baseStyles, controlStyles, emptyStyles, planStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  /** The only folder that is meant; all of them when absent. */
  @property({ attribute: false }) place?: FolderPlace | undefined;

  @query('h1') private readonly heading!: HTMLElement | null;

  private wasOnHeading = false;
  private rowsFor: readonly unknown[] = [];
  /** Of this plan, or for a while of the one before. */
  @state() private rows: PlanRow[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.wasOnHeading = this.isOnHeading();
    this.askForPlan(changed);
    this.followPlan();
  }

  private askForPlan(changed: PropertyValues<this>): void {
    if (this.engine.state.operation !== undefined) return;
    const before = changed.get('state');
    const wasShown = before?.operation !== undefined;
    const isOpened = isComing(before) && !isComing(this.state);
    const isAsked = wasShown || isOpened || changed.has('place');
    if (this.hasUpdated && !isAsked) return;
    // Made afresh at each visit and after an undo, so that it holds what is to be moved now; and
    // before the rendering, as most plans are there at once. After a reload the groups come later.
    void this.engine.makePlan(this.place);
    this.state = this.engine.state;
  }

  private followPlan(): void {
    const { plan, roots } = this.state;
    // Over all files, so only when they have changed.
    if (this.rowsFor[0] === plan && this.rowsFor[1] === roots) return;
    const asked = [plan, roots];
    this.rowsFor = asked;
    const found = plan === undefined ? [] : inSlices(planRows(plan, roots));
    if (found instanceof Promise) void this.showRows(asked, found);
    else this.rows = found;
  }

  private async showRows(
    asked: readonly unknown[],
    found: Promise<PlanRow[]>,
  ): Promise<void> {
    const rows = await found;
    if (this.rowsFor === asked) this.rows = rows;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const wasShown = changed.get('state')?.operation !== undefined;
    const hasReturned = wasShown && this.state.operation === undefined;
    // With a plan that took its time another heading comes in the place of the one with the focus.
    const hasLost = this.wasOnHeading && !this.isOnHeading();
    if (hasReturned || hasLost) this.heading?.focus();
  }

  private isOnHeading(): boolean {
    const focused = this.shadowRoot?.activeElement ?? null;
    return focused !== null && focused === this.heading;
  }

  protected override render(): TemplateResult {
    const { plan, operation, roots, totals, isPlanning } = this.state;
    if (operation !== undefined)
      return html`<div class="page stack">
        <twin-operation
          .engine=${this.engine}
          .state=${this.state}
          .operation=${operation}
        ></twin-operation>
      </div>`;
    if (isPlanning) return this.renderPlanning();
    if (plan === undefined || plan.groups.length === 0)
      return isComing(this.state)
        ? this.renderPlanning()
        : this.renderNothing();
    return html`<div class="page stack">
      ${guard([plan, roots, totals], () => this.renderHead(plan))}
      <lit-virtualizer
        role="list"
        aria-label="Photos to move"
        .items=${this.rows}
        .keyFunction=${rowKey}
        .renderItem=${this.renderRow}
      ></lit-virtualizer>
    </div>`;
  }

  private renderPlanning(): TemplateResult {
    return html`<div class="page stack" aria-busy="true">
      <h1 tabindex="-1">Listing what is to be moved…</h1>
      <p class="soft">With many groups this takes a moment.</p>
    </div>`;
  }

  private renderHead(plan: RemovalPlan): TemplateResult {
    const { roots } = this.state;
    const { files, companions, bytes, places, isReadOnly, onlyHere } =
      planTotals(plan, roots);
    return html`
      <div class="head">
        <div class="stack title">
          <h1 tabindex="-1">
            ${photosAndCompanions(files, companions)} to move aside,
            ${formatBytes(bytes)}
          </h1>
          <p class="soft">
            ${
              isReadOnly
                ? 'This browser can only read your folder, so the script does the moving.'
                : html`They go into
                  ${places.map(
                    (place, index) =>
                      html`${index === 0 ? '' : ' and '}<strong class="path"
                          >${place}</strong
                        >`,
                  )},
                  in the folders they come from.`
            }
          </p>
          ${this.renderPlace(files)}
        </div>
        <ul class="promises">
          <li>${icon('box', 16)}Nothing is deleted.</li>
          <li>
            ${icon('check', 16)}Each file and the one it is kept for are read
            again right before the move.
          </li>
          <li>
            ${icon('undo', 16)}${
              isReadOnly
                ? 'The script notes every move, so each can be taken back.'
                : 'Undo puts everything back.'
            }
          </li>
        </ul>
        ${this.renderNotes(plan, onlyHere, isReadOnly)}
        <div class="row wrap">
          ${isReadOnly ? this.renderScripts() : this.renderGo()}
          ${
            this.place === undefined
              ? html`<a class="button quiet" href="#/review"
                  >Back to the review</a
                >`
              : html`<a class="button quiet" href="#/folders"
                  >Back to the folders</a
                >`
          }
          <twin-report-menu .engine=${this.engine}></twin-report-menu>
        </div>
      </div>
    `;
  }

  /** That the plan is for one folder, where more is to be moved than what lies there. */
  private renderPlace(files: number): TemplateResult | typeof nothing {
    const { roots, totals } = this.state;
    const { place } = this;
    if (place === undefined) return nothing;
    return html`<p class="soft">
      Only what lies in
      <strong class="path">${placeName(place, roots)}</strong>.
      ${
        totals.toMove > files
          ? html`<a href="#/plan"
              >Plan all ${formatCount(totals.toMove)} photos to be moved</a
            >`
          : nothing
      }
    </p>`;
  }

  /** GPS, dates, ratings, keywords and captions that would go out of sight. */
  private renderNotes(
    plan: RemovalPlan,
    count: number,
    isReadOnly: boolean,
  ): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    const those =
      count === 1
        ? '1 of these photos has notes'
        : `${formatCount(count)} of these photos have notes`;
    return html`<div class="notes" data-testid="lost-notes">
      <p>
        ${those} (GPS, capture date, rating, keywords or caption) that the photo
        to keep has
        not.${
          isReadOnly
            ? ' The script writes no sidecars: the notes stay in the files that are moved.'
            : nothing
        }
      </p>
      ${
        isReadOnly
          ? nothing
          : html`<label>
              <input
                type="checkbox"
                .checked=${plan.writesSidecars === true}
                @change=${this.onSidecars}
              />
              <span
                >Write these to a sidecar beside the photo that stays
                <span class="hint small soft"
                  >An XMP file with the photo’s whole name; the photo itself is
                  not changed. Where one is already there it is not overwritten,
                  and the copies of that photo stay. Undo removes it
                  again.</span
                ></span
              >
            </label>`
      }
    </div>`;
  }

  private onSidecars({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLInputElement)
      this.engine.writeSidecars(currentTarget.checked);
  }

  private renderGo(): TemplateResult {
    return html`<button class="primary large" @click=${this.onRun}>
      ${icon('box')} Move to quarantine
    </button>`;
  }

  private renderScripts(): TemplateResult {
    return html`<button
        class="primary large"
        data-kind="shell"
        @click=${this.onScript}
      >
        ${icon('download')} Script for macOS and Linux
      </button>
      <button class="large" data-kind="powershell" @click=${this.onScript}>
        ${icon('download')} Script for Windows
      </button>`;
  }

  private readonly renderRow = (row: PlanRow): TemplateResult =>
    row.kind === 'folder'
      ? html`<div role="listitem" class="folder">
          <h2>${icon('folder', 16)}<span class="path">${row.place}</span></h2>
          <span class="small soft"
            >${photosAndCompanions(row.count, row.companions)} ·
            ${formatBytes(row.bytes)}</span
          >
        </div>`
      : html`<div role="listitem" class="file">
          <twin-thumb .engine=${this.engine} .file=${row.file.key}></twin-thumb>
          <div class="grow">
            <div class="path">${row.name}</div>
            <div class="tiny soft path">Kept: ${row.keeper}</div>
            ${
              row.onlyHere === undefined
                ? nothing
                : html`<div class="tiny path only">
                    Only this copy has: ${row.onlyHere}
                  </div>`
            }
          </div>
          <span class="small soft">${formatBytes(row.bytes)}</span>
        </div>`;

  private renderNothing(): TemplateResult {
    const { groups, quarantines } = this.state;
    return html`<div class="page">
      <div class="empty">
        <h1 class="big" tabindex="-1">Nothing is to be moved.</h1>
        <p class="soft">
          ${
            groups.length > 0
              ? 'Mark copies with Move in the review, and they are listed here.'
              : 'Scan a folder first; what it has twice comes up for review.'
          }
        </p>
        <div class="row wrap">
          <a
            class="button primary"
            href=${groups.length > 0 ? '#/review' : '#/'}
            >${groups.length > 0 ? 'Review the groups' : 'Choose a folder'}</a
          >
          ${
            quarantines.length > 0
              ? html`<a class="button" href="#/quarantine">Open quarantine</a>`
              : nothing
          }
        </div>
      </div>
    </div>`;
  }

  private onRun(): void {
    void this.engine.runPlan();
  }

  private onScript(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    void this.save(
      currentTarget.dataset['kind'] === 'powershell' ? 'powershell' : 'shell',
    );
  }

  private async save(kind: ReportKind): Promise<void> {
    const file = await this.engine.report(kind, this.place);
    saveFile(file);
    announce(this, `Saved ${file.name}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-plan-view': PlanView;
  }
}
