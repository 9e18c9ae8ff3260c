import '@lit-labs/virtualizer';
import type { LitVirtualizer } from '@lit-labs/virtualizer';
import {
  LitElement,
  css,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import {
  customElement,
  property,
  query,
  queryAll,
  state,
} from 'lit/decorators.js';
import {
  FAVOURITE_RATING,
  favouriteMarks,
  isFavourite,
  type FavouriteMarks,
} from '../../domain/favourite.ts';
import { splitFileKey, type FileKey } from '../../domain/photo-id.ts';
import { fileName } from '../../domain/photo.ts';
import {
  LONGEST_PAUSE_S,
  type ShotSeries,
} from '../../domain/similar-shots.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { icon } from '../components/icon.ts';
import '../components/series-row.ts';
import type { SeriesRow } from '../components/series-row.ts';
import { LetterKeysController } from '../controllers/letter-keys-controller.ts';
import { goTo } from '../controllers/route-controller.ts';
import { WindowListener } from '../controllers/window-listener.ts';
import { emptyState, type EmptyState } from '../empty-state.ts';
import { announce } from '../events.ts';
import { countOf } from '../format-numbers.ts';
import { nextFrame } from '../next-frame.ts';
import { isRunning } from '../progress-words.ts';
import { reviewHash } from '../route.ts';
import {
  besidePhoto,
  placeOf,
  seriesCommandOfKey,
  type SeriesCommand,
} from '../series-walk.ts';
import { seriesCountWords } from '../series-words.ts';
import { saveFile } from '../save-file.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';
import { isTyping } from '../typing.ts';

/** Frames to wait for a series that is far off the screen. */
const ROW_TURNS = 20;

const NOTHING_SAID = { favourites: [], notFavourites: [] };

/** Bursts and series, each with its photos in a row, to mark the best of them. */
@customElement('twin-similar-view')
export class SimilarView extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    emptyStyles,
    css`
      .intro {
        max-width: 72ch;
      }
      lit-virtualizer {
        display: block;
      }
      .item {
        width: 100%;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      .keys span {
        margin-inline: 2px 10px;
      }
      @media (pointer: coarse) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;

  @state() private current: FileKey | undefined;
  @query('lit-virtualizer') private readonly list!: LitVirtualizer | null;

  @queryAll('twin-series-row')
  private readonly rows!: NodeListOf<SeriesRow>;

  private readonly letters = new LetterKeysController(this);
  private marks: FavouriteMarks = favouriteMarks(NOTHING_SAID);
  /** How many favourites there are over all series. */
  private favouriteCount = 0;

  constructor() {
    super();
    new WindowListener(this, 'keydown', (event) => {
      this.onKey(event);
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const before = changed.get('state');
    const { favourites, notFavourites, series } = this.state;
    if (
      before?.favourites === favourites &&
      before.notFavourites === notFavourites &&
      before.series === series
    )
      return;
    this.marks = favouriteMarks(this.state);
    this.favouriteCount = series.reduce(
      (count, { photos }) =>
        count + photos.filter((photo) => isFavourite(photo, this.marks)).length,
      0,
    );
  }

  protected override render(): TemplateResult {
    const { series, scan } = this.state;
    const runs = scan !== undefined && isRunning(scan);
    if (runs || series.length === 0)
      return html`<div class="page">${emptyState(noSeries(runs))}</div>`;
    return html`<div class="page stack">
      <h1 tabindex="-1">${seriesCountWords(series.length)}</h1>
      <p class="intro soft">
        Photos of one camera, taken seconds apart, that look alike and are not
        the same. Mark your favourites with a star; what its file or XMP sidecar
        rates with ${FAVOURITE_RATING} or 5 stars has one already, and so have
        the favourites of a Google Takeout. Nothing is moved or removed by it.
      </p>
      <div class="tools">
        ${this.letters.isOn ? this.renderKeys() : nothing}
        ${
          this.favouriteCount === 0
            ? nothing
            : html`<button @click=${this.onSave}>
                ${icon('download', 16)} Save
                ${countOf(this.favouriteCount, 'favourite')} as CSV
              </button>`
        }
      </div>
      <lit-virtualizer
        role="list"
        aria-label="Bursts and series"
        .items=${[...series]}
        .keyFunction=${keyOf}
        .renderItem=${this.renderSeries}
        @twin-pick-photo=${this.onPickPhoto}
        @twin-favourite=${this.onFavourite}
      ></lit-virtualizer>
    </div>`;
  }

  private renderKeys(): TemplateResult {
    return html`<p class="keys small soft">
      <kbd>←</kbd><kbd>→</kbd><span>photos</span> <kbd>↑</kbd><kbd>↓</kbd
      ><span>series</span> <kbd>F</kbd><span>favourite</span> <kbd>Z</kbd
      ><span>take back</span>
    </p>`;
  }

  private readonly renderSeries = (series: ShotSeries): TemplateResult =>
    html`<div class="item" role="listitem">
      <twin-series-row
        data-series=${series.id}
        .engine=${this.engine}
        .series=${series}
        .marks=${this.marks}
        .roots=${this.state.roots}
        .current=${this.current}
      ></twin-series-row>
    </div>`;

  private onKey(event: KeyboardEvent): void {
    if (isTyping(event) || this.state.series.length === 0) return;
    if (event.composedPath().some((one) => one instanceof HTMLDialogElement))
      return;
    const command = seriesCommandOfKey(event, this.letters.isOn);
    if (command === undefined) return;
    event.preventDefault();
    this.do(command);
  }

  private do(command: SeriesCommand): void {
    const { series } = this.state;
    if (command === 'undo') {
      void this.undo();
      return;
    }
    const place = placeOf(series, this.current);
    if (command === 'favourite') {
      if (place === undefined) announce(this, 'Go to a photo first');
      else this.toggle(this.current);
      return;
    }
    const key = besidePhoto(series, place, command);
    if (key === undefined) announce(this, 'There is nothing further');
    else void this.goToPhoto(key);
  }

  private async goToPhoto(key: FileKey): Promise<void> {
    this.current = key;
    const at = placeOf(this.state.series, key)?.series ?? 0;
    for (let turn = 0; turn < ROW_TURNS; turn += 1) {
      await this.updateComplete;
      // Another key was pressed meanwhile.
      if (this.current !== key || (await this.focusPhoto(at, key))) return;
      if (turn === 0) {
        this.list?.element(at)?.scrollIntoView({ block: 'center' });
      }
      await nextFrame();
    }
  }

  /** @returns whether it was on the page */
  private async focusPhoto(at: number, key: FileKey): Promise<boolean> {
    const id = this.state.series[at]?.id;
    const row = [...this.rows].find(({ series }) => series.id === id);
    await row?.updateComplete;
    return row?.focusPhoto(key) === true;
  }

  private toggle(key: FileKey | undefined): void {
    const place = placeOf(this.state.series, key);
    const photo = place && this.state.series[place.series]?.photos[place.photo];
    if (photo === undefined) return;
    const name = fileName(splitFileKey(photo.key).path);
    announce(
      this,
      isFavourite(photo, this.marks)
        ? `${name} is no favourite any more`
        : `${name} is a favourite`,
    );
    void this.engine.toggleFavourite(photo.content);
  }

  private async undo(): Promise<void> {
    if (!this.state.canUndoDecision) {
      announce(this, 'There is nothing to take back');
      return;
    }
    const place = await this.engine.undoDecision();
    announce(this, 'Taken back');
    // It was a decision about duplicates: shown where it was made.
    if (place !== undefined) goTo(reviewHash(place.group));
  }

  private onSave(): void {
    void this.save();
  }

  private async save(): Promise<void> {
    const file = await this.engine.report('favourites-csv');
    saveFile(file);
    announce(this, `Saved ${file.name}`);
  }

  private onPickPhoto(event: HTMLElementEventMap['twin-pick-photo']): void {
    this.current = event.detail;
  }

  private onFavourite(event: HTMLElementEventMap['twin-favourite']): void {
    this.current = event.detail;
    this.toggle(event.detail);
  }
}

function noSeries(runs: boolean): EmptyState {
  const link = { href: '#/scan', words: 'Back to the scan' };
  return runs
    ? {
        heading: 'Series are put together after the scan.',
        words:
          'Which photos belong together is known when every photo has been read.',
        link,
      }
    : {
        heading: 'No bursts or series.',
        words: `Photos come up here when one camera took them within ${LONGEST_PAUSE_S} seconds of each other and they look alike.`,
        link,
      };
}

function keyOf({ id }: ShotSeries): string {
  return id;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-similar-view': SimilarView;
  }
}
