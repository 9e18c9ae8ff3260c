import { isWhole } from './choose-keeper-flaws-outline.ts';
import type { EdgeCase } from './judge-edge-case.ts';
import {
  COARSE_QUALITY,
  FINE_QUALITY,
  hasOverlay,
  isSameSize,
  isToneKept,
  lesserQuality,
  medianOf,
} from './judge-edge-figures.ts';
import { isAPartOther } from './judge-edge-parts.ts';
import {
  isNoiseAdded,
  isSavedStraight,
  isSharpened,
} from './judge-edge-saving.ts';
import { hasCopyColour } from './judge-edge-unrefined.ts';
import type { PairMeasure } from './relation.ts';

/**
 * Fine detail of plain copies (5–95 %): .92–1.5 at quality 75 or turned, .49 at quality 15;
 * blurred ones have .07–.71. Bringing two sizes together softens one of the two: .72–2.8 scaled
 * down or squeezed, .3–2.5 enlarged.
 */
const SAME_SIZE_DETAIL = { least: 0.8, most: 1.5 };
const RESIZED_DETAIL = { least: 0.65, most: 3.2 };
const ENLARGED_DETAIL = { least: 0.25, most: 4 };
const COARSE_DETAIL = { least: 0.35, most: 2.5 };
/** The larger one has lost detail on the way: see choose-keeper-flaws. */
const ENLARGED_DB = 2.2;
/** Not foretold by the smaller one, dB: half of enlarged pictures, and no others. */
const FORETOLD_DB = -3;
/**
 * Reduced by a usual filter, however soft or sharp: the larger foretells the smaller, which has kept
 * its finest detail. Of 378 such copies 260, and of 175 that were blurred before or after, three.
 */
const REDUCED_STRAIGHT = { foretoldDb: 0, enlargementDb: -6 };
/** Worst tile of a plain copy: .75 at quality 15. */
const PLAIN_WORST_NCC = 0.75;
/**
 * Largest difference of a tile in levels. Plain copies: 3.6 of one size down to quality 40, 5.9 of
 * another size, 6.6 at quality 15; words across the picture 5.3 and more, 95 % over 8.7.
 */
const SAME_SIZE_LEVELS = 4.5;
const RESIZED_LEVELS = 6.5;
const COARSE_LEVELS = 8;
const FINE_MEDIAN_NCC = 0.985;
const FINE_WORST_NCC = 0.93;
const COARSE_MEDIAN_NCC = 0.92;
const COARSE_WORST_NCC = 0.75;
/** Two files of one size and one setting: a second saving with the same tables loses next to nothing. */
const TWIN_MEDIAN_NCC = 0.995;
const TWIN_WORST_NCC = 0.97;
const TWIN_QUALITY_STEPS = 2;

/** No tile is brighter or darker than saving and scaling make it. */
function areLevelsKept(edge: EdgeCase, look: PairMeasure): boolean {
  const fine = isSameSize(edge) ? SAME_SIZE_LEVELS : RESIZED_LEVELS;
  const { firstEarlierMisfit, secondEarlierMisfit } = look;
  const isCoarse =
    lesserQuality(edge) < COARSE_QUALITY ||
    (firstEarlierMisfit ?? secondEarlierMisfit) !== undefined;
  const most = isCoarse ? COARSE_LEVELS : fine;
  return look.worstTileDifference <= most;
}

/** Neither blurred nor sharpened nor made noisy, as far as the formats let one tell. */
function isDetailKept(edge: EdgeCase, look: PairMeasure): boolean {
  const fine = isSameSize(edge) ? SAME_SIZE_DETAIL : RESIZED_DETAIL;
  const kept = lesserQuality(edge) >= FINE_QUALITY ? fine : COARSE_DETAIL;
  const limits =
    (look.enlargementDb ?? 0) >= ENLARGED_DB ? ENLARGED_DETAIL : kept;
  const ratio = look.detailRatio ?? 1;
  const isInside = ratio >= limits.least && ratio <= limits.most;
  return isInside && !isNoiseAdded(look) && !isSharpened(look);
}

/** The smaller foretells the larger by a usual filter: nothing else was done, whatever detail it has. */
function isEnlargedStraight({ unforetoldDb = 0 }: PairMeasure): boolean {
  return unforetoldDb <= FORETOLD_DB;
}

/** The larger foretells the smaller by a usual filter, and nothing smoothed it beside that. */
function isReducedStraight({
  foretoldDb = -Infinity,
  enlargementDb = -Infinity,
}: PairMeasure): boolean {
  return (
    foretoldDb >= REDUCED_STRAIGHT.foretoldDb &&
    enlargementDb >= REDUCED_STRAIGHT.enlargementDb
  );
}

export function isPlain(edge: EdgeCase, look: PairMeasure): boolean {
  return (
    !hasOverlay(edge, look) &&
    !isAPartOther(look) &&
    look.worstTileNcc >= PLAIN_WORST_NCC &&
    isWhole(Math.min(look.overlap, look.secondOverlap ?? 1), look) &&
    isToneKept(look) &&
    areLevelsKept(edge, look) &&
    (isSavedStraight(look) ||
      isEnlargedStraight(look) ||
      isReducedStraight(look) ||
      isDetailKept(edge, look)) &&
    hasCopyColour(edge)
  );
}

/** Two files as a camera writes one after the other: same size, same tables. */
function areTwins({ keeper, member }: EdgeCase): boolean {
  const first = keeper.quality.jpegQuality;
  const second = member.quality.jpegQuality;
  return (
    keeper.widthPx === member.widthPx &&
    keeper.heightPx === member.heightPx &&
    first !== undefined &&
    second !== undefined &&
    Math.abs(first - second) <= TWIN_QUALITY_STEPS
  );
}

/** As close as a plain copy of this quality must be before it is proposed for removal. */
export function isClean(edge: EdgeCase, look: PairMeasure): boolean {
  const isAtLeast = (median: number, worst: number): boolean =>
    medianOf(look) >= median && look.worstTileNcc >= worst;
  if (areTwins(edge)) return isAtLeast(TWIN_MEDIAN_NCC, TWIN_WORST_NCC);
  return lesserQuality(edge) >= FINE_QUALITY
    ? isAtLeast(FINE_MEDIAN_NCC, FINE_WORST_NCC)
    : isAtLeast(COARSE_MEDIAN_NCC, COARSE_WORST_NCC);
}
