import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { fileName } from '../../domain/photo.ts';
import { relationHeadline } from '../../domain/relation-words.ts';
import { evidenceRows } from '../evidence-rows.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** Why this one is kept, why the two belong together, and the numbers behind it. */
@customElement('twin-relation')
export class RelationPanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        align-content: start;
        font-size: var(--text-14);
      }
      h2 {
        font-size: var(--text-16);
        letter-spacing: 0;
      }
      .abstained {
        display: flex;
        gap: var(--space-2);
        padding: var(--space-3);
        border-radius: var(--radius);
        background: var(--caution-soft);
      }
      .abstained svg {
        color: var(--caution);
      }
      ul.why li {
        display: flex;
        gap: var(--space-2);
        padding-block: 2px;
      }
      ul.why svg {
        margin-block-start: 3px;
        color: var(--accent-text);
      }
      summary {
        color: var(--accent-text);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(120px, auto) 1fr;
        gap: 4px var(--space-4);
        margin-block-start: var(--space-2);
      }
      dt {
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) group!: Group;
  @property({ attribute: false }) member!: GroupMember;

  protected override render(): TemplateResult {
    const { group, member } = this;
    return html`
      <h2 data-testid="relation">
        ${relationHeadline(member.relation, group.keeper, member.photo)}
      </h2>
      ${
        member.isBeingChecked
          ? html`<p class="soft">
              A second look is still to come, so nothing is proposed yet.
            </p>`
          : nothing
      }
      ${this.renderChoice()}
      <details>
        <summary>Details of the comparison</summary>
        <dl>
          ${evidenceRows(member.evidence).map(
            ({ label, value }) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </details>
      ${this.renderAlsoSimilar()}
    `;
  }

  private renderChoice(): TemplateResult | typeof nothing {
    const { keeperChoice } = this.group;
    if (keeperChoice.kind === 'abstained')
      return html`<div class="abstained">
        ${icon('warning')}
        <p>
          <strong>You choose.</strong> ${keeperChoice.words} Press
          <kbd>S</kbd> to keep the right one, <kbd>M</kbd> to move it.
        </p>
      </div>`;
    if (keeperChoice.reasons.length === 0) return nothing;
    return html`<div>
      <p class="soft">Kept because</p>
      <ul class="why">
        ${keeperChoice.reasons.map(
          ({ words }) => html`<li>${icon('check', 14)}${words}</li>`,
        )}
      </ul>
    </div>`;
  }

  private renderAlsoSimilar(): TemplateResult | typeof nothing {
    const { alsoSimilar } = this.group;
    if (alsoSimilar.length === 0) return nothing;
    return html`<div>
      <p class="soft">Also similar, by way of another photo</p>
      <ul>
        ${alsoSimilar.map(({ photo, group }) =>
          group === undefined
            ? html`<li class="path">${fileName(photo.path)}</li>`
            : html`<li class="path">
                <a href=${reviewHash(group)}>${fileName(photo.path)}</a>
              </li>`,
        )}
      </ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-relation': RelationPanel;
  }
}
