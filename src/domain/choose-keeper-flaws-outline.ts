import type { PairMeasure } from './relation.ts';

/** What a picture shows of the scene, beside another copy. */
export interface OutlineFlaws {
  /** Another copy shows more of the scene. */
  isCropped: boolean;
  /** A border, bars or a screen stand around the picture. */
  isFramed: boolean;
  /** What it shows more is of one level, but so is what is beside it: border or plain ground. */
  isPerhapsFramed: boolean;
  /** Part of the picture's pixels that show the scene, 0–1; under 1 in a frame. */
  sceneShare: number;
}

/** Plain copies align to .998 and more; one per cent cropped is .98–.987. */
const FULL_OVERLAP = 0.992;
/** Sides rounded to whole pixels, and an alignment as exact as small pictures allow. */
const ROUNDED_PX = 1.5;
/** Borders and screens with a clock on them are of one level in .9 and more, bars with words in .8. */
const FRAME_FLAT = 0.8;
/** Of 195 borders, letterboxes and screenshots 188 are of one level in .97 and more; crops reach .92. */
const BORDER_FLAT = 0.95;
/** A turn by 5° leaves .92, a bar of a tenth .9. */
const PATCHED_OVERLAP = 0.8;
/** Nine in ten borders end this sharply; by chance a crop ends near an edge of the picture, up to .83. */
const BORDER_EDGE = 0.85;
/** No such chance where this much of the picture is taken off. */
const NARROW_OVERLAP = 0.8;
/** A white ground goes on inside the edge; a border around a dark or a white picture seems to. */
const FRAME_EDGE = 0.4;

/** What one picture shows more is of one level: a border, bars, a screen, or a plain ground. */
function isFlatMargin(flat: number | undefined): boolean {
  return (flat ?? 0) >= FRAME_FLAT;
}

/** It ends where the other picture begins: a bar, or the blank corners of a turn. */
function isBlank(flat: number | undefined, edge: number | undefined): boolean {
  return isFlatMargin(flat) && (edge ?? 0) >= FRAME_EDGE;
}

/** Whether a share of a picture that is shown is all of it. */
export function isWhole(
  share: number,
  { widthPx, heightPx }: Pick<PairMeasure, 'widthPx' | 'heightPx'>,
): boolean {
  const rounded = 1 - ROUNDED_PX / Math.min(widthPx, heightPx);
  return share >= Math.min(FULL_OVERLAP, rounded);
}

/**
 * The same all around: surely a border.
 * @param shown the share of the picture inside
 */
function isBorder(
  shown: number,
  flat: number | undefined,
  edge: number | undefined,
): boolean {
  const sharp = shown >= NARROW_OVERLAP ? BORDER_EDGE : FRAME_EDGE;
  return (flat ?? 0) >= BORDER_FLAT && (edge ?? 0) >= sharp;
}

/**
 * A turn by a few degrees, or a bar over one end: each shows something that the other does not,
 * and what the changed one shows is blank. A plain ground of the other goes on inside the edge.
 */
function hasBlankParts(look: PairMeasure): boolean {
  const { overlap, secondOverlap = 1 } = look;
  return (
    !isWhole(Math.max(overlap, secondOverlap), look) &&
    Math.min(overlap, secondOverlap) >= PATCHED_OVERLAP &&
    isBlank(look.secondMarginFlat, look.secondMarginEdge) &&
    !isBlank(look.firstMarginFlat, look.firstMarginEdge)
  );
}

/** What the shown parts of both say: a crop, a border, or a plain ground that could be either. */
export function outlineFlaws(look: PairMeasure): OutlineFlaws {
  const { overlap, secondOverlap = 1 } = look;
  const isAllOfOther = isWhole(overlap, look);
  const isAllOfOwn = isWhole(secondOverlap, look);
  const showsLess = !isAllOfOther && isAllOfOwn;
  const showsMore = !isAllOfOwn && isAllOfOther;
  const isFramed =
    hasBlankParts(look) ||
    (showsMore &&
      isBorder(secondOverlap, look.secondMarginFlat, look.secondMarginEdge));
  return {
    isCropped:
      showsLess &&
      !isBorder(overlap, look.firstMarginFlat, look.firstMarginEdge),
    isFramed,
    isPerhapsFramed:
      showsMore && !isFramed && isFlatMargin(look.secondMarginFlat),
    sceneShare: isFramed ? secondOverlap : 1,
  };
}
