import {
  LitElement,
  css,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { moreInWords } from '../../domain/holds-more.ts';
import { notesOnlyIn, notesWords } from '../../domain/lost-metadata.ts';
import { relationHeadline } from '../../domain/relation-words.ts';
import { doubtWords } from '../doubt-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** Reasons that are read at a glance; the rest is one press away. */
const SHOWN_REASONS = 2;

/** What the two photos are to each other, and why one of them is kept. Words before numbers. */
@customElement('twin-relation')
export class RelationPanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      h1 {
        font-size: var(--text-20);
        letter-spacing: -0.01em;
        /* Where the parts stand in the grid of the stage. */
        grid-area: 1 / 1;
      }
      p {
        font-size: var(--text-14);
        line-height: 20px;
        margin-block-start: 2px;
        max-width: 110ch;
        overflow-wrap: anywhere;
        grid-column: 1 / -1;
      }
      @media (max-width: 1149px) {
        h1 {
          grid-column-end: -1;
        }
      }
      .caution {
        display: flex;
        gap: 6px;
        color: var(--caution);
      }
      .caution svg {
        margin-block-start: 2px;
      }
    `,
  ];

  @property({ attribute: false }) group!: Group;
  @property({ attribute: false }) member!: GroupMember;

  @state() private isOpen = false;
  @query('h1') private readonly heading!: HTMLElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('group');
    if (before !== undefined && before.id !== this.group.id)
      this.isOpen = false;
  }

  protected override render(): TemplateResult {
    const { group, member } = this;
    return html`
      <h1 tabindex="-1" data-testid="relation">
        ${relationHeadline(member.relation, group.keeper, member.photo)}
      </h1>
      ${this.renderChoice()} ${this.renderMore()} ${this.renderOnlyHere()}
      ${
        member.isBeingChecked
          ? html`<p class="caution">
              ${icon('eye', 16)} Being checked: a second look is still to come,
              so nothing is proposed yet.
            </p>`
          : nothing
      }
    `;
  }

  /** Why nothing is proposed although the reasons for the other photo are clear. */
  private renderMore(): TemplateResult | typeof nothing {
    const { group, member } = this;
    if (group.keeperChoice.kind !== 'chosen' || member.state !== 'undecided')
      return nothing;
    const words = moreInWords(group.keeper, member);
    if (words === undefined) return nothing;
    return html`<p class="caution" data-testid="holds-more">
      ${icon('warning', 16)}<span>${words}</span>
    </p>`;
  }

  /** What would go out of sight if this copy were moved. */
  private renderOnlyHere(): TemplateResult | typeof nothing {
    const only = notesOnlyIn(this.member, this.group.keeper);
    if (only === undefined) return nothing;
    return html`<p class="caution" data-testid="only-here">
      ${icon('warning', 16)}<span class="path"
        >Only this copy has: ${notesWords(only)}</span
      >
    </p>`;
  }

  private renderChoice(): TemplateResult | typeof nothing {
    const { keeperChoice } = this.group;
    if (keeperChoice.kind === 'abstained')
      return html`<p class="caution" data-testid="abstained">
        ${icon('warning', 16)}<span
          ><strong>You choose.</strong> ${keeperChoice.words}
          ${doubtWords(this.group)}</span
        >
      </p>`;
    if (keeperChoice.reasons.length === 0) return nothing;
    const shown = this.isOpen
      ? keeperChoice.reasons
      : keeperChoice.reasons.slice(0, SHOWN_REASONS);
    const more = keeperChoice.reasons.length - shown.length;
    return html`<p class="soft" data-testid="reasons">
      Kept because:
      ${shown.map(({ words }) => words).join('; ')}${
        more === 0
          ? nothing
          : html` <button class="text-button" @click=${this.onMore}>
              and ${more} more ${more === 1 ? 'reason' : 'reasons'}
            </button>`
      }
    </p>`;
  }

  private onMore(): void {
    this.isOpen = true;
    // The button is gone; what it showed is read from the heading on.
    this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-relation': RelationPanel;
  }
}
