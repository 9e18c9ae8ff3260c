import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { RootView } from '../../engine/app-state.ts';
import { formatMoment } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** Folders of earlier visits: one click to open, one to forget. */
@customElement('twin-recents')
export class RecentList extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      section {
        display: grid;
        gap: var(--space-3);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
        gap: var(--space-3);
      }
      li {
        display: flex;
        align-items: stretch;
        min-width: 0;
      }
      .open {
        flex: 1;
        min-width: 0;
        justify-content: flex-start;
        text-align: start;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 0;
        background: none;
        border-radius: var(--radius) 0 0 var(--radius);
      }
      .forget {
        border: 0;
        background: none;
        height: auto;
        color: var(--ink-soft);
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .open:hover,
      .forget:hover {
        background: var(--surface-hover);
      }
      .words {
        min-width: 0;
        display: grid;
      }
      .when {
        font-weight: 400;
        font-size: var(--text-12);
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) recents: readonly RootView[] = [];

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="title">
      <h2 id="title">Recent</h2>
      <ul>
        ${repeat(this.recents, (root) => root.id, this.renderRecent)}
      </ul>
    </section>`;
  }

  private readonly renderRecent = (root: RootView): TemplateResult =>
    html`<li class="card">
      <button class="open" data-root=${root.id} @click=${this.onOpen}>
        <span class="soft">${icon('folder')}</span>
        <span class="words">
          <span class="clip">${root.label}</span>
          <span class="when clip"
            >${
              root.permission === 'missing'
                ? 'Not found, connect the drive'
                : formatMoment(root.lastUsedMs)
            }</span
          >
        </span>
      </button>
      <button
        class="forget icon-only"
        aria-label=${`Forget ${root.label}`}
        title="Forget this folder and what is stored about it"
        data-root=${root.id}
        @click=${this.onForget}
      >
        ${icon('close', 16)}
      </button>
    </li>`;

  private rootOf(event: Event): RootView | undefined {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return undefined;
    return this.recents.find(({ id }) => id === currentTarget.dataset['root']);
  }

  private onOpen(event: Event): void {
    const root = this.rootOf(event);
    if (root !== undefined) void this.engine.openRecent(root.id);
  }

  private onForget(event: Event): void {
    const root = this.rootOf(event);
    if (root !== undefined) void this.engine.forgetRecent(root.id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-recents': RecentList;
  }
}
