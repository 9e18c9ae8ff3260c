import type { HashDistances } from '../../domain/judge-edge.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { CodeBytes } from '../kernels/hamming-join.ts';

/** Bytes of the hash that decides under these settings. PDQ has one size. */
export function decidingBytes(settings: MatchingSettings): CodeBytes {
  return settings.algorithm === 'pdq' || settings.hashSize === 16 ? 32 : 8;
}

/** A hash of one form and size. */
export type HashPart =
  | 'pHash64'
  | 'pHash256'
  | 'pdq256'
  | 'aHash64'
  | 'aHash256'
  | 'dHash64'
  | 'dHash256'
  | 'wHash64'
  | 'wHash256';

/** Which hash decides under these settings. */
export function decidingPart({
  algorithm,
  hashSize,
}: MatchingSettings): HashPart {
  const isSmall = hashSize === 8;
  switch (algorithm) {
    case 'phash':
      return isSmall ? 'pHash64' : 'pHash256';
    case 'pdq':
      return 'pdq256';
    case 'dhash':
      return isSmall ? 'dHash64' : 'dHash256';
    case 'ahash':
      return isSmall ? 'aHash64' : 'aHash256';
    case 'whash':
      return isSmall ? 'wHash64' : 'wHash256';
  }
}

/**
 * The place in DIHEDRAL_TRANSFORMS of what undoes the transform at this place: two quarter turns
 * swap, all others undo themselves.
 */
export function inverseVariant(variant: number): number {
  if (variant === 1) return 3;
  return variant === 3 ? 1 : variant;
}

/** The distance that the threshold is held against. */
export function distanceThatDecides(
  measured: HashDistances,
  settings: MatchingSettings,
): number {
  return (
    measured.decidingBits ??
    (settings.hashSize === 8 && settings.algorithm !== 'pdq'
      ? measured.pHash64Bits
      : measured.pHash256Bits)
  );
}
