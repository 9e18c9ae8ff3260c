import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { keptFor } from '../../domain/kept-for.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { RootView } from '../../engine/app-state.ts';
import { LetterKeysController } from '../controllers/letter-keys-controller.ts';
import { send, type CompareMode } from '../events.ts';
import { formatCount } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { stageStyles } from '../styles/stage-styles.ts';
import { TurnElement } from '../turn-element.ts';
import './evidence-panel.ts';
import './fact-table.ts';
import { icon } from './icon.ts';
import './member-strip.ts';
import type { PairView } from './pair-view.ts';
import './pair-view.ts';
import './relation-panel.ts';

const MODES: readonly { mode: CompareMode; words: string; key: string }[] = [
  { mode: 'side', words: 'Side by side', key: '1' },
  { mode: 'slider', words: 'Slider', key: '2' },
  { mode: 'blink', words: 'Blink', key: '3' },
  { mode: 'difference', words: 'Difference', key: '4' },
];

/** One open group: the pair, the facts and the reasons. */
@customElement('twin-review-stage')
export class ReviewStage extends TurnElement {
  static override styles = [baseStyles, controlStyles, stageStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) group!: Group;
  @property({ attribute: false }) member!: GroupMember;
  @property({ attribute: false }) roots!: readonly RootView[];
  @property({ attribute: false }) mode: CompareMode = 'side';
  @property({ type: Number }) position = 0;
  @property({ type: Number }) total = 0;
  @property({ attribute: false }) isNarrow = false;

  /** Not there before the first drawing. */
  @query('twin-pair') private readonly pair!: PairView | null;
  @query('.stage') private readonly scroller!: HTMLElement;

  private readonly keys = new LetterKeysController(this);

  /** Zooms both pictures. */
  zoom(command: 'zoom-in' | 'zoom-out' | 'zoom-fit'): void {
    const zoom = this.pair?.zoom;
    if (command === 'zoom-in') zoom?.zoomIn();
    else if (command === 'zoom-out') zoom?.zoomOut();
    else zoom?.fit();
  }

  /** The candidate's picture, for showing where it goes. */
  get candidateImage(): HTMLImageElement | undefined {
    return this.pair?.candidateImage;
  }

  protected override render(): TemplateResult {
    const { group, member } = this;
    const kept = keptFor(group.keeper, member);
    return html`<section class="stage" aria-label="Comparison">
      ${this.renderHead(group)}
      <twin-pair
        .engine=${this.engine}
        .group=${group}
        .kept=${kept}
        .member=${member}
        .roots=${this.roots}
        .mode=${this.mode}
      ></twin-pair>
      <div class="info">
        ${
          group.members.length > 1
            ? html`<twin-member-strip
                .engine=${this.engine}
                .group=${group}
                .roots=${this.roots}
                .selected=${group.members.indexOf(member)}
              ></twin-member-strip>`
            : nothing
        }
        <twin-facts
          .keeper=${kept}
          .member=${member.photo}
          .roots=${this.roots}
        ></twin-facts>
        <twin-evidence .group=${group} .member=${member}></twin-evidence>
      </div>
    </section>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('group');
    if (before === undefined || before.keeper.key === this.group.keeper.key)
      return;
    this.pair?.zoom.fit();
    this.scroller.scrollTop = 0;
  }

  private renderHead(group: Group): TemplateResult {
    return html`<div class="head">
      ${
        this.isNarrow
          ? html`<a class="button quiet back" href="#/review"
              >${icon('previous', 16)} Groups</a
            >`
          : nothing
      }
      <twin-relation .group=${group} .member=${this.member}></twin-relation>
      <div class="position">
        ${
          this.position > 0
            ? html`<span class="small soft"
                >${formatCount(this.position)} of
                ${formatCount(this.total)}</span
              >`
            : nothing
        }
        <button
          class="quiet icon-only"
          aria-label="Previous group"
          title=${this.keys.isOn ? 'Previous group (P)' : 'Previous group'}
          @click=${this.onPrevious}
        >
          ${icon('previous')}
        </button>
        <button
          class="quiet icon-only"
          aria-label="Next group"
          title="Next group (Space)"
          @click=${this.onNext}
        >
          ${icon('next')}
        </button>
      </div>
      <div class="segments" role="group" aria-label="Way of comparing">
        ${MODES.map(
          ({ mode, words, key }) =>
            html`<button
              aria-pressed=${this.mode === mode}
              title=${this.keys.isOn ? `${words} (${key})` : words}
              data-mode=${mode}
              @click=${this.onMode}
            >
              ${words}
            </button>`,
        )}
      </div>
    </div>`;
  }

  private onPrevious(): void {
    send(this, 'twin-command', 'previous-group');
  }

  private onNext(): void {
    send(this, 'twin-command', 'next-group');
  }

  private onMode(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const chosen = MODES.find(
      ({ mode }) => mode === currentTarget.dataset['mode'],
    );
    if (chosen !== undefined) send(this, 'twin-compare-mode', chosen.mode);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-review-stage': ReviewStage;
  }
}
