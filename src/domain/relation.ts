import type { DihedralTransform } from './fingerprint.ts';

/**
 * How a member relates to the keeper: exactly one kind per edge. No rule of now gives `similar-shot`:
 * similar shots are no members, they have a list of their own (similar-shots.ts). Whoever acts on a
 * group or reports it is ready for it all the same. `other` is what only the hashes and thumbnails propose:
 * it may be a copy that was changed or cropped, or another shot, and nobody has looked closely.
 */
export const RELATION_KINDS = [
  'identical-bytes',
  'identical-pixels',
  're-encoded',
  'resized',
  'edited',
  'cropped',
  'rotated-or-mirrored',
  'similar-shot',
  'other',
] as const;

export type RelationKind = (typeof RELATION_KINDS)[number];

export interface Relation {
  kind: RelationKind;
  /** Which turn or mirror takes the keeper to the member; `upright` when none. */
  transform: DihedralTransform;
}

/** What was measured between two contents, and the rule that accepted them. Shown on request. */
export interface EdgeEvidence {
  /** Hamming distance of pHash-64 under `transform`, 0–64 bits. */
  pHash64Bits?: number;
  /** Hamming distance of pHash-256 under `transform`, 0–256 bits. */
  pHash256Bits?: number;
  /** Distance of the deciding hash, when that is not pHash-256. */
  decidingBits?: number;
  /** Normalised cross-correlation of the luma thumbnails, −1…1. */
  ncc?: number;
  /** Largest difference of a cell of the 4×4 colour signature in Cb or Cr, 0–255. */
  chromaDifference?: number;
  /** |ln(aspect A / aspect B)| */
  aspectDifference?: number;
  /** What the second look at common resolution measured. */
  closeLook?: PairMeasure;
  /** The rule that accepted the edge, in words. */
  rule: string;
}

/**
 * Two pictures decoded again and compared at their common resolution (long side ≤ 512 px), after
 * alignment and a tone fit. Tiles are squares of 32 px; tiles without texture do not count.
 */
export interface PairMeasure {
  /** Which turn or mirror takes the first picture to the second. */
  transform: DihedralTransform;
  /** Common size at which they were compared. */
  widthPx: number;
  heightPx: number;
  /** NCC over the whole overlap, −1…1. */
  ncc: number;
  /** Lowest NCC of a textured tile, −1…1; 1 when no tile has texture. */
  worstTileNcc: number;
  /** Share of textured tiles whose NCC is under 0.8, 0–1. */
  badTileShare: number;
  /** Largest mean absolute luma difference of a tile after the tone fit, 0–255. */
  worstTileDifference: number;
  /** Fitted gain and offset: second ≈ gain · first + offset. */
  gain: number;
  offset: number;
  /** Part of the first picture that the second shows, 0–1; under 1 means cropped. */
  overlap: number;
  /** Part of the second picture that the first shows, 0–1; under 1 means a border, or that the first is cropped. */
  secondOverlap?: number;
  /** Median NCC of the textured tiles, −1…1; 1 when no tile has texture. */
  medianTileNcc?: number;
  /** Share of the tiles that have texture, 0–1: with few of them the tiles say little. */
  texturedTileShare?: number;
  /** Fine detail of the second relative to the first at common resolution; under 1 means softer. */
  detailRatio?: number;
  /** Share of the textured tiles that are bad and not at the rim, 0–1: a turn spoils the rim only. */
  badInnerTileShare?: number;
  /** Of what the first shows beyond the second: share of one level, 0–1; absent when nothing. */
  firstMarginFlat?: number;
  /** Share of the first beside that, inside the second's edge, that is of another level, 0–1. */
  firstMarginEdge?: number;
  /** The same of what the second shows beyond the first. */
  secondMarginFlat?: number;
  secondMarginEdge?: number;
  /** Full-size pixels of the first per full-size pixel of the second, along a line; 1 when equal. */
  scale?: number;
  /** Where something is drawn: steepness of the second along its outlines against the first, dB. */
  outlineDb?: number;
  /**
   * The same difference (of squared slopes) in parts of that of what differs: about −1 when drawn on the
   * first, 1 on the second; beyond where outlines of the scene were changed.
   */
  outlineGain?: number;
  /** Share of the differing area that is flat in the second less that in the first, −1…1. */
  flatGain?: number;
  /** Share of the smallest rectangle around the differing area that differs, 0–1. */
  changedFill?: number;
  /** Share that is at an end of the scale in the second and not in the first, less the reverse. */
  clippedGain?: number;
  /**
   * How plainly the first shows the steps of the second's JPEG table at full size: 0 when it was
   * not made from the second, to 1 when it was. Only where both have one scale.
   */
  firstOnSecondSteps?: number;
  /** The same of the second and the first's table. */
  secondOnFirstSteps?: number;
  /**
   * Finest detail that the smaller picture has more than the larger one brought to its size, dB;
   * over about 2.5 the larger one was enlarged. Only where the scales differ.
   */
  enlargementDb?: number;
  /**
   * What the smaller picture does not foretell of the larger, against what the larger does not
   * foretell of the smaller and against what is too fine for the smaller to show, dB: 5 and more
   * where the smaller was reduced, less where the larger was enlarged. Only for two sizes of a whole
   * upright picture.
   */
  unforetoldDb?: number;
  /**
   * What is too fine for the smaller picture to show, against what the larger does not foretell of it,
   * dB: over 0 where the larger foretells it well. Measured with `unforetoldDb`.
   */
  foretoldDb?: number;
  /** Finest detail that the second has more than the first at full size, dB. Only at one scale. */
  finestDb?: number;
  /**
   * Share of the first's JPEG frequencies that are not the second's, rounded to the first's steps:
   * near 0 when it was saved straight from the second. Only where both are upright and of one size.
   */
  firstResaveMisfit?: number;
  /** The same of the second's, from the first. */
  secondResaveMisfit?: number;
  /**
   * Where the first shows the steps of an earlier, coarser JPEG that the second does not show: share
   * of its frequencies that are not the second's, rounded to those steps. Near 0 when the first was
   * made from the second by two savings.
   */
  firstEarlierMisfit?: number;
  /** The same of the second, from the first. */
  secondEarlierMisfit?: number;
  /** Standard deviation of the finest noise of each at full size, levels of luma. */
  firstNoise?: number;
  secondNoise?: number;
  /**
   * How much the worst part of 8 px differs at up to 2048 px, against what parts with its structure
   * do in this pair: under about 3 in copies. Only where each shows the whole of the other.
   */
  partMisfit?: number;
  /** Correlation of what the plainest third of those parts shows, −1…1: of one shot's grain near 1. */
  grainAgreement?: number;
  /** Standard deviation of that in each, levels of luma. */
  firstGrain?: number;
  secondGrain?: number;
}
