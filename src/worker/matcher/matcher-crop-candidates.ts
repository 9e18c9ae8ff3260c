import type { PictureKey } from '../../domain/build-groups.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { CodeIndex } from './matcher-code-index.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import type { Candidate } from './matcher-measure-pairs.ts';
import { FREE_WINDOWS } from './matcher-window-codes.ts';
import type { WindowShelf } from './matcher-window-shelf.ts';

/** Radius of the join of window codes, bits; the second look decides on what it proposes. */
const RADIUS_BITS = 10;
/** Pictures whose windows are asked about at once: bounds the memory for queries. */
const PICTURES_AT_ONCE = 1024;
const CODE_BYTES = 8;

/**
 * Finds crops: windows of one picture against whole others, in both directions; and pictures with
 * a bar across one end: a window that leaves the end out against the same window of others.
 * Upright only. Holds what it was given, so known pictures are asked about new ones too.
 */
export class CropCandidates {
  private readonly kernels: Kernels;
  private readonly shelf: HashShelf;
  private readonly windows: WindowShelf;
  /** Whole pictures by pHash-64. */
  private readonly whole: CodeIndex;
  /** For each of FREE_WINDOWS, its codes. */
  private readonly free: readonly CodeIndex[];
  private readonly held = new Set<number>();

  constructor(kernels: Kernels, shelf: HashShelf) {
    this.kernels = kernels;
    this.shelf = shelf;
    this.windows = shelf.windows;
    this.whole = new CodeIndex(kernels, CODE_BYTES);
    this.free = FREE_WINDOWS.map(() => new CodeIndex(kernels, CODE_BYTES));
  }

  /** Holds a picture whose windows are on the shelf, unless it is held. */
  add(picture: PictureKey): void {
    const slot = this.shelf.slotOf(picture);
    const windows = this.windows.of(picture);
    if (slot === undefined || !windows || this.held.has(slot)) return;
    this.held.add(slot);
    this.whole.table.add(this.shelf.code(slot, 'pHash64', 0), slot);
    this.free.forEach(({ table }, at) => {
      table.add(codeAt(windows.free, at), slot);
    });
  }

  remove(picture: PictureKey): void {
    const slot = this.shelf.slotOf(picture);
    const windows = this.windows.of(picture);
    if (slot === undefined || !windows || !this.held.delete(slot)) return;
    this.whole.table.remove(this.shelf.code(slot, 'pHash64', 0), slot);
    this.free.forEach(({ table }, at) => {
      table.remove(codeAt(windows.free, at), slot);
    });
  }

  /**
   * Pairs of these held pictures with all held ones. A pair may come several times, and undefined
   * before each join, where others may be heard: each has some 60 codes of every picture.
   */
  *find(pictures: readonly PictureKey[]): Generator<Candidate | undefined> {
    const fresh: number[] = [];
    const ofFresh = new CodeIndex(this.kernels, CODE_BYTES);
    for (const picture of pictures) {
      const slot = this.shelf.slotOf(picture);
      if (slot === undefined || !this.held.has(slot)) continue;
      fresh.push(slot);
      ofFresh.table.add(this.shelf.code(slot, 'pHash64', 0), slot);
    }
    const isFresh = new Set(fresh);
    const known = [...this.held].filter((slot) => !isFresh.has(slot));
    yield* this.join(fresh, this.whole, (windows) => windows.crops);
    yield* this.join(known, ofFresh, (windows) => windows.crops);
    for (const [at, index] of this.free.entries()) {
      yield* this.join(fresh, index, (windows) => codeAt(windows.free, at));
    }
  }

  private *join(
    slots: readonly number[],
    index: CodeIndex,
    codesOf: (windows: { crops: Uint8Array; free: Uint8Array }) => Uint8Array,
  ): Generator<Candidate | undefined> {
    if (index.table.count === 0) return;
    for (let at = 0; at < slots.length; at += PICTURES_AT_ONCE) {
      yield undefined;
      const part = slots.slice(at, at + PICTURES_AT_ONCE);
      const codes = part.map((slot) => {
        const picture = this.shelf.pictureAt(slot);
        const windows = picture && this.windows.of(picture);
        return windows ? codesOf(windows) : new Uint8Array();
      });
      yield* this.joinPart(part, codes, index);
    }
  }

  private *joinPart(
    slots: readonly number[],
    codes: readonly Uint8Array[],
    index: CodeIndex,
  ): Generator<Candidate> {
    const bytes = codes.reduce((sum, { length }) => sum + length, 0);
    const queries = new Uint8Array(bytes);
    const owners: number[] = [];
    codes.forEach((code, at) => {
      queries.set(code, owners.length * CODE_BYTES);
      for (let i = 0; i < code.length; i += CODE_BYTES) {
        owners.push(slots[at] ?? 0);
      }
    });
    for (const triples of index.near(queries, RADIUS_BITS)) {
      for (let at = 0; at < triples.length; at += 3) {
        const own = owners[triples[at] ?? 0] ?? 0;
        for (const other of index.table.ownersAt(triples[at + 1] ?? 0)) {
          const candidate = this.candidate(own, other);
          if (candidate) yield candidate;
        }
      }
    }
  }

  private candidate(own: number, other: number): Candidate | undefined {
    const a = this.shelf.pictureAt(own);
    const b = this.shelf.pictureAt(other);
    if (a === undefined || b === undefined || a === b) return undefined;
    const pHash64Bits = this.shelf.bits(own, other, 'pHash64', 0);
    const pHash256Bits = this.shelf.bits(own, other, 'pHash256', 0);
    if (pHash64Bits === undefined || pHash256Bits === undefined) {
      return undefined;
    }
    return {
      from: a < b ? a : b,
      to: a < b ? b : a,
      measured: {
        transform: 'upright',
        pHash64Bits,
        pHash256Bits,
        isWindow: true,
      },
    };
  }
}

function codeAt(codes: Uint8Array, at: number): Uint8Array {
  return codes.subarray(at * CODE_BYTES, (at + 1) * CODE_BYTES);
}
