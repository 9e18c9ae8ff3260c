import '@lit-labs/virtualizer';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type {
  ProvisionalGroup,
  ProvisionalPhoto,
} from '../../domain/first-look.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { announce } from '../events.ts';
import { countOf } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import './photo-thumb.ts';

const SHOWN_PHOTOS = 5;

/**
 * Likely groups, found by the thumbnails inside the files. Only to be looked at: nothing here
 * leads anywhere, because nothing here is certain.
 */
@customElement('twin-first-look')
export class FirstLookPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      lit-virtualizer {
        display: block;
      }
      .group {
        width: 100%;
        display: flex;
        align-items: center;
        gap: var(--space-4);
        min-height: 104px;
        padding: var(--space-3) var(--space-2);
        border-block-end: 1px dashed var(--line);
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
      @media (max-width: 799px) {
        .group {
          flex-wrap: wrap;
          gap: var(--space-2) var(--space-3);
          padding-inline: 0;
        }
        .photos {
          flex: 1 1 100%;
          overflow: hidden;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  /** At least one. */
  @property({ attribute: false }) groups: readonly ProvisionalGroup[] = [];
  /** Heads are still being looked at. */
  @property({ attribute: false }) isLooking = false;

  private isAnnounced = false;

  protected override render(): TemplateResult {
    return html`
      <h2 id="likely">${firstLookWords(this.groups.length)}</h2>
      <p class="small soft">
        The small pictures inside these files look alike. Each file is read in
        full before anything is said about it.
      </p>
      <lit-virtualizer
        role="list"
        aria-labelledby="likely"
        .items=${[...this.groups]}
        .keyFunction=${keyOf}
        .renderItem=${this.renderGroup}
      ></lit-virtualizer>
    `;
  }

  protected override updated(): void {
    // Said once, when the number stands; counting down what is checked would only disturb.
    if (!this.isLooking && !this.isAnnounced) {
      this.isAnnounced = true;
      announce(this, firstLookWords(this.groups.length));
    }
  }

  private readonly renderGroup = ({
    photos,
  }: ProvisionalGroup): TemplateResult =>
    html`<div class="group" role="listitem">
      <span class="photos">
        ${photos.slice(0, SHOWN_PHOTOS).map(this.renderThumb)}
        ${
          photos.length > SHOWN_PHOTOS
            ? html`<span class="more">+${photos.length - SHOWN_PHOTOS}</span>`
            : nothing
        }
      </span>
      <span class="words">
        <span>Being checked</span>
        <span class="small soft clip"
          >${photos.map(({ path }) => fileName(path)).join(' · ')}</span
        >
      </span>
    </div>`;

  private readonly renderThumb = ({ key }: ProvisionalPhoto): TemplateResult =>
    html`<twin-thumb .engine=${this.engine} .file=${key}></twin-thumb>`;
}

/** `12 likely groups found at a first look, being checked` */
function firstLookWords(count: number): string {
  return `${countOf(count, 'likely group')} found at a first look, being checked`;
}

function keyOf(group: ProvisionalGroup): string {
  return group.id;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-first-look': FirstLookPanel;
  }
}
