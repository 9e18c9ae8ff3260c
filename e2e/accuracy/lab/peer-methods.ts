import type { PerceptualHashes } from '../../../src/domain/fingerprint.ts';
import { hammingBits } from '../../../src/domain/hamming.ts';

/** A way of finding copies by one hash and one threshold, upright only, as other programs do. */
export interface PeerMethod {
  /** With its threshold, for the table's heading. */
  name: string;
  hash: (hashes: PerceptualHashes) => Uint8Array;
  thresholdBits: number;
}

/**
 * Hashes of 64 bits at 10, imagededup's default; of 256 bits at 15, the middle of czkawka's
 * choices for that size; PDQ at 31, the threshold its authors recommend.
 */
export const PEER_METHODS: readonly PeerMethod[] = [
  { name: 'pHash8 ≤ 10', hash: ({ pHash64 }) => pHash64, thresholdBits: 10 },
  { name: 'dHash8 ≤ 10', hash: ({ dHash64 }) => dHash64, thresholdBits: 10 },
  { name: 'aHash8 ≤ 10', hash: ({ aHash64 }) => aHash64, thresholdBits: 10 },
  { name: 'pHash16 ≤ 15', hash: ({ pHash256 }) => pHash256, thresholdBits: 15 },
  { name: 'dHash16 ≤ 15', hash: ({ dHash256 }) => dHash256, thresholdBits: 15 },
  { name: 'aHash16 ≤ 15', hash: ({ aHash256 }) => aHash256, thresholdBits: 15 },
  { name: 'PDQ ≤ 31', hash: ({ pdq256 }) => pdq256, thresholdBits: 31 },
];

/** Names of the methods that call two pictures the same. */
export function peersThatJoin(
  first: PerceptualHashes,
  second: PerceptualHashes,
): string[] {
  return PEER_METHODS.filter(({ hash, thresholdBits }) => {
    const bits = hammingBits(hash(first), hash(second));
    return bits !== undefined && bits <= thresholdBits;
  }).map(({ name }) => name);
}

/** How many pairs each method joins. */
export function countPeerPairs(
  all: readonly PerceptualHashes[],
): Record<string, number> {
  const counts = Object.fromEntries(PEER_METHODS.map(({ name }) => [name, 0]));
  all.forEach((first, at) => {
    for (const second of all.slice(at + 1)) {
      for (const name of peersThatJoin(first, second)) {
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
  });
  return counts;
}
