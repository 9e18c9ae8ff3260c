import type { HashDistances } from '../domain/judge-edge.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type Fingerprint,
  type PerceptualHashes,
} from '../domain/fingerprint.ts';
import { hammingBits } from '../domain/hamming.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { CodeBytes } from './kernels/hamming-join.ts';

/** Bytes of the hash that decides under these settings. PDQ has one size. */
export function decidingBytes(settings: MatchingSettings): CodeBytes {
  return settings.algorithm === 'pdq' || settings.hashSize === 16 ? 32 : 8;
}

/** The hash that decides under these settings, upright. */
export function decidingHash(
  hashes: PerceptualHashes,
  { algorithm, hashSize }: MatchingSettings,
): Uint8Array {
  const isSmall = hashSize === 8;
  switch (algorithm) {
    case 'phash':
      return isSmall ? hashes.pHash64 : hashes.pHash256;
    case 'pdq':
      return hashes.pdq256;
    case 'dhash':
      return isSmall ? hashes.dHash64 : hashes.dHash256;
    case 'ahash':
      return isSmall ? hashes.aHash64 : hashes.aHash256;
    case 'whash':
      return isSmall ? hashes.wHash64 : hashes.wHash256;
  }
}

/** pHash-64 of a picture under the transform at this place of DIHEDRAL_TRANSFORMS. */
export function turnedPHash64(
  { dihedralPHash64 }: PerceptualHashes,
  variant: number,
): Uint8Array {
  return dihedralPHash64.subarray(variant * 8, variant * 8 + 8);
}

/**
 * Distances of one picture under a transform to another one upright.
 *
 * @param variant place in DIHEDRAL_TRANSFORMS of what takes `from` to `to`
 * @returns undefined when a hash is missing on either side
 */
export function measureHashes(
  from: Fingerprint,
  to: Fingerprint,
  variant: number,
  settings: MatchingSettings,
): HashDistances | undefined {
  const transform = DIHEDRAL_TRANSFORMS[variant];
  if (transform === undefined) throw new Error(`no transform ${variant}`);
  const pHash64Bits = hammingBits(
    turnedPHash64(from.hashes, variant),
    to.hashes.pHash64,
  );
  const pHash256Bits = hammingBits(
    from.hashes.dihedralPHash256.subarray(variant * 32, variant * 32 + 32),
    to.hashes.pHash256,
  );
  if (pHash64Bits === undefined || pHash256Bits === undefined) return undefined;
  const measured = { transform, pHash64Bits, pHash256Bits };
  // Only pHash has turned forms: for a turned pair pHash decides, whatever was chosen.
  if (settings.algorithm === 'phash' || variant !== 0) return measured;
  const decidingBits = hammingBits(
    decidingHash(from.hashes, settings),
    decidingHash(to.hashes, settings),
  );
  return decidingBits === undefined ? undefined : { ...measured, decidingBits };
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
