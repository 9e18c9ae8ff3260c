import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bundleWords } from '../../domain/bundle-words.ts';
import type { ListedGroup } from '../../domain/listed-group.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { countOf, formatBytes } from '../format-numbers.ts';
import { groupHeadline } from '../../domain/relation-words.ts';
import { groupNumbers } from '../review-list.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { groupRowStyles } from '../styles/group-row-styles.ts';
import { icon } from './icon.ts';
import { photoStrip } from './photo-strip.ts';

/** One group in the list of the scan, picture first. */
@customElement('twin-group-row')
export class GroupRow extends LitElement {
  static override styles = [
    baseStyles,
    groupRowStyles,
    css`
      :host {
        height: 100%;
      }
      a {
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
          position: relative;
        }
        .chevron {
          display: none;
        }
        .name {
          display: none;
        }
        .headline {
          overflow: hidden;
          display: -webkit-box;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
          line-clamp: 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) group!: ListedGroup;

  protected override render(): TemplateResult {
    const group = this.group.whole();
    const numbers = groupNumbers(group);
    return html`<a class="group-row" href=${reviewHash(group.id)}>
      ${photoStrip(this.engine, this.group.files())}
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
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-group-row': GroupRow;
  }
}
