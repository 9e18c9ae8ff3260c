import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { send } from '../events.ts';
import { memberBadge } from '../member-badge.ts';
import { nextFrame } from '../next-frame.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

/** The other photos of a group; one of them is open. */
@customElement('twin-member-strip')
export class MemberStrip extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        display: flex;
        gap: var(--space-2);
        overflow-x: auto;
        padding: 4px;
        margin: -4px;
        scrollbar-width: thin;
      }
      button {
        display: grid;
        width: 96px;
        padding: 3px;
        gap: 3px;
        font: inherit;
        font-size: var(--text-12);
        line-height: 16px;
        color: var(--ink-soft);
        background: none;
        border: 1px solid transparent;
        border-radius: 4px;
        cursor: pointer;
      }
      button:hover {
        background: var(--surface-hover);
      }
      button[aria-current='true'] {
        border-color: var(--ink);
        color: var(--ink);
      }
      twin-thumb {
        width: 100%;
        height: 56px;
      }
      .state {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 3px;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) group!: Group;
  @property({ type: Number }) selected = 0;

  @query('[aria-current="true"]')
  private readonly current!: HTMLElement | null;

  @query('ul') private readonly list!: HTMLElement;

  protected override render(): TemplateResult {
    return html`<ul aria-label="Photos of this group">
      ${this.group.members.map(this.renderMember)}
    </ul>`;
  }

  protected override updated(): void {
    // With the next frame: asking for places at once would make the browser lay out twice.
    void nextFrame().then(() => {
      this.reveal();
    });
  }

  private reveal(): void {
    const { current, list } = this;
    if (current === null || !this.isConnected) return;
    // Not scrollIntoView: that would scroll the page down to the strip as well.
    const start = current.offsetLeft - list.offsetLeft;
    if (start < list.scrollLeft) list.scrollLeft = start;
    const end = start + current.offsetWidth;
    if (end > list.scrollLeft + list.clientWidth)
      list.scrollLeft = end - list.clientWidth;
  }

  private readonly renderMember = (
    member: GroupMember,
    index: number,
  ): TemplateResult => {
    const badge = memberBadge(member);
    return html`<li>
      <button
        aria-current=${index === this.selected ? 'true' : 'false'}
        aria-label=${`${fileName(member.photo.path)}, ${badge.words}`}
        title=${member.photo.path}
        data-index=${index}
        @click=${this.onPick}
      >
        <twin-thumb
          .engine=${this.engine}
          .file=${member.photo.key}
        ></twin-thumb>
        <span class="state"
          >${icon(badge.icon, 12)}<span class="clip">${badge.words}</span></span
        >
      </button>
    </li>`;
  };

  private onPick(event: Event): void {
    const { currentTarget } = event;
    if (currentTarget instanceof HTMLElement)
      send(this, 'twin-pick-member', Number(currentTarget.dataset['index']));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-member-strip': MemberStrip;
  }
}
