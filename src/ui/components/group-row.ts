import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bundleWords } from '../../domain/bundle-words.ts';
import type { Group } from '../../domain/group.ts';
import type { FileKey } from '../../domain/photo-id.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { countOf, formatBytes } from '../format-numbers.ts';
import { groupHeadline } from '../../domain/relation-words.ts';
import { groupNumbers } from '../review-list.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

const SHOWN_PHOTOS = 5;

/** One group in the list of the scan, picture first. */
@customElement('twin-group-row')
export class GroupRow extends LitElement {
  static override styles = [
    baseStyles,
    css`
      a {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        min-height: 104px;
        padding: var(--space-3) var(--space-2);
        border-block-end: 1px solid var(--line);
        color: var(--ink);
        text-decoration: none;
        transition: background var(--quick);
      }
      a:hover {
        background: var(--surface-hover);
        color: var(--ink);
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      .photos {
        display: flex;
        gap: 4px;
        flex: none;
      }
      twin-thumb {
        width: 80px;
        height: 80px;
        flex: none;
      }
      .more {
        display: grid;
        place-items: center;
        width: 40px;
        font-size: var(--text-14);
        color: var(--ink-soft);
      }
      .words {
        flex: 1;
        min-width: 0;
        display: grid;
        gap: 2px;
      }
      .headline {
        font-weight: 600;
      }
      .numbers {
        text-align: end;
        white-space: nowrap;
      }
      .chevron {
        color: var(--ink-soft);
      }
      @media (max-width: 799px) {
        a {
          flex-wrap: wrap;
          gap: var(--space-2) var(--space-3);
          padding-inline: 0;
          position: relative;
        }
        .photos {
          flex: 1 1 100%;
          overflow: hidden;
        }
        .chevron {
          display: none;
        }
        .name {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) group!: Group;

  protected override render(): TemplateResult {
    const { group } = this;
    const numbers = groupNumbers(group);
    const files = [
      group.keeper.key,
      ...group.members.map(({ photo }) => photo.key),
    ];
    return html`<a href=${reviewHash(group.id)}>
      <span class="photos">
        ${files.slice(0, SHOWN_PHOTOS).map(this.renderThumb)}
        ${
          files.length > SHOWN_PHOTOS
            ? html`<span class="more">+${files.length - SHOWN_PHOTOS}</span>`
            : nothing
        }
      </span>
      <span class="words">
        <span class="headline">${groupHeadline(group)}</span>
        <span class="name small soft clip"
          >${[fileName(group.keeper.path), ...bundleWords(group.keeper)].join(' · ')}</span
        >
      </span>
      <span class="numbers small soft"
        >${countOf(numbers.photos, 'photo')} ·
        ${formatBytes(numbers.bytes)}</span
      >
      <span class="chevron">${icon('next')}</span>
    </a>`;
  }

  private readonly renderThumb = (file: FileKey): TemplateResult =>
    html`<twin-thumb .engine=${this.engine} .file=${file}></twin-thumb>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-group-row': GroupRow;
  }
}
