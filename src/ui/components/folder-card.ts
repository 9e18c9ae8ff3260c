import '@lit-labs/virtualizer';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FolderInsight } from '../../domain/folder-insight.ts';
import {
  folderSteps,
  type FolderSteps,
} from '../../domain/folder-insight-plan.ts';
import type { ListedGroup } from '../../domain/listed-group.ts';
import { splitFileKey, type FileKey } from '../../domain/photo-id.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { inSlices } from '../../engine/in-slices.ts';
import { announce } from '../events.ts';
import { insightHeadline, onlyHereWords } from '../folder-words.ts';
import { countOf } from '../format-numbers.ts';
import { planHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

function ownKey(key: FileKey): FileKey {
  return key;
}

/** One folder that is mostly elsewhere too: what is only there, and a plan for the rest. */
@customElement('twin-folder-card')
export class FolderCard extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      article {
        display: grid;
        gap: var(--space-3);
        padding-block: var(--space-5);
        border-block-start: 1px solid var(--line);
      }
      h2,
      .path {
        overflow-wrap: anywhere;
      }
      .row button {
        white-space: normal;
        text-align: start;
      }
      lit-virtualizer {
        display: block;
      }
      .entry {
        width: 100%;
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding-block: var(--space-2);
        font-size: var(--text-14);
      }
      twin-thumb {
        width: 48px;
        height: 48px;
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @property({ attribute: false }) insight!: FolderInsight;
  /** What the card before it says, from the other side. */
  @property({ attribute: false }) isReverse = false;
  @state() private isListOpen = false;

  private stepsFor: readonly ListedGroup[] | undefined;
  /** Of these groups, or for a while of those before. */
  @state() private steps: FolderSteps | undefined;

  protected override willUpdate(): void {
    const { groups } = this.state;
    // Over all groups, so only when they have changed.
    if (this.stepsFor === groups) return;
    this.stepsFor = groups;
    const found = inSlices(folderSteps(groups, this.insight));
    if (found instanceof Promise) void this.showSteps(groups, found);
    else this.steps = found;
  }

  private async showSteps(
    groups: readonly ListedGroup[],
    found: Promise<FolderSteps>,
  ): Promise<void> {
    const steps = await found;
    if (this.stepsFor === groups) this.steps = steps;
  }

  protected override render(): TemplateResult {
    const { insight } = this;
    return html`<article>
      <h2>${insightHeadline(insight, this.state.roots)}</h2>
      <p class="soft">
        ${
          this.isReverse
            ? 'That is the other way round: plan one of the two folders, and the other keeps the photos.'
            : nothing
        }
        ${onlyHereWords(insight)}. ${this.renderUndecided()}
      </p>
      <div class="row wrap">
        ${this.renderPlan()}
        ${
          insight.onlyHere.length === 0
            ? nothing
            : html`<button
                aria-expanded=${this.isListOpen ? 'true' : 'false'}
                @click=${this.onToggle}
              >
                ${this.isListOpen ? 'Hide' : 'Show'} what is only there
              </button>`
        }
      </div>
      ${this.isListOpen ? this.renderList() : nothing}
    </article>`;
  }

  private renderUndecided(): TemplateResult | typeof nothing {
    const undecided = this.steps?.undecided ?? 0;
    if (undecided === 0) return nothing;
    return html`${countOf(undecided, 'photo')} with a copy elsewhere
    ${undecided === 1 ? 'stays' : 'stay'} for you to decide: better here than
    there, protected, or with files that only this folder has.`;
  }

  private renderPlan(): TemplateResult | typeof nothing {
    const photos = this.steps?.photos ?? 0;
    if (photos === 0) return nothing;
    return html`<button
      class=${this.isReverse ? '' : 'primary'}
      @click=${this.onPlan}
    >
      ${icon('away', 16)} Plan the rest: move
      ${countOf(photos, 'copy', 'copies')} aside
    </button>`;
  }

  private renderList(): TemplateResult {
    return html`<lit-virtualizer
      role="list"
      aria-label="Only in this folder"
      .items=${[...this.insight.onlyHere]}
      .keyFunction=${ownKey}
      .renderItem=${this.renderEntry}
    ></lit-virtualizer>`;
  }

  private readonly renderEntry = (key: FileKey): TemplateResult =>
    html`<div role="listitem" class="entry">
      <twin-thumb .engine=${this.engine} .file=${key}></twin-thumb>
      <span class="path">${splitFileKey(key).path}</span>
    </div>`;

  private onToggle(): void {
    this.isListOpen = !this.isListOpen;
  }

  private onPlan(): void {
    void this.plan();
  }

  private async plan(): Promise<void> {
    const { root, folder } = this.insight;
    const photos = await this.engine.planFolder({ root, folder });
    announce(this, `${countOf(photos, 'copy', 'copies')} to be moved`);
    location.hash = planHash({ root, folder });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-folder-card': FolderCard;
  }
}
