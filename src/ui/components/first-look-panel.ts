import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProvisionalGroup } from '../../domain/first-look.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import {
  MediaController,
  NARROW_QUERY,
} from '../controllers/media-controller.ts';
import { announce } from '../events.ts';
import { countOf } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { groupRowPx, groupRowStyles } from '../styles/group-row-styles.ts';
import './fixed-list.ts';
import { photoStrip } from './photo-strip.ts';

/**
 * Likely groups, found by the thumbnails inside the files. Only to be looked at: nothing here
 * leads anywhere, because nothing here is certain.
 */
@customElement('twin-first-look')
export class FirstLookPanel extends LitElement {
  static override styles = [
    baseStyles,
    groupRowStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      .group-row {
        border-block-end-style: dashed;
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  /** At least one. */
  @property({ attribute: false }) groups: readonly ProvisionalGroup[] = [];
  /** Heads are still being looked at. */
  @property({ attribute: false }) isLooking = false;

  private readonly narrow = new MediaController(this, NARROW_QUERY);
  private isAnnounced = false;

  protected override render(): TemplateResult {
    return html`
      <h2 id="likely">${firstLookWords(this.groups.length)}</h2>
      <p class="small soft">
        The small pictures inside these files look alike. Each file is read in
        full before anything is said about it.
      </p>
      <twin-fixed-list
        aria-labelledby="likely"
        .rowPx=${groupRowPx(this.narrow.matches)}
        .items=${this.groups}
        .keyOf=${keyOf}
        .renderItem=${this.renderGroup}
      ></twin-fixed-list>
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
    html`<div class="group-row">
      ${photoStrip(
        this.engine,
        photos.map(({ key }) => key),
      )}
      <span class="words">
        <span>Being checked</span>
        <span class="small soft clip"
          >${photos.map(({ path }) => fileName(path)).join(' · ')}</span
        >
      </span>
    </div>`;
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
