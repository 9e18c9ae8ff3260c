import type { ContentHash } from '../../domain/photo-id.ts';
import { lengthened, trimmed } from './matcher-columns.ts';
import { KeyTable } from './matcher-key-table.ts';
import { NearColumn } from './matcher-near-column.ts';

const CONTENT_BYTES = 32;
const LARGEST_SIDE = 2 ** 16 - 1;
const LARGEST_TIME = 2 ** 32 - 1;
const MOST_CAMERAS = 2 ** 16;
const HIGHEST_RATING = 2 ** 8 - 1;

/** When and by which camera, for those that say both. */
export interface Taken {
  takenS: number;
  /** A number for each maker and model. */
  camera: number;
  /** Stars, 1–5. */
  rating?: number;
}

/** What is always known of a held content. */
export interface ContentColumns {
  /** The number of its picture. */
  picture: number;
  widthPx: number;
  heightPx: number;
  isFlat: boolean;
  /** Of photos only: documents and flat pictures are alike in other ways. */
  taken: Taken | undefined;
}

/** Contents by their hash, each with a number (slot), about 50 bytes each. */
export class ContentShelf {
  readonly keys = new KeyTable<ContentHash>(CONTENT_BYTES);
  private readonly pictures = new NearColumn();
  private widths = new Uint16Array(0);
  private heights = new Uint16Array(0);
  private flat = new Uint8Array(0);
  private times = new Uint32Array(0);
  private cameras = new Uint16Array(0);
  /** 0 for none. */
  private ratings = new Uint8Array(0);
  /** Facts that are more than the columns can say; those that are nothing beside 0 stand there. */
  private readonly odd = new Map<number, ContentColumns>();

  add(content: ContentHash, facts: ContentColumns): number {
    const slot = this.keys.put(content);
    this.makeRoom();
    const { picture, widthPx, heightPx, isFlat, taken } = facts;
    this.pictures.set(slot, picture);
    if (isPlain(facts)) this.odd.delete(slot);
    else this.odd.set(slot, facts);
    this.widths[slot] = widthPx;
    this.heights[slot] = heightPx;
    this.flat[slot] = Number(isFlat);
    this.times[slot] = taken?.takenS ?? 0;
    this.cameras[slot] = taken?.camera ?? 0;
    this.ratings[slot] = taken?.rating ?? 0;
    return slot;
  }

  remove(slot: number): void {
    this.odd.delete(slot);
    this.keys.remove(slot);
  }

  pictureOf(slot: number): number {
    return this.pictures.at(slot) ?? 0;
  }

  at(slot: number): ContentColumns {
    const odd = this.odd.get(slot);
    if (odd !== undefined) return odd;
    return {
      picture: this.pictureOf(slot),
      widthPx: this.widths[slot] ?? 0,
      heightPx: this.heights[slot] ?? 0,
      isFlat: this.flat[slot] === 1,
      taken: this.takenAt(slot),
    };
  }

  /** Gives back what growing left empty. */
  settle(): void {
    const { end } = this.keys;
    this.pictures.settle();
    this.widths = trimmed(this.widths, end);
    this.heights = trimmed(this.heights, end);
    this.flat = trimmed(this.flat, end);
    this.times = trimmed(this.times, end);
    this.cameras = trimmed(this.cameras, end);
    this.ratings = trimmed(this.ratings, end);
  }

  private takenAt(slot: number): Taken | undefined {
    const takenS = this.times[slot] ?? 0;
    // Midnight of 1970-01-01 is what cameras without a clock say: it is among the odd ones.
    if (takenS === 0) return undefined;
    const camera = this.cameras[slot] ?? 0;
    const rating = this.ratings[slot] ?? 0;
    return { takenS, camera, ...(rating === 0 ? {} : { rating }) };
  }

  private makeRoom(): void {
    const { end } = this.keys;
    this.widths = lengthened(this.widths, end);
    this.heights = lengthened(this.heights, end);
    this.flat = lengthened(this.flat, end);
    this.times = lengthened(this.times, end);
    this.cameras = lengthened(this.cameras, end);
    this.ratings = lengthened(this.ratings, end);
  }
}

function isPlain({ widthPx, heightPx, taken }: ContentColumns): boolean {
  return (
    isWithin(widthPx, 0, LARGEST_SIDE) &&
    isWithin(heightPx, 0, LARGEST_SIDE) &&
    (taken === undefined ||
      (isWithin(taken.takenS, 1, LARGEST_TIME) &&
        taken.camera < MOST_CAMERAS &&
        isWithin(taken.rating ?? 1, 1, HIGHEST_RATING)))
  );
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
