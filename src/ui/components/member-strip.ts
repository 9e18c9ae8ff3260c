import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import { pathName } from '../../domain/path-name.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { RootView } from '../../engine/app-state.ts';
import { send } from '../events.ts';
import { memberBadge } from '../member-badge.ts';
import { nextFrame } from '../next-frame.ts';
import {
  placeToSee,
  rowWindow,
  type RowView,
  type RowWindow,
} from '../row-window.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

/** From one photo to the next, px. */
const PITCH_PX = 104;

/** The other photos of a group; one of them is open. Only those that are seen are in the page. */
@customElement('twin-member-strip')
export class MemberStrip extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        display: flex;
        overflow-x: auto;
        padding: 4px;
        margin: -4px;
        scrollbar-width: thin;
        overflow-anchor: none;
      }
      li {
        flex: none;
        padding-inline-end: var(--space-2);
      }
      /* In place of the photos that are not in the page. */
      li:first-child {
        margin-inline-start: var(--before);
      }
      li:last-child {
        margin-inline-end: var(--after);
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
  @property({ attribute: false }) roots!: readonly RootView[];
  @property({ type: Number }) selected = 0;

  @query('ul') private readonly list!: HTMLElement;

  @state() private seen = { viewPx: 0, atPx: 0 };
  private shown: Pick<RowWindow, 'first' | 'end'> = { first: 0, end: 0 };

  private readonly resizes = new ResizeObserver(() => {
    this.look();
  });

  protected override firstUpdated(): void {
    this.resizes.observe(this.list);
  }

  protected override willUpdate(): void {
    this.shown = rowWindow(this.view);
  }

  protected override render(): TemplateResult {
    const { members } = this.group;
    const { first, end } = this.shown;
    return html`<ul aria-label="Photos of this group" @scroll=${this.look}>
      ${repeat(
        members.slice(first, end),
        ({ photo }) => photo.key,
        (member, at) => this.renderMember(member, first + at),
      )}
    </ul>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const { list } = this;
    const { first, end } = this.shown;
    const behind = this.group.members.length - end;
    // By property: the page's policy lets no style attribute through.
    list.style.setProperty('--before', `${first * PITCH_PX}px`);
    list.style.setProperty('--after', `${behind * PITCH_PX}px`);
    if (!changed.has('group') && !changed.has('selected')) return;
    // With the next frame: asking for places at once would make the browser lay out twice.
    void nextFrame().then(() => {
      this.reveal();
    });
  }

  private get view(): RowView {
    const { viewPx, atPx } = this.seen;
    return {
      count: this.group.members.length,
      rowPx: PITCH_PX,
      viewPx,
      atPx,
    };
  }

  private readonly look = (): void => {
    const { clientWidth, scrollLeft } = this.list;
    this.seen = { viewPx: clientWidth, atPx: scrollLeft };
  };

  private reveal(): void {
    if (!this.isConnected) return;
    this.look();
    // Not scrollIntoView: that would scroll the page down to the strip as well.
    this.list.scrollLeft = placeToSee(this.view, this.selected);
  }

  private renderMember(member: GroupMember, index: number): TemplateResult {
    const badge = memberBadge(member);
    return html`<li
      aria-setsize=${this.group.members.length}
      aria-posinset=${index + 1}
    >
      <button
        aria-current=${index === this.selected ? 'true' : 'false'}
        aria-label=${`${fileName(member.photo.path)}, ${badge.words}`}
        title=${pathName(member.photo, this.roots)}
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
  }

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
