import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { fileName } from '../../domain/photo.ts';
import { evidenceRows } from '../evidence-rows.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';

/** The numbers behind a match, for those who want them, and neighbours in other groups. */
@customElement('twin-evidence')
export class EvidencePanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-8);
        font-size: var(--text-14);
      }
      summary {
        color: var(--accent-text);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(120px, auto) minmax(0, 1fr);
        gap: 4px var(--space-4);
        margin-block: var(--space-2);
      }
      dt {
        color: var(--ink-soft);
      }
      ul {
        display: inline;
      }
      li {
        display: inline;
      }
      li + li::before {
        content: ', ';
      }
    `,
  ];

  @property({ attribute: false }) group!: Group;
  @property({ attribute: false }) member!: GroupMember;

  protected override render(): TemplateResult {
    return html`
      <details>
        <summary>Details of the comparison</summary>
        <dl>
          ${evidenceRows(this.member.evidence).map(
            ({ label, value }) =>
              html`<dt>${label}</dt>
                <dd class="path">${value}</dd>`,
          )}
        </dl>
      </details>
      ${this.renderAlsoSimilar()}
    `;
  }

  private renderAlsoSimilar(): TemplateResult | typeof nothing {
    const { alsoSimilar } = this.group;
    if (alsoSimilar.length === 0) return nothing;
    return html`<div class="path">
      <span class="soft">Also similar, by way of another photo:</span>
      <ul>
        ${alsoSimilar.map(({ photo, group }) =>
          group === undefined
            ? html`<li>${fileName(photo.path)}</li>`
            : html`<li>
                <a href=${reviewHash(group)}>${fileName(photo.path)}</a>
              </li>`,
        )}
      </ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-evidence': EvidencePanel;
  }
}
