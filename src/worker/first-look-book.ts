import { FIRST_LOOK } from '../domain/first-look.ts';
import { hammingBits } from '../domain/hamming.ts';
import type { Thumb, ThumbEdge } from '../protocol/matcher-protocol.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import { CodeIndex } from './matcher/matcher-code-index.ts';

const PHASH64_BYTES = 8;
const PHASH256_BYTES = 32;
const FIRST_CAPACITY = 256;

/**
 * Provisional groups from thumbnails, as they come: stars around the first of each, never chains.
 * A thumbnail near one that is no member of a group joins it; else it may become the first of a
 * group itself. Members are not compared with later ones, so a thousand shots of one scene cost
 * no more than one. What has been said is never taken back here: the full pass does that.
 */
export class FirstLookBook {
  private readonly index: CodeIndex;
  /** Of each possible head, in the order of arrival. */
  private readonly files: number[] = [];
  private deciding = new Uint8Array(FIRST_CAPACITY * PHASH256_BYTES);

  constructor(kernels: Kernels) {
    this.index = new CodeIndex(kernels, PHASH64_BYTES);
  }

  /** Which of these join which; each at most once. */
  add(thumbs: readonly Thumb[]): ThumbEdge[] {
    const near = this.nearHeads(thumbs);
    const edges: ThumbEdge[] = [];
    const fresh: { thumb: Thumb; slot: number }[] = [];
    thumbs.forEach((thumb, at) => {
      const slots = near.get(at) ?? [];
      for (const { thumb: other, slot } of fresh) {
        const bits = hammingBits(thumb.pHash64, other.pHash64);
        if ((bits ?? Infinity) <= FIRST_LOOK.pHash64Bits) slots.push(slot);
      }
      const head = this.closest(thumb, slots);
      if (head === undefined) {
        fresh.push({ thumb, slot: this.hold(thumb) });
      } else {
        edges.push({ head, file: thumb.file });
      }
    });
    for (const { thumb, slot } of fresh) {
      this.index.table.add(thumb.pHash64, slot);
    }
    return edges;
  }

  /** Slots of heads near each of these, by its place in the list. */
  private nearHeads(thumbs: readonly Thumb[]): Map<number, number[]> {
    const near = new Map<number, number[]>();
    if (this.files.length === 0) return near;
    const queries = new Uint8Array(thumbs.length * PHASH64_BYTES);
    thumbs.forEach(({ pHash64 }, at) => {
      queries.set(pHash64, at * PHASH64_BYTES);
    });
    for (const triples of this.index.near(queries, FIRST_LOOK.pHash64Bits)) {
      for (let i = 0; i < triples.length; i += 3) {
        const query = triples[i] ?? 0;
        const slots = near.get(query) ?? [];
        slots.push(...this.index.table.ownersAt(triples[i + 1] ?? 0));
        near.set(query, slots);
      }
    }
    return near;
  }

  /** The file among these heads that looks most like it, if any is near enough. */
  private closest(
    { pHash256 }: Thumb,
    slots: readonly number[],
  ): number | undefined {
    let best: number | undefined;
    let least = FIRST_LOOK.pHash256Bits + 1;
    for (const slot of slots.toSorted((a, b) => a - b)) {
      const from = slot * PHASH256_BYTES;
      const held = this.deciding.subarray(from, from + PHASH256_BYTES);
      const bits = hammingBits(pHash256, held) ?? Infinity;
      if (bits < least) {
        best = this.files[slot];
        least = bits;
      }
    }
    return best;
  }

  private hold({ file, pHash256 }: Thumb): number {
    const slot = this.files.length;
    this.files.push(file);
    const from = slot * PHASH256_BYTES;
    if (from + PHASH256_BYTES > this.deciding.length) {
      const larger = new Uint8Array(this.deciding.length * 2);
      larger.set(this.deciding);
      this.deciding = larger;
    }
    this.deciding.set(pHash256, from);
    return slot;
  }
}
