import type { EdgeCase, EdgeVerdict } from './judge-edge-case.ts';
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
/** Whole picture: quality 15 keeps .97, a receipt of the same shop has .91 at most. */
const COPY_NCC = 0.95;
/** More bad tiles than this are not noise: something is drawn on the picture, or it is another. */
const NOISE_BAD_SHARE = 0.01;
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
const UNTOUCHED_MEDIAN_NCC = 0.985;
/** A caption bar of a tenth of the height spoils up to .27 of the tiles. */
const OVERLAY_BAD_SHARE = 0.3;
/** With a changed tone the tiles of a copy still agree: .994 lowest for clipped contrast. */
const TONED_MEDIAN_NCC = 0.985;
/** Equal pixels under the codec's noise, whatever the dates say. */
const SAME_PIXELS_MEDIAN_NCC = 0.998;
const SAME_PIXELS_WORST_NCC = 0.95;
/** Untoned copies: gain .97–1.02 at quality 15, offset within 2.4. */
const SAME_GAIN = 0.05;
const SAME_OFFSET = 6;
/** Plain copies align to .998 and more; one per cent cropped is .98–.987. */
const FULL_OVERLAP = 0.992;
/**
 * Fine detail of plain copies (5–95 %): .92–1.5 at quality 75 or turned, .98–1.6 scaled, .49 at
 * quality 15; blurred ones have .07–.71.
 */
const SAME_SIZE_DETAIL = { least: 0.8, most: 1.5 };
const RESIZED_DETAIL = { least: 0.6, most: 1.7 };
const COARSE_DETAIL = { least: 0.35, most: 2.5 };
/** Worst tile of a plain copy: .75 at quality 15. */
const PLAIN_WORST_NCC = 0.75;

/** What the lesser quality of two files lets one expect of a plain copy. */
const FINE_QUALITY = 60;
const FINE_MEDIAN_NCC = 0.985;
const FINE_WORST_NCC = 0.93;
const COARSE_MEDIAN_NCC = 0.92;
const COARSE_WORST_NCC = 0.75;
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

function hasOverlay(look: PairMeasure): boolean {
  return (
    look.badTileShare > NOISE_BAD_SHARE || look.worstTileNcc < NOISE_WORST_NCC
  );
}

function isToneKept(look: PairMeasure): boolean {
  return (
    Math.abs(look.gain - 1) <= SAME_GAIN && Math.abs(look.offset) <= SAME_OFFSET
  );
}

/** Neither blurred nor sharpened nor made noisy, as far as the formats let one tell. */
function isDetailKept(edge: EdgeCase, look: PairMeasure): boolean {
  const { keeper, member } = edge;
  const isSameSize =
    keeper.widthPx * keeper.heightPx === member.widthPx * member.heightPx;
  const fine = isSameSize ? SAME_SIZE_DETAIL : RESIZED_DETAIL;
  const limits = lesserQuality(edge) >= FINE_QUALITY ? fine : COARSE_DETAIL;
  const ratio = look.detailRatio ?? 1;
  return ratio >= limits.least && ratio <= limits.most;
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
    holds: (_edge, look) => medianOf(look) < COPY_MEDIAN_NCC,
  },
  {
    rule: 'too little structure to tell',
    holds: (_edge, look) =>
      isSmooth(look) &&
      (look.ncc < SMOOTH_NCC || look.worstTileDifference > SMOOTH_DIFFERENCE),
  },
  {
    // One other line on a receipt is another receipt, not something drawn on it.
    rule: 'parts of the pictures differ',
    holds: (edge, look) =>
      hasOverlay(look) &&
      (isDocumentEdge(edge) ||
        look.badTileShare > OVERLAY_BAD_SHARE ||
        medianOf(look) < UNTOUCHED_MEDIAN_NCC),
  },
  {
    rule: 'the pictures differ on the whole',
    holds: (_edge, look) => !hasOverlay(look) && look.ncc < COPY_NCC,
  },
  {
    // Something drawn on a picture spoils the fitted tone, so it says nothing then.
    rule: 'another exposure, not another tone',
    holds: (_edge, look) =>
      !hasOverlay(look) &&
      !isToneKept(look) &&
      medianOf(look) < TONED_MEDIAN_NCC,
  },
];

/** The second picture shows less of the scene, and nothing that the first does not show. */
function isCrop(look: PairMeasure): boolean {
  return (
    look.overlap < FULL_OVERLAP && (look.secondOverlap ?? 1) >= FULL_OVERLAP
  );
}

function isPlain(edge: EdgeCase, look: PairMeasure): boolean {
  return (
    !hasOverlay(look) &&
    look.worstTileNcc >= PLAIN_WORST_NCC &&
    look.overlap >= FULL_OVERLAP &&
    (look.secondOverlap ?? 1) >= FULL_OVERLAP &&
    isToneKept(look) &&
    isDetailKept(edge, look) &&
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
      quality.jpegQuality ??
      (format === 'png' || format === 'bmp' || format === 'tiff' ? 100 : 0),
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
      isCopy && !isDocumentEdge(edge) && !isSmooth(look) && isClean(edge, look),
  };
}
