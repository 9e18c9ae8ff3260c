import { DEFAULT_KEEPER, type KeeperSettings } from './keeper-settings.ts';

/** Hashes that may decide whether two photos are the same picture. */
export const DECIDING_ALGORITHMS = [
  'phash',
  'pdq',
  'dhash',
  'ahash',
  'whash',
] as const;
export type DecidingAlgorithm = (typeof DECIDING_ALGORITHMS)[number];

/** Changing one of these re-groups at once and re-reads nothing. */
export interface MatchingSettings {
  algorithm: DecidingAlgorithm;
  /** 8 → 64 bits, 16 → 256 bits; PDQ is always 256. */
  hashSize: 8 | 16;
  /** Largest distance of the deciding hash that still counts, bits. */
  thresholdBits: number;
  /** Photos with a shorter side below this are listed, not compared. */
  minShortSidePx: number;
  /** Look a second time, at common resolution, before calling two photos the same. */
  isRefined: boolean;
  /** Also find turned and mirrored copies. */
  matchesRotations: boolean;
  /**
   * Also find copies of which up to a fifth was cut off, or that carry a bar with words. They are
   * never proposed for removal.
   */
  matchesCrops: boolean;
}

/** Changing one of these means walking the folder again; known files are not read again. */
export interface ListingSettings {
  includesHidden: boolean;
  /** Glob patterns against the path, `*` within a part, `**` across parts. */
  excludePatterns: readonly string[];
}

/** Changing one of these means some or all files must be read again. */
export interface FingerprintSettings {
  /** Pictures with more pixels are refused by their header, before any memory is taken. */
  maxMegapixels: number;
  /** `portable` decodes with the WASM codecs only, so that every browser sees the same pixels. */
  decoders: 'fastest' | 'portable';
}

export interface Settings {
  matching: MatchingSettings;
  keeper: KeeperSettings;
  listing: ListingSettings;
  fingerprint: FingerprintSettings;
}

/** Bump the number when the analyzer's output changes: stored fingerprints are then made again. */
const ANALYZER_VERSION = 17;

/** Names the way of fingerprinting; stored with each file and compared on resume. */
export function pipelineVersion(settings: FingerprintSettings): string {
  return `${ANALYZER_VERSION}-${settings.decoders}`;
}

export const DEFAULT_SETTINGS: Settings = {
  matching: {
    algorithm: 'phash',
    hashSize: 16,
    thresholdBits: 53,
    minShortSidePx: 100,
    isRefined: true,
    matchesRotations: true,
    matchesCrops: false,
  },
  keeper: DEFAULT_KEEPER,
  listing: { includesHidden: false, excludePatterns: [] },
  fingerprint: { maxMegapixels: 300, decoders: 'fastest' },
};

/**
 * Thresholds by hash and size: the largest within which at most one in a million of 7.1 million pairs
 * of different photos lies, for PDQ the one of its makers. aHash and wHash have none; theirs leave
 * little more than equal pictures.
 */
export function usualThresholdBits(
  algorithm: DecidingAlgorithm,
  hashSize: 8 | 16,
): number {
  const usual: Record<DecidingAlgorithm, readonly [number, number]> = {
    phash: [4, 53],
    pdq: [31, 31],
    dhash: [2, 33],
    ahash: [2, 8],
    whash: [2, 8],
  };
  return usual[algorithm][hashSize === 8 ? 0 : 1];
}
