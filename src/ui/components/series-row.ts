import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import { isFavourite, type FavouriteMarks } from '../../domain/favourite.ts';
import { pathName } from '../../domain/path-name.ts';
import { splitFileKey, type FileKey } from '../../domain/photo-id.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import type { SeriesPhoto, ShotSeries } from '../../domain/similar-shots.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { RootView } from '../../engine/app-state.ts';
import { send } from '../events.ts';
import { formatCount } from '../format-numbers.ts';
import {
  extentWords,
  favouriteWords,
  ratingWords,
  takenWords,
} from '../series-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

/** A camera that fires for two minutes makes thousands; nobody looks at all before the first. */
const SHOWN_PHOTOS = 48;

/** One series: when it was taken, and its photos to pick favourites from. */
@customElement('twin-series-row')
export class SeriesRow extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      section {
        padding-block: var(--space-4);
        border-block-end: 1px solid var(--line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-3);
        margin-block-end: var(--space-2);
      }
      h2 {
        font-size: var(--text-16);
      }
      .folder {
        max-width: 100%;
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
        gap: var(--space-2);
      }
      li {
        max-width: 280px;
      }
      li button {
        display: grid;
        gap: 4px;
        width: 100%;
        padding: 4px;
        font-size: var(--text-12);
        line-height: 16px;
        font-weight: inherit;
        color: var(--ink-soft);
        background: none;
        border-color: transparent;
        /* The header stays on top of what is scrolled to. */
        scroll-margin-block: calc(var(--header-height) + 56px) 24px;
      }
      li button[aria-current='true'] {
        border-color: var(--line-strong);
      }
      li button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent-text);
      }
      twin-thumb {
        width: 100%;
        height: auto;
        aspect-ratio: 4 / 3;
      }
      .caption {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      .rating {
        flex: none;
        margin-inline-start: auto;
      }
      [aria-pressed='true'] svg {
        fill: currentColor;
      }
      .all {
        margin-block-start: var(--space-2);
      }
      @media (forced-colors: active) {
        li button[aria-pressed='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) series!: ShotSeries;
  @property({ attribute: false }) marks!: FavouriteMarks;
  @property({ attribute: false }) roots!: readonly RootView[];
  /** The photo that keys are about, when it is of this series. */
  @property({ attribute: false }) current?: FileKey | undefined;

  @state() private isOpen = false;

  @queryAll('li button') private readonly buttons!: NodeListOf<HTMLElement>;

  /** Puts the focus on a photo; false while it is not there yet. */
  focusPhoto(key: FileKey): boolean {
    const at = this.series.photos.findIndex((photo) => photo.key === key);
    const button = this.buttons[at];
    button?.focus();
    return button !== undefined;
  }

  protected override render(): TemplateResult {
    const { series, marks } = this;
    const { photos } = series;
    const chosen = photos.filter((photo) => isFavourite(photo, marks));
    const shown = photos.slice(0, this.shownCount());
    const [first] = photos;
    const folder =
      first === undefined
        ? ''
        : folderOf(pathName(splitFileKey(first.key), this.roots));
    return html`<section aria-labelledby="taken">
      <div class="head">
        <h2 id="taken">${takenWords(series)}</h2>
        <span class="small soft"
          >${extentWords(series)} · ${favouriteWords(chosen.length)}</span
        >
        ${
          folder === ''
            ? nothing
            : html`<span class="folder small soft">${folder}</span>`
        }
      </div>
      <ul aria-label="Photos of this series">
        ${shown.map(this.renderPhoto)}
      </ul>
      ${
        shown.length === photos.length
          ? nothing
          : html`<button class="all" @click=${this.onAll}>
              Show all ${formatCount(photos.length)}
            </button>`
      }
    </section>`;
  }

  private shownCount(): number {
    const { photos } = this.series;
    const at = photos.findIndex(({ key }) => key === this.current);
    return this.isOpen || at >= SHOWN_PHOTOS ? photos.length : SHOWN_PHOTOS;
  }

  private readonly renderPhoto = (
    photo: SeriesPhoto,
    index: number,
  ): TemplateResult => {
    const { key, rating } = photo;
    const { path } = splitFileKey(key);
    const stars = rating === undefined ? undefined : ratingWords(rating);
    return html`<li>
      <button
        aria-pressed=${isFavourite(photo, this.marks)}
        aria-current=${key === this.current}
        aria-label=${[fileName(path), ...(stars === undefined ? [] : [stars]), 'favourite'].join(', ')}
        title=${[path, ...(stars === undefined ? [] : [stars])].join(', ')}
        data-index=${index}
        @click=${this.onPick}
        @focus=${this.onFocus}
      >
        <twin-thumb .engine=${this.engine} .file=${key}></twin-thumb>
        <span class="caption"
          >${icon('star', 16)}<span class="clip">${fileName(path)}</span>${
            stars === undefined
              ? nothing
              : html`<span class="rating">${rating} of 5</span>`
          }</span
        >
      </button>
    </li>`;
  };

  private photoOf({ currentTarget }: Event): SeriesPhoto | undefined {
    return currentTarget instanceof HTMLElement
      ? this.series.photos[Number(currentTarget.dataset['index'])]
      : undefined;
  }

  private onFocus(event: Event): void {
    const photo = this.photoOf(event);
    if (photo) send(this, 'twin-pick-photo', photo.key);
  }

  private onPick(event: Event): void {
    const photo = this.photoOf(event);
    if (photo) send(this, 'twin-favourite', photo.key);
  }

  private onAll(): void {
    this.isOpen = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-series-row': SeriesRow;
  }
}
