import type { BucketList } from '../kernels/bucket-join.ts';
import { isBucketJoinFaster } from '../kernels/choose-join.ts';
import type { CodeBytes } from '../kernels/hamming-join.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { CodeTable } from './matcher-code-table.ts';

/** Codes added since the last sorting are compared one by one up to this many … */
const LARGEST_TAIL = 8192;
/** … or this share of all, whichever is more; then everything is sorted anew. */
const LARGEST_TAIL_SHARE = 1 / 16;

/**
 * A table of codes that answers which of them are near: sorted into buckets once there are many,
 * with a tail of codes that came later. Sorted, a 64-bit code takes 48 bytes more.
 */
export class CodeIndex {
  readonly table: CodeTable;
  private readonly kernels: Kernels;
  private sorted: BucketList | undefined;

  constructor(kernels: Kernels, bytesPerCode: CodeBytes) {
    this.kernels = kernels;
    this.table = new CodeTable(bytesPerCode);
  }

  /**
   * All places within the radius of these codes, as triples (place in `queries`, place in the
   * table, distanceBits), a batch at a time. Nothing may be added before the last batch.
   */
  *near(queries: Uint8Array, radiusBits: number): Generator<Uint32Array> {
    const { bytesPerCode, count } = this.table;
    const queryCount = queries.length / bytesPerCode;
    const isSorted = this.sorted !== undefined;
    if (
      bytesPerCode === 32 ||
      !isBucketJoinFaster(queryCount, count, radiusBits, isSorted)
    ) {
      yield* this.brute(queries, radiusBits, 0);
      return;
    }
    const stored = this.sortedList();
    yield* this.kernels.bucketJoinBatches({
      queries: this.kernels.bucketList(queries, false),
      stored,
      radiusBits,
    });
    if (stored.count < count) {
      yield* this.brute(queries, radiusBits, stored.count);
    }
  }

  /** Forgets the sorted form, which the next join makes anew if it needs it, and gives back what growing left empty. */
  settle(): void {
    this.sorted = undefined;
    this.table.settle();
  }

  private sortedList(): BucketList {
    const { count, bytes } = this.table;
    const tail = count - (this.sorted?.count ?? 0);
    if (
      this.sorted === undefined ||
      tail > Math.max(LARGEST_TAIL, count * LARGEST_TAIL_SHARE)
    ) {
      this.sorted = this.kernels.bucketList(bytes, true);
    }
    return this.sorted;
  }

  /** Compares with every code from a place on. */
  private *brute(
    queries: Uint8Array,
    radiusBits: number,
    from: number,
  ): Generator<Uint32Array> {
    const { bytesPerCode, bytes } = this.table;
    const batches = this.kernels.joinBatches({
      queries,
      stored: bytes.subarray(from * bytesPerCode),
      bytesPerCode,
      radiusBits,
    });
    for (const triples of batches) {
      for (let at = 1; at < triples.length; at += 3) {
        triples[at] = (triples[at] ?? 0) + from;
      }
      yield triples;
    }
  }
}
