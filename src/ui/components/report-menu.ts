import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AppEngine, ReportKind } from '../../engine/app-engine.ts';
import { saveFile } from '../save-file.ts';
import { WindowListener } from '../controllers/window-listener.ts';
import { announce } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

const KINDS: readonly { kind: ReportKind; words: string; hint: string }[] = [
  { kind: 'html', words: 'Web page', hint: 'With pictures, to read or print' },
  { kind: 'json', words: 'JSON', hint: 'Everything, for programs' },
  { kind: 'csv', words: 'CSV', hint: 'One line per photo, for spreadsheets' },
];

/** Saves a report of what was found. */
@customElement('twin-report-menu')
export class ReportMenu extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        position: relative;
      }
      summary {
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      ul {
        position: absolute;
        z-index: 8;
        inset-inline-end: 0;
        inset-block-start: calc(100% + 4px);
        width: 260px;
        padding: 4px;
        box-shadow: var(--shadow-floating);
      }
      li button {
        width: 100%;
        display: grid;
        justify-content: start;
        justify-items: start;
        text-align: start;
        gap: 0;
        border: 0;
        background: none;
      }
      li button:hover {
        background: var(--surface-hover);
      }
      li span {
        font-weight: 400;
        font-size: var(--text-12);
        color: var(--ink-soft);
      }
      @media (max-width: 799px) {
        ul {
          inset-inline: 0 auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  /** With thousands of groups that takes some seconds. */
  @state() private isMaking = false;
  @query('details') private readonly details!: HTMLDetailsElement;
  @query('summary') private readonly summary!: HTMLElement;

  constructor() {
    super();
    new WindowListener(this, 'pointerdown', (event) => {
      this.onOutside(event);
    });
  }

  protected override render(): TemplateResult {
    return html`<details @keydown=${this.onKey}>
      <summary class="button">
        ${icon('report', 16)}
        ${this.isMaking ? 'Making the report…' : 'Save a report'}
      </summary>
      <ul class="card">
        ${KINDS.map(
          ({ kind, words, hint }) =>
            html`<li>
              <button data-kind=${kind} @click=${this.onSave}>
                ${words} <span>${hint}</span>
              </button>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  private onOutside(event: Event): void {
    if (!event.composedPath().includes(this)) this.details.open = false;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.details.open) return;
    this.details.open = false;
    this.summary.focus();
  }

  private onSave(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const chosen = KINDS.find(
      ({ kind }) => kind === currentTarget.dataset['kind'],
    );
    this.details.open = false;
    this.summary.focus();
    if (chosen !== undefined && !this.isMaking) void this.save(chosen.kind);
  }

  private async save(kind: ReportKind): Promise<void> {
    this.isMaking = true;
    try {
      const file = await this.engine.report(kind);
      saveFile(file);
      announce(this, `Saved ${file.name}`);
    } finally {
      this.isMaking = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-report-menu': ReportMenu;
  }
}
