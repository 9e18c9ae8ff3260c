import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { relationHeadline } from '../../domain/relation-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { icon } from './icon.ts';

/** What the two photos are to each other, and why one of them is kept. Words before numbers. */
@customElement('twin-relation')
export class RelationPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      h1 {
        font-size: var(--text-20);
        letter-spacing: -0.01em;
      }
      p {
        font-size: var(--text-14);
        line-height: 20px;
        margin-block-start: 2px;
        max-width: 110ch;
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

  protected override render(): TemplateResult {
    const { group, member } = this;
    return html`
      <h1 tabindex="-1" data-testid="relation">
        ${relationHeadline(member.relation, group.keeper, member.photo)}
      </h1>
      ${this.renderChoice()}
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

  private renderChoice(): TemplateResult | typeof nothing {
    const { keeperChoice } = this.group;
    if (keeperChoice.kind === 'abstained')
      return html`<p class="caution" data-testid="abstained">
        ${icon('warning', 16)}<span
          ><strong>You choose.</strong> ${keeperChoice.words}</span
        >
      </p>`;
    if (keeperChoice.reasons.length === 0) return nothing;
    return html`<p class="soft" data-testid="reasons">
      Kept because: ${keeperChoice.reasons.map(({ words }) => words).join('; ')}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-relation': RelationPanel;
  }
}
