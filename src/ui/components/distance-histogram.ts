import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DistanceSurvey } from '../../domain/distance-survey.ts';
import {
  CHART_HEIGHT,
  OUTCOMES,
  OUTCOME_WORDS,
  barPieces,
  chartWords,
  type BarPiece,
} from '../distance-chart.ts';
import { baseStyles } from '../styles/base-styles.ts';

/** Room between bars, of the width that one bit has. */
const GAP = 0.24;

/** How many pairs there are at each distance, with the line drawn through. */
@customElement('twin-distance-histogram')
export class DistanceHistogram extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .chart {
        display: block;
        width: 100%;
        height: 132px;
        overflow: visible;
        border-block-end: 1px solid var(--line-strong);
      }
      .beyond {
        fill: var(--surface-sunken);
      }
      .same {
        fill: var(--accent);
      }
      .different {
        fill: var(--caution-soft);
        stroke: var(--caution);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .open {
        fill: var(--line-strong);
      }
      .line {
        stroke: var(--ink);
        stroke-width: 2;
        stroke-dasharray: 4 3;
        vector-effect: non-scaling-stroke;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        margin-block-end: var(--space-4);
        font-size: var(--text-12);
        color: var(--ink-soft);
      }
      li {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      li svg {
        width: 10px;
        height: 10px;
      }
      @media (forced-colors: active) {
        .same {
          fill: Highlight;
        }
        .different {
          fill: Canvas;
          stroke: CanvasText;
        }
        .open {
          fill: GrayText;
        }
        .line {
          stroke: CanvasText;
        }
        .beyond {
          fill: Canvas;
        }
      }
    `,
  ];

  @property({ attribute: false }) survey!: DistanceSurvey;
  /** The largest distance that is let in. */
  @property({ attribute: false }) cutBits = 0;
  /** Where the slider below ends. */
  @property({ attribute: false }) largestBits = 80;

  protected override render(): TemplateResult {
    const { survey, cutBits, largestBits } = this;
    return html`<ul aria-hidden="true">
        ${OUTCOMES.map(
          (outcome) =>
            html`<li>
              <svg viewBox="0 0 10 10">
                <rect class=${outcome} x="1" y="1" width="8" height="8" />
              </svg>
              ${OUTCOME_WORDS[outcome]}
            </li>`,
        )}
      </ul>
      <svg
        class="chart"
        role="img"
        aria-label=${chartWords(survey, cutBits)}
        viewBox=${`-0.5 0 ${largestBits + 1} ${CHART_HEIGHT}`}
        preserveAspectRatio="none"
      >
        <rect
          class="beyond"
          x=${cutBits + 0.5}
          y="0"
          width=${Math.max(0, largestBits - cutBits)}
          height=${CHART_HEIGHT}
        />
        ${barPieces(survey.histogram, largestBits).map(renderPiece)}
        <line
          class="line"
          x1=${cutBits + 0.5}
          x2=${cutBits + 0.5}
          y1="-4"
          y2=${CHART_HEIGHT}
        />
      </svg>`;
  }
}

function renderPiece({ bits, outcome, y, height }: BarPiece) {
  return svg`<rect
    class=${outcome}
    x=${bits - 0.5 + GAP / 2}
    y=${y}
    width=${1 - GAP}
    height=${height}
  />`;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-distance-histogram': DistanceHistogram;
  }
}
