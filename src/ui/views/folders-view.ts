import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { placeKey } from '../../domain/folder-place.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import '../components/folder-card.ts';
import { emptyState, type EmptyState } from '../empty-state.ts';
import { isOtherWayRound } from '../folder-words.ts';
import { countOf, formatCount } from '../format-numbers.ts';
import { isRunning } from '../progress-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';

/** Each card goes through all groups for its plan. */
const CARDS_AT_ONCE = 20;

/** Folders that are contained in others, each with what only it has and a plan for the rest. */
@customElement('twin-folders-view')
export class FoldersView extends LitElement {
  static override styles = [baseStyles, controlStyles, emptyStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @state() private cards = CARDS_AT_ONCE;

  protected override render(): TemplateResult {
    const { folderInsights, scan } = this.state;
    const runs = scan !== undefined && isRunning(scan);
    if (runs || folderInsights.length === 0)
      return html`<div class="page">${emptyState(noFolders(runs))}</div>`;
    return html`<div class="page stack">
      <h1 tabindex="-1">Folders that are elsewhere too</h1>
      <p class="soft">
        At least half of each is also outside of it, as the same file or the
        same picture. A plan moves copies into the quarantine; each is checked
        again right before.
      </p>
      <div>
        ${repeat(
          folderInsights.slice(0, this.cards),
          placeKey,
          (insight, index) =>
            html`<twin-folder-card
              .engine=${this.engine}
              .state=${this.state}
              .insight=${insight}
              .isReverse=${isOtherWayRound(insight, folderInsights[index - 1])}
            ></twin-folder-card>`,
        )}
      </div>
      ${this.renderMore(folderInsights.length - this.cards)}
      ${
        this.state.groups.length === 0
          ? nothing
          : html`<p><a href="#/review">Review photo by photo</a></p>`
      }
    </div>`;
  }

  private renderMore(left: number): TemplateResult | typeof nothing {
    if (left <= 0) return nothing;
    const next = Math.min(left, CARDS_AT_ONCE);
    return html`<p>
      <button @click=${this.onMore}>
        Show
        ${countOf(next, 'more folder')}${
          next < left ? ` of ${formatCount(left)}` : ''
        }
      </button>
    </p>`;
  }

  private onMore(): void {
    this.cards += CARDS_AT_ONCE;
  }
}

function noFolders(runs: boolean): EmptyState {
  const link = { href: '#/scan', words: 'Back to the scan' };
  return runs
    ? {
        heading: 'Folders are compared after the scan.',
        words:
          'What is in several folders is known when every photo has been read.',
        link,
      }
    : {
        heading: 'No folder is contained in others.',
        words:
          'Folders come up here when at least half of their photos are elsewhere too.',
        link,
      };
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-folders-view': FoldersView;
  }
}
