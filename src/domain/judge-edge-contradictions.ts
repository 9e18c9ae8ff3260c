import { isWhole } from './choose-keeper-flaws-outline.ts';
import type { EdgeCase } from './judge-edge-case.ts';
import {
  hasOverlay,
  isDocumentEdge,
  isFarByHash,
  isSmooth,
  isToneKept,
  lesserQuality,
  medianOf,
} from './judge-edge-figures.ts';
import { haveOtherGrain, isAPartOther } from './judge-edge-parts.ts';
import { resaveMisfit } from './judge-edge-saving.ts';
import { hasCopyColour, isRecoloured } from './judge-edge-unrefined.ts';
import type { PairMeasure } from './relation.ts';

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
/** Crops found by their windows alone have .982 and more. */
const CROP_MEDIAN_NCC = 0.965;

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

/** Both files say when they were taken, and not the same. */
export function haveOtherDates({ keeper, member }: EdgeCase): boolean {
  const first = keeper.exif.capturedAt;
  const second = member.exif.capturedAt;
  return first !== undefined && second !== undefined && first !== second;
}

/** A program that keeps fewer digits rounds by a hundredth; the fastest brackets are 50 ms apart. */
const SAME_SUB_SECOND_S = 0.02;

/** Taken within one second, of which both cameras noted another part. */
export function haveOtherSubSeconds({ keeper, member }: EdgeCase): boolean {
  const first = keeper.exif.subSecondS;
  const second = member.exif.subSecondS;
  return (
    first !== undefined &&
    second !== undefined &&
    keeper.exif.capturedAt === member.exif.capturedAt &&
    Math.abs(first - second) > SAME_SUB_SECOND_S
  );
}

/** Exposure times and biases are fractions: nearer than this they are one. */
const SAME_EXPOSURE = 0.02;

function areOther(first: number | undefined, second: number | undefined) {
  return (
    first !== undefined &&
    second !== undefined &&
    Math.abs(first - second) >
      SAME_EXPOSURE * Math.max(Math.abs(first), Math.abs(second))
  );
}

/** Both cameras noted how the picture was exposed, and not the same. */
function haveOtherExposures({ keeper, member }: EdgeCase): boolean {
  return (
    areOther(keeper.exif.exposureBiasEv, member.exif.exposureBiasEv) ||
    areOther(keeper.exif.exposureTimeS, member.exif.exposureTimeS)
  );
}

function isSamePixels(look: PairMeasure): boolean {
  return (
    medianOf(look) >= SAME_PIXELS_MEDIAN_NCC &&
    look.worstTileNcc >= SAME_PIXELS_WORST_NCC
  );
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
    holds: (edge, look) =>
      haveOtherDates(edge) && !(isSamePixels(look) && isToneKept(look)),
  },
  {
    // A bracket within one second, here and below: programs that change the tone leave what the
    // camera noted of the time and of the exposure.
    rule: 'taken at different parts of a second',
    holds: (edge, look) => haveOtherSubSeconds(edge) && !isToneKept(look),
  },
  {
    rule: 'taken with different exposures',
    holds: (edge, look) => haveOtherExposures(edge) && !isToneKept(look),
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

/** Why two pictures cannot be one, by their second look; undefined when nothing says so. */
export function contradictionOf(
  edge: EdgeCase,
  look: PairMeasure,
): string | undefined {
  return CONTRADICTIONS.find(({ holds }) => holds(edge, look))?.rule;
}
