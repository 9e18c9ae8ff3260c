import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { GroupMember } from '../../domain/group.ts';
import type { AppState } from '../../engine/app-state.ts';
import { LetterKeysController } from '../controllers/letter-keys-controller.ts';
import { send } from '../events.ts';
import { countOf, formatBytes, formatCount } from '../format-numbers.ts';
import type { ReviewCommand } from '../review-keys.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { reviewBarStyles } from '../styles/review-bar-styles.ts';
import { TurnElement } from '../turn-element.ts';
import { icon, type IconName } from './icon.ts';

interface BarButton {
  command: ReviewCommand;
  icon: IconName;
  words: string;
  hint: string;
  key: string;
}

const DECISIONS: readonly BarButton[] = [
  {
    command: 'keep',
    icon: 'check',
    words: 'Keep',
    hint: 'Keep this photo too',
    key: 'K',
  },
  {
    command: 'move',
    icon: 'away',
    words: 'Move',
    hint: 'Move this photo aside',
    key: 'M',
  },
  {
    command: 'swap',
    icon: 'swap',
    words: 'Swap keeper',
    hint: 'Make this photo the one to keep',
    key: 'S',
  },
  {
    command: 'not-same',
    icon: 'differs',
    words: 'Not the same',
    hint: 'These are different photos',
    key: 'N',
  },
];

/** The decisions with their keys, and what they add up to. */
@customElement('twin-review-bar')
export class ReviewBar extends TurnElement {
  static override styles = [baseStyles, controlStyles, reviewBarStyles];

  @property({ attribute: false }) state!: AppState;
  /** The candidate that is open; none while the list is all there is. */
  @property({ attribute: false }) member?: GroupMember | undefined;

  @query('.counts') private readonly counts!: HTMLElement;

  private readonly keys = new LetterKeysController(this);

  /** What a photo that is moved aside slides to. */
  get counter(): Element {
    return this.counts;
  }

  protected override render(): TemplateResult {
    const { member } = this;
    return html`<div class="bar" role="group" aria-label="Decide">
      ${member === undefined ? nothing : this.renderDecisions(member)}
      <div class="sum">
        ${this.renderSmall('undo', 'undo', 'Undo', 'Take it back', 'Z')}
        <p class="counts" data-testid="to-move">
          <strong>${formatCount(this.state.totals.toMove)} to move</strong>
          ${
            this.state.totals.toMoveCompanions === 0
              ? nothing
              : html`<span class="soft companions"
                  >with
                  ${countOf(this.state.totals.toMoveCompanions, 'companion file')}</span
                >`
          }
          <span class="soft"
            ><span class="dot">·</span>
            ${formatBytes(this.state.totals.toMoveBytes)}</span
          >
        </p>
        <a class="button primary" href="#/plan">Review plan</a>
      </div>
    </div>`;
  }

  private renderDecisions(member: GroupMember): TemplateResult {
    return html`<div class="decisions">
      ${DECISIONS.map((button) => this.renderDecision(button, member))}
      ${this.renderSmall('next-group', 'next', 'Next', 'Next group', 'Space')}
    </div>`;
  }

  private renderDecision(
    button: BarButton,
    member: GroupMember,
  ): TemplateResult {
    const isLocked = button.command === 'move' && member.photo.isProtected;
    const pressed =
      button.command === member.state && member.isDecided ? 'true' : 'false';
    return html`<button
      class="decision"
      aria-pressed=${
        button.command === 'keep' || button.command === 'move'
          ? pressed
          : nothing
      }
      aria-keyshortcuts=${this.keyOf(button.key) ?? nothing}
      aria-disabled=${isLocked ? 'true' : nothing}
      title=${
        isLocked
          ? 'Its folder is protected, so it stays'
          : this.hint(button.hint, button.key)
      }
      data-command=${button.command}
      @click=${this.onClick}
    >
      ${icon(isLocked ? 'lock' : button.icon, 16)}
      <span>${button.words}</span>${this.renderKey(button.key)}
    </button>`;
  }

  private renderSmall(
    command: ReviewCommand,
    name: IconName,
    words: string,
    hint: string,
    key: string,
  ): TemplateResult {
    const isOff = command === 'undo' && !this.state.canUndoDecision;
    return html`<button
      class="quiet decision"
      aria-disabled=${isOff ? 'true' : nothing}
      aria-keyshortcuts=${this.keyOf(key) ?? nothing}
      title=${this.hint(hint, key)}
      data-command=${command}
      @click=${this.onClick}
    >
      ${icon(name, 16)} <span>${words}</span>${this.renderKey(key)}
    </button>`;
  }

  /** The key that presses a button now: letters can be switched off. */
  private keyOf(key: string): string | undefined {
    return this.keys.isOn || key === 'Space' ? key : undefined;
  }

  private hint(words: string, key: string): string {
    const known = this.keyOf(key);
    return known === undefined ? words : `${words} (${known})`;
  }

  private renderKey(key: string): TemplateResult | typeof nothing {
    const known = this.keyOf(key);
    return known === undefined
      ? nothing
      : html`<kbd aria-hidden="true">${known}</kbd>`;
  }

  private onClick(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    if (currentTarget.getAttribute('aria-disabled') === 'true') return;
    const name = currentTarget.dataset['command'];
    const known: readonly ReviewCommand[] = [
      'keep',
      'move',
      'swap',
      'not-same',
      'undo',
      'next-group',
    ];
    const command = known.find((candidate) => candidate === name);
    if (command !== undefined) send(this, 'twin-command', command);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-review-bar': ReviewBar;
  }
}
