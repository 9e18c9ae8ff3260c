import { PackedColumn } from '../../domain/packed-column.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import { KeyTable } from './matcher-key-table.ts';
import { NearColumn } from './matcher-near-column.ts';

const CONTENT_BYTES = 32;
/** What there is of a content, a bit each. */
const HAS = { isFlat: 1, taken: 2, rating: 4 } as const;

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

/** Contents by their hash, each with a number (slot), about 45 bytes each. */
export class ContentShelf {
  readonly keys = new KeyTable<ContentHash>(CONTENT_BYTES);
  private readonly pictures = new NearColumn();
  private readonly widths = new PackedColumn();
  private readonly heights = new PackedColumn();
  /** Bits of HAS: what it says nothing of may stand in the columns below, of another content. */
  private readonly present = new PackedColumn();
  private readonly times = new PackedColumn();
  private readonly cameras = new PackedColumn();
  private readonly ratings = new PackedColumn();

  add(content: ContentHash, facts: ContentColumns): number {
    const slot = this.keys.put(content);
    const { picture, widthPx, heightPx, isFlat, taken } = facts;
    this.pictures.set(slot, picture);
    this.widths.set(slot, widthPx);
    this.heights.set(slot, heightPx);
    let present = isFlat ? HAS.isFlat : 0;
    if (taken !== undefined) {
      present |= HAS.taken;
      this.times.set(slot, taken.takenS);
      this.cameras.set(slot, taken.camera);
      if (taken.rating !== undefined) {
        present |= HAS.rating;
        this.ratings.set(slot, taken.rating);
      }
    }
    this.present.set(slot, present);
    return slot;
  }

  remove(slot: number): void {
    this.keys.remove(slot);
  }

  pictureOf(slot: number): number {
    return this.pictures.at(slot) ?? 0;
  }

  at(slot: number): ContentColumns {
    const present = this.present.at(slot);
    return {
      picture: this.pictureOf(slot),
      widthPx: this.widths.at(slot),
      heightPx: this.heights.at(slot),
      isFlat: (present & HAS.isFlat) !== 0,
      taken: this.takenAt(slot, present),
    };
  }

  /** Gives back what growing left empty. */
  settle(): void {
    this.pictures.settle();
  }

  private takenAt(slot: number, present: number): Taken | undefined {
    if ((present & HAS.taken) === 0) return undefined;
    const taken = {
      takenS: this.times.at(slot),
      camera: this.cameras.at(slot),
    };
    return (present & HAS.rating) === 0
      ? taken
      : { ...taken, rating: this.ratings.at(slot) };
  }
}
