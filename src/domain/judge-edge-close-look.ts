import { isSavedTwice, isWhole } from './choose-keeper-flaws.ts';
import { isLosslessFormat } from './image-format.ts';
import type { EdgeCase, EdgeVerdict } from './judge-edge-case.ts';
import {
  areAllPartsAlike,
  haveOtherGrain,
  isAPartOther,
} from './judge-edge-parts.ts';
import {
  hasCopyColour,
  isRecoloured,
  plainRelation,
} from './judge-edge-unrefined.ts';
import type { PairMeasure, RelationKind } from './relation.ts';

/*
 * The figures behind the thresholds are the lowest (or highest) of 40 photos per transform and of
 * all labelled pairs of the corpus; docs/accuracy.md says how they were taken.
 */

/**
 * Median tile of a copy saved at quality 15: .92 and more. Receipts of one shop reach .95, but
 * never without a tenth of their tiles bad; other moments stay under .6.
 */
const COPY_MEDIAN_NCC = 0.9;
/**
 * Of the finest textures quality 15 leaves less (a doormat .885); that one was saved from the other
 * then shows in its own coefficients (.08; other pictures do not come near).
 */
const SAVED_MEDIAN_NCC = 0.85;
const SAVED_MISFIT = 0.1;
/** Whole picture: quality 15 keeps .97, a receipt of the same shop has .91 at most. */
const COPY_NCC = 0.95;
/** More bad tiles than this are not noise: something is drawn on the picture, or it is another. */
const NOISE_BAD_SHARE = 0.01;
/** Quality 15 spoils .04 of the tiles at most; receipts of one shop never less than .12. */
const COARSE_BAD_SHARE = 0.06;
/** A single tile this bad is a drawn or a moved thing too: at quality 15 the worst has .75. */
const NOISE_WORST_NCC = 0.6;
/**
 * With fewer textured tiles (skies, fog, walls) the levels must agree instead: one slope of light
 * correlates with any other. Copies at quality 40 differ by 2.9 levels in their worst tile.
 */
const FEW_TEXTURED_SHARE = 0.1;
const SMOOTH_NCC = 0.99;
const SMOOTH_DIFFERENCE = 4;
/**
 * With something drawn on it (caption .987, watermark .987, corners of a turn .96 lowest, .985 at
 * 5 %), the untouched rest of a copy agrees to the last detail. The rest of another shot does not.
 */
const UNTOUCHED_MEDIAN_NCC = 0.975;
/** Beside a caption bar more is spoilt than by marks, and more must agree. */
const SPOILT_BAD_SHARE = 0.2;
const SPOILT_MEDIAN_NCC = 0.985;
/** A caption bar of a tenth of the height spoils up to .27 of the tiles. */
const OVERLAY_BAD_SHARE = 0.3;
/** A turn by 2° spoils tiles all around the rim, .45 of a small picture's, and hardly any inside. */
const RIM_BAD_SHARE = 0.6;
const RIM_INNER_SHARE = 0.02;
/** With a changed tone the tiles of a copy still agree: .994 lowest for clipped contrast. */
const TONED_MEDIAN_NCC = 0.985;
/** Equal pixels under the codec's noise, whatever the dates say. */
const SAME_PIXELS_MEDIAN_NCC = 0.998;
const SAME_PIXELS_WORST_NCC = 0.95;
/** Untoned copies: gain .97–1.02 at quality 15, offset within 2.4. */
const SAME_GAIN = 0.05;
const SAME_OFFSET = 6;
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
/** Noise of ±17 levels adds 2.2–8 levels, a saving at quality 75 2.1 at most where there was much. */
const ADDED_NOISE_RATIO = 1.2;
const ADDED_NOISE = 1.5;
const ONE_SCALE = 0.01;
/** Detail of the last third of the frequencies: copies gain 1.9 dB at most, sharpened ones 2.3–3.3. */
const SHARPENED_DB = 2;
/** A JPEG that was saved straight from the other picture fits it this well; others by far not. */
const STRAIGHT_MISFIT = 0.04;
/** Straight savings of pictures in strong colours: .05–.15, and .35–.65 for what they were saved from. */
const STRAIGHT_SHARE = 0.3;
const ALTERED_MISFIT = 0.2;
/** Worst tile of a plain copy: .75 at quality 15. */
const PLAIN_WORST_NCC = 0.75;

/**
 * Largest difference of a tile in levels. Plain copies: 3.6 of one size down to quality 40, 5.9 of
 * another size, 6.6 at quality 15; words across the picture 5.3 and more, 95 % over 8.7.
 */
const SAME_SIZE_LEVELS = 4.5;
const RESIZED_LEVELS = 6.5;
const COARSE_LEVELS = 8;

/** What the lesser quality of two files lets one expect of a plain copy. */
const FINE_QUALITY = 60;
const COARSE_QUALITY = 30;
const FINE_MEDIAN_NCC = 0.985;
const FINE_WORST_NCC = 0.93;
const COARSE_MEDIAN_NCC = 0.92;
const COARSE_WORST_NCC = 0.75;
/** Crops found by their windows alone have .982 and more. */
const CROP_MEDIAN_NCC = 0.965;
/** Two files of one size and one setting: a second saving with the same tables loses next to nothing. */
const TWIN_MEDIAN_NCC = 0.995;
const TWIN_WORST_NCC = 0.97;
const TWIN_QUALITY_STEPS = 2;

function medianOf(look: PairMeasure): number {
  return look.medianTileNcc ?? look.ncc;
}

function isDocumentEdge({ keeper, member }: EdgeCase): boolean {
  return keeper.flags.isDocument || member.flags.isDocument;
}

function hasOverlay(edge: EdgeCase, look: PairMeasure): boolean {
  const noise =
    lesserQuality(edge) < COARSE_QUALITY ? COARSE_BAD_SHARE : NOISE_BAD_SHARE;
  return look.badTileShare > noise || look.worstTileNcc < NOISE_WORST_NCC;
}

/** More differs than something drawn on the same picture, or a turn of it, explains. */
function isSpoilt(look: PairMeasure): boolean {
  const { badTileShare, badInnerTileShare = badTileShare } = look;
  const isRim =
    badInnerTileShare <= RIM_INNER_SHARE && badTileShare <= RIM_BAD_SHARE;
  return (
    (badTileShare > OVERLAY_BAD_SHARE && !isRim) ||
    medianOf(look) <
      (badTileShare > SPOILT_BAD_SHARE && !isRim
        ? SPOILT_MEDIAN_NCC
        : UNTOUCHED_MEDIAN_NCC)
  );
}

function isToneKept(look: PairMeasure): boolean {
  return (
    Math.abs(look.gain - 1) <= SAME_GAIN && Math.abs(look.offset) <= SAME_OFFSET
  );
}

function isSameSize({ keeper, member }: EdgeCase): boolean {
  return keeper.widthPx * keeper.heightPx === member.widthPx * member.heightPx;
}

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

/** How badly the better of the two JPEGs fits what saving the other would give; 1 when neither tells. */
function resaveMisfit({
  firstResaveMisfit = 1,
  secondResaveMisfit = 1,
  firstEarlierMisfit = 1,
  secondEarlierMisfit = 1,
}: PairMeasure): number {
  return Math.min(
    firstResaveMisfit,
    secondResaveMisfit,
    firstEarlierMisfit,
    secondEarlierMisfit,
  );
}

/** One was saved from the other, perhaps by way of a coarser saving, and nothing else was done. */
function isSavedStraight(look: PairMeasure): boolean {
  return resaveMisfit(look) <= STRAIGHT_MISFIT;
}

/**
 * Whether nothing but saving made the second of the first. Strong colours are cut off on the way, so
 * that even a straight saving misfits, but far less than the other way around.
 */
export function isSavedFromFirst(look: PairMeasure | undefined): boolean {
  const { firstResaveMisfit = 1, secondResaveMisfit = 0 } = look ?? {};
  return (
    (look !== undefined && isSavedTwice(look)) ||
    secondResaveMisfit <=
      Math.max(STRAIGHT_MISFIT, STRAIGHT_SHARE * firstResaveMisfit)
  );
}

/** Both JPEGs hold something of their own. */
function isAltered({
  firstResaveMisfit = 0,
  secondResaveMisfit = 0,
}: PairMeasure): boolean {
  return Math.min(firstResaveMisfit, secondResaveMisfit) >= ALTERED_MISFIT;
}

function isNoisier(noise: number, before: number): boolean {
  return noise > ADDED_NOISE_RATIO * before + ADDED_NOISE;
}

/**
 * Saving takes noise away, if anything; only at one scale can the levels be compared. Which of the
 * two would be kept says nothing of which one was changed: then the JPEGs themselves must.
 */
function isNoiseAdded(look: PairMeasure): boolean {
  const { scale = 1, firstNoise = 0, secondNoise = 0 } = look;
  return (
    Math.abs(scale - 1) <= ONE_SCALE &&
    (isNoisier(secondNoise, firstNoise) ||
      (isAltered(look) && isNoisier(firstNoise, secondNoise)))
  );
}

function isSharpened(look: PairMeasure): boolean {
  return isAltered(look) && Math.abs(look.finestDb ?? 0) >= SHARPENED_DB;
}

/** Both files say when they were taken, and not the same. */
function haveOtherDates({ keeper, member }: EdgeCase): boolean {
  const first = keeper.exif.capturedAt;
  const second = member.exif.capturedAt;
  return first !== undefined && second !== undefined && first !== second;
}

function isSamePixels(look: PairMeasure): boolean {
  return (
    medianOf(look) >= SAME_PIXELS_MEDIAN_NCC &&
    look.worstTileNcc >= SAME_PIXELS_WORST_NCC
  );
}

function isSmooth(look: PairMeasure): boolean {
  return (look.texturedTileShare ?? 1) < FEW_TEXTURED_SHARE;
}

/** Only a window of one of them made it a candidate. */
function isFarByHash({ isFar }: EdgeCase): boolean {
  return isFar === true;
}

/** A crop agrees to the last detail (.98 lowest, no bad tile); so does what a bar leaves free. */
function isCropOrBar(edge: EdgeCase, look: PairMeasure): boolean {
  if (medianOf(look) < CROP_MEDIAN_NCC) return false;
  if (hasOverlay(edge, look)) return medianOf(look) >= SPOILT_MEDIAN_NCC;
  const overlaps = [look.overlap, look.secondOverlap ?? 1];
  return isWhole(Math.max(...overlaps), look);
}

/** What speaks against an edge: the first that holds is the reason given. */
const CONTRADICTIONS: readonly {
  rule: string;
  holds: (edge: EdgeCase, look: PairMeasure) => boolean;
}[] = [
  { rule: 'the colours are different', holds: isRecoloured },
  {
    rule: 'taken at different times',
    holds: (edge, look) => haveOtherDates(edge) && !isSamePixels(look),
  },
  {
    rule: 'the pictures differ in detail',
    holds: (_edge, look) =>
      medianOf(look) <
      (resaveMisfit(look) <= SAVED_MISFIT ? SAVED_MEDIAN_NCC : COPY_MEDIAN_NCC),
  },
  {
    rule: 'neither a crop nor a bar across it',
    holds: (edge, look) => isFarByHash(edge) && !isCropOrBar(edge, look),
  },
  {
    rule: 'too little structure to tell',
    holds: (_edge, look) =>
      isSmooth(look) &&
      (look.ncc < SMOOTH_NCC || look.worstTileDifference > SMOOTH_DIFFERENCE),
  },
  {
    // One other line on a receipt is another receipt, not something drawn on it. With another tone,
    // or made grey, levels differ part by part.
    rule: 'parts of the pictures differ',
    holds: (edge, look) =>
      isDocumentEdge(edge)
        ? hasOverlay(edge, look) ||
          (isAPartOther(look) && isToneKept(look) && hasCopyColour(edge))
        : hasOverlay(edge, look) && isSpoilt(look),
  },
  {
    rule: 'two exposures, each with grain of its own',
    holds: (edge, look) => haveOtherGrain(look, lesserQuality(edge)),
  },
  {
    rule: 'the pictures differ on the whole',
    holds: (edge, look) => !hasOverlay(edge, look) && look.ncc < COPY_NCC,
  },
  {
    // Something drawn on a picture spoils the fitted tone, so it says nothing then.
    rule: 'another exposure, not another tone',
    holds: (edge, look) =>
      !hasOverlay(edge, look) &&
      !isToneKept(look) &&
      medianOf(look) < TONED_MEDIAN_NCC,
  },
];

/** The second picture shows less of the scene, and nothing that the first does not show. */
function isCrop(look: PairMeasure): boolean {
  return !isWhole(look.overlap, look) && isWhole(look.secondOverlap ?? 1, look);
}

function isPlain(edge: EdgeCase, look: PairMeasure): boolean {
  return (
    !hasOverlay(edge, look) &&
    !isAPartOther(look) &&
    look.worstTileNcc >= PLAIN_WORST_NCC &&
    isWhole(Math.min(look.overlap, look.secondOverlap ?? 1), look) &&
    isToneKept(look) &&
    areLevelsKept(edge, look) &&
    (isSavedStraight(look) || isDetailKept(edge, look)) &&
    hasCopyColour(edge)
  );
}

function relationFromLook(edge: EdgeCase, look: PairMeasure): RelationKind {
  if (edge.measured.transform !== 'upright') return 'rotated-or-mirrored';
  if (isPlain(edge, look)) return plainRelation(edge);
  return isCrop(look) ? 'cropped' : 'edited';
}

/** Quality of the coarser file; formats that do not tell count as coarse unless lossless. */
function lesserQuality({ keeper, member }: EdgeCase): number {
  const qualities = [keeper, member].map(
    ({ quality, format }) =>
      quality.jpegQuality ?? (isLosslessFormat(format) ? 100 : 0),
  );
  return Math.min(...qualities);
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
function isClean(edge: EdgeCase, look: PairMeasure): boolean {
  const isAtLeast = (median: number, worst: number): boolean =>
    medianOf(look) >= median && look.worstTileNcc >= worst;
  if (areTwins(edge)) return isAtLeast(TWIN_MEDIAN_NCC, TWIN_WORST_NCC);
  return lesserQuality(edge) >= FINE_QUALITY
    ? isAtLeast(FINE_MEDIAN_NCC, FINE_WORST_NCC)
    : isAtLeast(COARSE_MEDIAN_NCC, COARSE_WORST_NCC);
}

/** Decides by the second look at common resolution. */
export function judgeCloseLook(edge: EdgeCase, look: PairMeasure): EdgeVerdict {
  const against = CONTRADICTIONS.find(({ holds }) => holds(edge, look));
  if (against) return { kind: 'rejected', rule: against.rule };
  const isCopy = isPlain(edge, look);
  return {
    kind: 'accepted',
    relation: {
      kind: relationFromLook(edge, look),
      transform: edge.measured.transform,
    },
    evidence: {
      ...edge.evidence,
      closeLook: look,
      rule: isCopy
        ? 'every part agrees at common resolution'
        : 'the same picture at common resolution, changed',
    },
    mayPreselect:
      isCopy &&
      !isFarByHash(edge) &&
      !isDocumentEdge(edge) &&
      !isSmooth(look) &&
      isClean(edge, look) &&
      areAllPartsAlike(look, lesserQuality(edge), isSameSize(edge)),
  };
}
