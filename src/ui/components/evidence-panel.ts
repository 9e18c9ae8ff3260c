import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import type { FileKey } from '../../domain/photo-id.ts';
import { fileName } from '../../domain/photo.ts';
import { announce, send } from '../events.ts';
import { evidenceRows } from '../evidence-rows.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { edgeWords, weakestMember } from '../weakest-edge.ts';
import { TurnElement } from '../turn-element.ts';

/** The numbers behind a match, for those who want them, and neighbours in other groups. */
@customElement('twin-evidence')
export class EvidencePanel extends TurnElement {
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

  @query('summary') private readonly summary!: HTMLElement;

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
      ${this.renderWeakest()} ${this.renderAlsoSimilar()}
    `;
  }

  private renderWeakest(): TemplateResult | typeof nothing {
    const { group } = this;
    const weakest = weakestMember(group);
    if (weakest === undefined) return nothing;
    const name = fileName(weakest.photo.path);
    return html`<div class="path" data-testid="weakest">
      <span class="soft">Weakest match in this group:</span>
      ${
        weakest === this.member
          ? html`this one`
          : html`<button class="text-button" @click=${this.onWeakest}>
              ${name}
            </button>`
      }<span class="soft">, ${edgeWords(weakest)}</span>
    </div>`;
  }

  private onWeakest(event: MouseEvent): void {
    const weakest = weakestMember(this.group);
    if (weakest === undefined) return;
    announce(this, `${fileName(weakest.photo.path)} is open`);
    send(this, 'twin-pick-member', this.group.members.indexOf(weakest));
    // The button is gone once its photo is open; pressed by key, the focus must not go with it.
    if (event.detail === 0) this.summary.focus();
  }

  /** The photo of this group that a similar one is close to. */
  private viaName(via: FileKey): string {
    const { keeper, members } = this.group;
    const photo = [keeper, ...members.map((one) => one.photo)].find(
      ({ key }) => key === via,
    );
    return photo === undefined ? 'another photo' : fileName(photo.path);
  }

  private renderAlsoSimilar(): TemplateResult | typeof nothing {
    const { alsoSimilar } = this.group;
    if (alsoSimilar.length === 0) return nothing;
    return html`<div class="path">
      <span class="soft">Also similar:</span>
      <ul data-testid="also-similar">
        ${alsoSimilar.map(
          ({ photo, via, group }) =>
            html`<li>
              ${
                group === undefined
                  ? fileName(photo.path)
                  : html`<a href=${reviewHash(group)}
                      >${fileName(photo.path)}</a
                    >`
              }
              <span class="soft">via ${this.viaName(via)}</span>
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
