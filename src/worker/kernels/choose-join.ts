import { BUCKET_COUNT, chunkLimits, chunkMasks } from './bucket-join.ts';

/**
 * What the parts of both joins take, ns on one 2-core x86-64 machine. Only their ratios matter:
 * they decide which join is the faster one, never what is found.
 */
const NS = {
  /** Brute force, a pair. */
  pair: 0.5,
  /** Bucket join, a pair in two buckets that are close. */
  bucketPair: 0.8,
  /** Two buckets that are close, either of which may be empty. */
  bucketVisit: 3,
  /** Sorting a code by one chunk. */
  sortedCode: 12,
  /** Bringing a code that was sorted before into the kernels' memory. */
  copiedCode: 2,
  /** One chunk of one list, however short. */
  chunk: 300_000,
};

/** Buckets that hold at least one of so many evenly spread codes. */
function filledBuckets(count: number): number {
  return BUCKET_COUNT * (1 - Math.exp(-count / BUCKET_COUNT));
}

/**
 * Whether the bucket join of two lists of 64-bit codes is expected to take less time than brute
 * force. From about 5,000 codes with themselves at radius 10; later at larger radii.
 *
 * @param isStoredSorted the stored list has been sorted for an earlier join
 */
export function isBucketJoinFaster(
  queryCount: number,
  storedCount: number,
  radiusBits: number,
  isStoredSorted: boolean,
): boolean {
  return (
    radiusBits <= 64 &&
    bucketJoinNs(queryCount, storedCount, radiusBits, isStoredSorted) <
      queryCount * storedCount * NS.pair
  );
}

/** What the bucket join of two lists of 64-bit codes is expected to take, ns. */
export function bucketJoinNs(
  queryCount: number,
  storedCount: number,
  radiusBits: number,
  isStoredSorted: boolean,
): number {
  const pairs = queryCount * storedCount;
  const filled = filledBuckets(Math.min(queryCount, storedCount));
  let bucketNs = 0;
  for (const limit of chunkLimits(radiusBits)) {
    if (limit < 0) continue;
    const visits = chunkMasks(limit).length;
    bucketNs +=
      visits * filled * NS.bucketVisit +
      ((visits * pairs) / BUCKET_COUNT) * NS.bucketPair +
      queryCount * NS.sortedCode +
      storedCount * (isStoredSorted ? NS.copiedCode : NS.sortedCode) +
      2 * NS.chunk;
  }
  return bucketNs;
}
