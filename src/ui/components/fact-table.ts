import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PhotoSummary } from '../../domain/group.ts';
import {
  factDifferences,
  type FactDifference,
} from '../../domain/relation-words-facts.ts';
import type { RootView } from '../../engine/app-state.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { TurnElement } from '../turn-element.ts';

/** The facts in which two photos differ, the better one marked. */
@customElement('twin-facts')
export class FactTable extends TurnElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        container-type: inline-size;
      }
      table {
        width: 100%;
        border-spacing: 0;
        font-size: var(--text-14);
        line-height: 20px;
        table-layout: fixed;
        --label: 96px;
      }
      th,
      td {
        text-align: start;
        vertical-align: top;
        padding: 3px var(--space-3) 3px 0;
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      th {
        color: var(--ink-soft);
      }
      /* The second value starts where the second picture does. */
      col:nth-child(1) {
        width: var(--label);
      }
      col:nth-child(2) {
        width: calc(50cqw + 8px - var(--label));
      }
      @media (max-width: 799px) {
        table {
          --label: 76px;
          font-size: var(--text-12);
        }
        col:nth-child(2) {
          width: calc(50cqw - var(--label) / 2);
        }
      }
      .better {
        font-weight: 600;
      }
      .mark {
        color: var(--accent-text);
        font-size: 10px;
        margin-inline-start: 4px;
      }
    `,
  ];

  @property({ attribute: false }) keeper!: PhotoSummary;
  @property({ attribute: false }) member!: PhotoSummary;
  @property({ attribute: false }) roots!: readonly RootView[];

  protected override render(): TemplateResult {
    const differences = factDifferences(this.keeper, this.member, this.roots);
    if (differences.length === 0)
      return html`<p class="small soft">
        No fact differs between the two files.
      </p>`;
    return html`<table>
      <caption class="visually-hidden">
        What differs: the photo to keep, then the other one
      </caption>
      <colgroup>
        <col />
        <col />
        <col />
      </colgroup>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Photo to keep</th>
          <th scope="col">Other photo</th>
        </tr>
      </thead>
      <tbody>
        ${differences.map(this.renderRow)}
      </tbody>
    </table>`;
  }

  private readonly renderRow = (fact: FactDifference): TemplateResult =>
    html`<tr>
      <th scope="row">${fact.label}</th>
      ${this.renderValue(fact.keeper, fact.better === 'keeper')}
      ${this.renderValue(fact.member, fact.better === 'member')}
    </tr>`;

  private renderValue(value: string, isBetter: boolean): TemplateResult {
    return html`<td class=${isBetter ? 'better' : nothing}>
      ${value}${
        isBetter
          ? html`<span class="mark" aria-hidden="true">▲</span
              ><span class="visually-hidden"> (better)</span>`
          : nothing
      }
    </td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-facts': FactTable;
  }
}
