import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ListedGroup } from '../../domain/listed-group.ts';
import type { ScanProgress } from '../../domain/scan-stage.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import '../components/first-look-panel.ts';
import '../components/fixed-list.ts';
import '../components/folder-hint.ts';
import '../components/group-row.ts';
import '../components/no-groups.ts';
import { notComparedLinks } from '../components/not-compared-links.ts';
import '../components/report-menu.ts';
import '../components/scan-progress.ts';
import '../components/series-hint.ts';
import {
  MediaController,
  NARROW_QUERY,
} from '../controllers/media-controller.ts';
import { emptyState } from '../empty-state.ts';
import { countOf, formatBytes } from '../format-numbers.ts';
import { isRunning } from '../progress-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';
import { factLineStyles } from '../styles/fact-line-styles.ts';
import { groupRowPx } from '../styles/group-row-styles.ts';

/** The scan as it goes, and the groups as they are found. */
@customElement('twin-scan-view')
export class ScanView extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    emptyStyles,
    factLineStyles,
    css`
      .page {
        gap: var(--space-6);
      }
      .totals {
        position: sticky;
        top: var(--header-height);
        z-index: 5;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding-block: var(--space-3);
        background: var(--surface-page);
        border-block: 1px solid var(--line);
      }
      .totals h2 {
        flex: 1 1 240px;
      }
      .hints {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
        gap: var(--space-3);
        padding-block: var(--space-3);
      }
      .known,
      .waiting {
        display: grid;
        gap: var(--space-3);
      }
      .waiting .skeleton {
        height: 88px;
        border-radius: var(--radius);
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;

  private readonly narrow = new MediaController(this, NARROW_QUERY);

  protected override render(): TemplateResult {
    const { scan, groups, ledger, comparedFiles } = this.state;
    const isUnknown = comparedFiles + ledger.length + groups.length === 0;
    if (scan === undefined && isUnknown && !this.state.isOpening)
      return html`<div class="page">
        ${emptyState({
          heading: 'Nothing has been scanned yet.',
          words: 'Choose a folder and the scan starts at once.',
          link: { href: '#/', words: 'Choose a folder' },
        })}
      </div>`;
    return html`<div class="page stack">
      ${
        scan === undefined
          ? this.renderKnown()
          : html`<twin-scan-progress
              .engine=${this.engine}
              .state=${this.state}
              .scan=${scan}
            ></twin-scan-progress>`
      }
      ${
        groups.length > 0
          ? this.renderGroups(scan)
          : html`${this.renderNoGroups(scan)} ${this.renderHints(scan)}`
      }
      ${this.renderProvisional(scan)}
    </div>`;
  }

  /** What is known of earlier visits, before the first scan of this one. */
  private renderKnown(): TemplateResult {
    return html`<div class="known">
      <h1 tabindex="-1">Found so far</h1>
      <div class="facts">
        <span class="main"
          >${countOf(this.state.comparedFiles, 'photo')} compared</span
        >
        ${notComparedLinks(this.state)}
      </div>
    </div>`;
  }

  private renderGroups(scan: ScanProgress | undefined): TemplateResult {
    const { groups, totals } = this.state;
    const soFar = scan !== undefined && isRunning(scan) ? ' so far' : '';
    return html`<section aria-labelledby="totals">
      <div class="totals">
        <h2 id="totals">
          ${countOf(groups.length, 'group')}${soFar}
          <span class="soft"
            >· ${formatBytes(totals.freeableBytes)} can be freed</span
          >
        </h2>
        <twin-report-menu .engine=${this.engine}></twin-report-menu>
        <a class="button primary" href="#/review">Start reviewing</a>
      </div>
      ${this.renderHints(scan)}
      <twin-fixed-list
        aria-label="Groups found"
        .rowPx=${groupRowPx(this.narrow.matches)}
        .items=${groups}
        .keyOf=${keyOf}
        .renderItem=${this.renderGroup}
      ></twin-fixed-list>
    </section>`;
  }

  /** What else was found. Last to be known, so below the result and the way to go on. */
  private renderHints(
    scan: ScanProgress | undefined,
  ): TemplateResult | typeof nothing {
    if (scan !== undefined && isRunning(scan)) return nothing;
    const { folderInsights, series } = this.state;
    if (folderInsights.length === 0 && series.length === 0) return nothing;
    return html`<div class="hints">
      <twin-folder-hint .state=${this.state}></twin-folder-hint>
      <twin-series-hint .state=${this.state}></twin-series-hint>
    </div>`;
  }

  private readonly renderGroup = (group: ListedGroup): TemplateResult =>
    html`<twin-group-row
      .engine=${this.engine}
      .group=${group}
    ></twin-group-row>`;

  /** Below the groups, so that these grow in place and nothing above them moves. */
  private renderProvisional(
    scan: ScanProgress | undefined,
  ): TemplateResult | typeof nothing {
    const { provisional } = this.state;
    if (provisional.length === 0) return nothing;
    return html`<twin-first-look
      .engine=${this.engine}
      .groups=${provisional}
      .isLooking=${scan?.firstLook !== undefined}
    ></twin-first-look>`;
  }

  private renderNoGroups(
    scan: ScanProgress | undefined,
  ): TemplateResult | typeof nothing {
    const runs =
      this.state.isOpening || (scan !== undefined && isRunning(scan));
    if (runs && this.state.provisional.length > 0) return nothing;
    if (runs)
      return html`<div class="waiting">
        <p class="small soft">Groups appear here as they are found.</p>
        <div class="skeleton"></div>
        <div class="skeleton"></div>
      </div>`;
    return html`<twin-no-groups
      .engine=${this.engine}
      .state=${this.state}
    ></twin-no-groups>`;
  }
}

function keyOf(group: ListedGroup): string {
  return group.id;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-scan-view': ScanView;
  }
}
