import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { Notice } from '../../engine/app-state.ts';
import { countOf } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** The latest ones; the rest fold up. */
const SHOWN_NOTICES = 3;

/** Messages that stay until dismissed, read out as they come. */
@customElement('twin-notices')
export class NoticeList extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        position: fixed;
        z-index: 30;
        inset-inline-end: var(--gutter);
        inset-block-end: calc(var(--space-6) + var(--bar-height, 0px));
        width: min(420px, calc(100vw - 2 * var(--gutter)));
        pointer-events: none;
      }
      [role='log'] {
        display: grid;
        gap: var(--space-2);
        max-height: 60vh;
        overflow-y: auto;
      }
      .notice {
        pointer-events: auto;
        display: flex;
        gap: var(--space-3);
        align-items: flex-start;
        padding: var(--space-3) var(--space-2) var(--space-3) var(--space-4);
        box-shadow: var(--shadow-floating);
        font-size: var(--text-14);
        animation: arrive 180ms var(--ease);
      }
      .rest {
        pointer-events: auto;
        display: flex;
        justify-content: space-between;
        margin-block-start: var(--space-2);
        padding: 2px;
        box-shadow: var(--shadow-floating);
      }
      .mark {
        padding-block-start: 2px;
        color: var(--accent-text);
      }
      .problem .mark {
        color: var(--caution);
      }
      p {
        flex: 1;
        min-width: 0;
        padding-block: 1px;
        overflow-wrap: anywhere;
      }
      button {
        margin-block: -6px;
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  @property({ attribute: false }) engine?: AppEngine;
  @property({ attribute: false }) notices: readonly Notice[] = [];

  @state() private isOpen = false;

  protected override render(): TemplateResult {
    const hidden = this.isOpen
      ? 0
      : Math.max(0, this.notices.length - SHOWN_NOTICES);
    return html`<div role="log" aria-label="Messages">
        ${repeat(
          this.notices.slice(hidden),
          (notice) => notice.id,
          this.renderNotice,
        )}
      </div>
      ${
        this.notices.length > SHOWN_NOTICES ? this.renderRest(hidden) : nothing
      }`;
  }

  /** A pile of messages must not cover what one works with. */
  private renderRest(hidden: number): TemplateResult {
    return html`<div class="rest card">
      ${
        hidden === 0
          ? html`<button class="quiet" @click=${this.onFold}>
              Show fewer
            </button>`
          : html`<button class="quiet" @click=${this.onUnfold}>
              ${countOf(hidden, 'earlier message')}
            </button>`
      }
      <button class="quiet" @click=${this.onDismissAll}>Dismiss all</button>
    </div>`;
  }

  private onUnfold(): void {
    this.isOpen = true;
  }

  private onFold(): void {
    this.isOpen = false;
  }

  private onDismissAll(): void {
    for (const { id } of this.notices) this.engine?.dismissNotice(id);
    this.isOpen = false;
  }

  private readonly renderNotice = (notice: Notice): TemplateResult =>
    html`<div class=${`notice card ${notice.tone}`}>
      <span class="mark"
        >${icon(notice.tone === 'problem' ? 'warning' : 'check')}</span
      >
      <p>${notice.text}</p>
      <button
        class="quiet icon-only"
        aria-label="Dismiss message"
        data-id=${notice.id}
        @click=${this.onDismiss}
      >
        ${icon('close', 16)}
      </button>
    </div>`;

  private onDismiss(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    this.engine?.dismissNotice(Number(currentTarget.dataset['id']));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-notices': NoticeList;
  }
}
