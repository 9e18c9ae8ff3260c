import { isLosslessFormat } from './image-format.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Likeness } from './judge-edge-stored.ts';
import type { PairMeasure } from './relation.ts';

/** What second looks told of a picture: that another one is nearer to what the camera saw. */
export interface PictureFlaws {
  /** A second look was taken beside another copy, so that "not" means "looked for and not found". */
  isLooked: boolean;
  /** Another copy shows more of the scene. */
  isCropped: boolean;
  /** A border, bars or a screen stand around the picture. */
  isFramed: boolean;
  /** What it shows more is of one level, but so is what is beside it: border or plain ground. */
  isPerhapsFramed: boolean;
  /** Part of the picture's pixels that show the scene, 0–1; under 1 in a frame. */
  sceneShare: number;
  /** Words, a mark or a bar stand on it that another copy does not have. */
  isDrawnOn: boolean;
  /** Another copy has colours. */
  isDecoloured: boolean;
  /** Its lights or shadows end where another copy's go on. */
  isClipped: boolean;
  /** Its pixels carry the table of another copy's JPEG: it was made from that one. */
  isResaved: boolean;
  /** It may have been: it holds nothing that another copy, of coarser steps, has not. */
  isPerhapsResaved: boolean;
  /** It was made from another copy by a coarse saving and then a finer one. */
  isSavedTwice: boolean;
  /** It has less detail than a smaller copy, so it was made larger. */
  isEnlarged: boolean;
  /** It may have been: the measure lies between both. */
  isPerhapsEnlarged: boolean;
}

/** A picture that was never looked at beside another. */
export const NO_FLAWS: PictureFlaws = {
  isLooked: false,
  isCropped: false,
  isFramed: false,
  isPerhapsFramed: false,
  sceneShare: 1,
  isDrawnOn: false,
  isDecoloured: false,
  isClipped: false,
  isResaved: false,
  isPerhapsResaved: false,
  isSavedTwice: false,
  isEnlarged: false,
  isPerhapsEnlarged: false,
};

// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- an object that names each flaw and nothing else
const FLAW_NAMES = Object.keys(NO_FLAWS) as (keyof PictureFlaws)[];

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
/** Brighter by a fifth clips .5 % and more of most photos; no plain copy has this much. */
const CLIPPED_GAIN = 0.009;
/** Noise lifts clipped levels off their end: a noisier copy has not lost fewer of them. */
const NOISE_ADDED = 1;
const OTHER_TONE = 0.05;
/** Nine in ten borders end this sharply; by chance a crop ends near an edge of the picture, up to .83. */
const BORDER_EDGE = 0.85;
/** No such chance where this much of the picture is taken off. */
const NARROW_OVERLAP = 0.8;
/** A white ground goes on inside the edge; a border around a dark or a white picture seems to. */
const FRAME_EDGE = 0.4;
/** Text and marks draw outlines of 1–10 dB in the picture that has them. */
const DRAWN_DB = 2.5;
/** Outlines of copies with another tone or detail have 2.7 dB at most. */
const FAINT_DB = 3.5;
const FAINT_LEVELS = 6;
/** A bar covers what was there: .4–.7 of the differing area is flat in the picture that has it. */
const COVERED_SHARE = 0.2;
/** Bars change .6–1 of their rectangle, words .1–.5, words on a plain ground up to .9. */
const BAR_FILL = 0.6;
/** Words on a plain ground are steeper than it by 22 dB and more; what a bar covers is not. */
const PLAIN_GROUND_DB = 15;
/** Fine detail of marked copies against their originals: .92–1.8; blurred ones .1–.5. */
const AS_SHARP = { least: 0.55, most: 2.2 };
/** Less spoils no whole tile: see judge-edge-figures. */
const DRAWN_BAD_SHARE = 0.01;
const DRAWN_WORST_NCC = 0.6;
/** Cb and Cr of a picture without colour, and of one with some, from neutral. */
const COLOURLESS = 3;
const COLOURFUL = 8;
/**
 * Comb of the source's table: .15 five points of quality apart, .4–1 with more between; without
 * it .1 at most (500 pairs).
 */
const RESAVED_STEPS = 0.2;
/** A straight saving misfits in .2 at most, even where colours were converted on the way. */
const RESAVED_MISFIT = 0.25;
/** From here to there it may have been. */
const PERHAPS_RESAVED_STEPS = 0.12;
/** The copy's own table is finer by at least this, points of quality; else every grid fits. */
const RESAVED_GAIN = 3;
/** Straight savings misfit in .04 at most; what they were saved from in .06 and more of most photos. */
const SAVED_MISFIT = 0.04;
/** Three in four savings by way of coarser steps misfit less; edits of smooth pictures .035 and more. */
const TWICE_MISFIT = 0.025;
/** Formats that phones and cameras do not write, and that show no table. */
const TABLELESS: ReadonlySet<Fingerprint['format']> = new Set([
  'webp',
  'avif',
  'jxl',
]);
/** Enlarged pictures: 95 % over 4.4 dB, lowest 2.3; true larger ones: 95 % under 2.1, highest 3. */
const ENLARGED_DB = 3.2;
const PERHAPS_ENLARGED_DB = 2.2;
const LARGER_SCALE = 1.04;
/**
 * What the smaller picture does not foretell of the larger, dB. Reduced copies: 4.5 lowest, 95 % over
 * 6, half of those sampled without a filter over 13; enlarged pictures: nineteen in twenty under 5.1.
 */
const UNFORETOLD_DB = {
  surely: -3,
  enlarged: 2,
  softer: 4.5,
  least: 5.4,
  sharpened: 6,
  most: 9,
};
/**
 * How well the larger one foretells the smaller, dB. Where much is not foretold the other way round,
 * reduced copies have 0 and more in five of six, enlarged pictures that were changed afterwards −5.5
 * at most. Enlarged and sharpened: 3.4 and more.
 */
const FORETOLD_DB = { well: 0, sharpened: 3, badly: -9 };
/** Reduced and sharpened, the smaller has 2.2 times the detail and more, and foretells little. */
const SHARPENED_DETAIL = 1 / 2.2;

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

function hasOverlay(look: PairMeasure): boolean {
  return (
    look.badTileShare > DRAWN_BAD_SHARE || look.worstTileNcc < DRAWN_WORST_NCC
  );
}

/** A turn leaves corners that outlines cannot be read from. */
function isRimOnly({ badTileShare, badInnerTileShare }: PairMeasure): boolean {
  return (badInnerTileShare ?? badTileShare) <= DRAWN_BAD_SHARE;
}

/** Blur takes outlines away, and so gives them to the other picture. */
function isAsSharp({ detailRatio = 1 }: PairMeasure): boolean {
  return detailRatio >= AS_SHARP.least && detailRatio <= AS_SHARP.most;
}

/** Words that spoil no tile, on a light ground: the rest of the picture is untouched. */
function isFaintlyDrawnOn(look: PairMeasure): boolean {
  const { overlap, secondOverlap = 1, outlineDb = 0 } = look;
  return (
    isWhole(Math.min(overlap, secondOverlap), look) &&
    look.worstTileDifference >= FAINT_LEVELS &&
    outlineDb >= FAINT_DB &&
    Math.abs(look.gain - 1) + Math.abs(look.offset) / 128 < OTHER_TONE &&
    isAsSharp(look)
  );
}

function isDrawnOn(look: PairMeasure): boolean {
  const { outlineDb = 0, flatGain = 0, changedFill = 0 } = look;
  if (!hasOverlay(look)) return isFaintlyDrawnOn(look);
  // A bar fills its rectangle and is flat; words do not fill theirs and have outlines.
  return changedFill >= BAR_FILL
    ? flatGain >= COVERED_SHARE && outlineDb > -PLAIN_GROUND_DB
    : outlineDb >= DRAWN_DB && isAsSharp(look) && !isRimOnly(look);
}

function isLossless({ format }: Fingerprint): boolean {
  return isLosslessFormat(format);
}

function isResaved(
  source: Fingerprint,
  own: Fingerprint,
  look: PairMeasure,
): boolean {
  const before = source.quality.jpegQuality;
  const after = isLossless(own) ? 100 : own.quality.jpegQuality;
  return (
    before !== undefined &&
    (after ?? 100) >= before + RESAVED_GAIN &&
    (look.secondOnFirstSteps ?? 0) >= RESAVED_STEPS &&
    // A picture that was once saved with steps like the other's shows them too.
    (look.secondResaveMisfit ?? 0) <= RESAVED_MISFIT
  );
}

/**
 * A finer JPEG that is the other one's picture, rounded: either may have come first, for a comb of
 * steps in the ratio of two to three cannot be seen. A WebP or another format without a table of
 * its own may be the source only where the other JPEG is its picture, rounded.
 */
function isPerhapsResaved(
  other: Fingerprint,
  own: Fingerprint,
  {
    firstResaveMisfit,
    secondResaveMisfit,
    secondOnFirstSteps = 0,
  }: PairMeasure,
): boolean {
  const before = other.quality.jpegQuality;
  if (before === undefined) return false;
  if (TABLELESS.has(own.format)) {
    return (firstResaveMisfit ?? 0) > SAVED_MISFIT;
  }
  const after = own.quality.jpegQuality ?? 0;
  return (
    after > before &&
    ((secondResaveMisfit ?? 1) <= SAVED_MISFIT ||
      (secondOnFirstSteps >= PERHAPS_RESAVED_STEPS &&
        secondOnFirstSteps < RESAVED_STEPS))
  );
}

/**
 * The steps of an earlier saving show in the second and not in the first, whose picture it is but for
 * them. One that was saved straight from it has only lost what shows the steps.
 */
export function isSavedTwice({
  firstResaveMisfit = 1,
  firstEarlierMisfit,
  secondEarlierMisfit = 1,
}: PairMeasure): boolean {
  return (
    secondEarlierMisfit <= TWICE_MISFIT &&
    firstEarlierMisfit === undefined &&
    firstResaveMisfit > SAVED_MISFIT
  );
}

/** With another tone only: quality 15 clips some noise too, words are drawn in white. */
function isClipped(look: PairMeasure): boolean {
  return (
    (look.clippedGain ?? 0) >= CLIPPED_GAIN &&
    (look.firstNoise ?? 0) <= (look.secondNoise ?? 0) + NOISE_ADDED &&
    !hasOverlay(look) &&
    Math.abs(look.gain - 1) + Math.abs(look.offset) / 128 >= OTHER_TONE
  );
}

/**
 * A turn by a few degrees, or a bar over one end: each shows something that the other does not,
 * and what the changed one shows is blank.
 */
function hasBlankParts(look: PairMeasure): boolean {
  const { overlap, secondOverlap = 1 } = look;
  return (
    !isWhole(Math.max(overlap, secondOverlap), look) &&
    Math.min(overlap, secondOverlap) >= PATCHED_OVERLAP &&
    isBlank(look.secondMarginFlat, look.secondMarginEdge) &&
    !isFlatMargin(look.firstMarginFlat)
  );
}

/** What the shown parts of both say: a crop, a border, or a plain ground that could be either. */
function outlineFlaws(
  look: PairMeasure,
): Pick<
  PictureFlaws,
  'isCropped' | 'isFramed' | 'isPerhapsFramed' | 'sceneShare'
> {
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

/** Whether the second picture, the larger one, was enlarged from the first. */
function isEnlarged({
  enlargementDb = 0,
  unforetoldDb,
  detailRatio = 1,
}: PairMeasure): boolean {
  const isSofter = enlargementDb >= ENLARGED_DB;
  if (unforetoldDb === undefined) return isSofter;
  if (unforetoldDb <= UNFORETOLD_DB.surely) return true;
  const most = isSofter ? UNFORETOLD_DB.softer : UNFORETOLD_DB.enlarged;
  return unforetoldDb <= most && detailRatio > SHARPENED_DETAIL;
}

/** The larger one foretells the smaller, and holds much more: that one was reduced, if without a filter. */
function isReduced({ unforetoldDb = 0, foretoldDb = -Infinity }: PairMeasure) {
  return unforetoldDb >= UNFORETOLD_DB.most && foretoldDb >= FORETOLD_DB.well;
}

/** The first may also be sharper because it was sharpened, or the second have been changed since. */
function isPerhapsEnlarged(look: PairMeasure): boolean {
  if (isEnlarged(look) || isReduced(look)) return false;
  const { enlargementDb = 0, unforetoldDb = Infinity, foretoldDb = 0 } = look;
  const least =
    foretoldDb > FORETOLD_DB.sharpened
      ? UNFORETOLD_DB.sharpened
      : UNFORETOLD_DB.least;
  return (
    unforetoldDb < least ||
    foretoldDb < FORETOLD_DB.badly ||
    enlargementDb >= ENLARGED_DB ||
    (enlargementDb >= PERHAPS_ENLARGED_DB &&
      (look.unforetoldDb ?? 0) < UNFORETOLD_DB.most)
  );
}

/**
 * What one second look says against a picture. Pure.
 * @param look from the other picture to this one
 * @param colours of the other picture, the first, and of this one
 */
export function flawsBeside(
  other: Fingerprint,
  own: Fingerprint,
  look: PairMeasure,
  colours: Pick<Likeness, 'firstColour' | 'secondColour'>,
): PictureFlaws {
  const isLarger = (look.scale ?? 1) < 1 / LARGER_SCALE;
  return {
    isLooked: true,
    ...outlineFlaws(look),
    isDrawnOn: isDrawnOn(look),
    isDecoloured:
      colours.secondColour <= COLOURLESS && colours.firstColour >= COLOURFUL,
    isClipped: isClipped(look),
    isResaved: isResaved(other, own, look),
    isPerhapsResaved: isPerhapsResaved(other, own, look),
    isSavedTwice: isSavedTwice(look),
    isEnlarged: isLarger && isEnlarged(look),
    isPerhapsEnlarged: isLarger && isPerhapsEnlarged(look),
  };
}

/** What several looks say together. */
export function joinFlaws(a: PictureFlaws, b: PictureFlaws): PictureFlaws {
  const joined = { ...a };
  for (const name of FLAW_NAMES) {
    if (name === 'sceneShare') {
      joined.sceneShare = Math.min(a.sceneShare, b.sceneShare);
    } else {
      joined[name] ||= b[name];
    }
  }
  return joined;
}

/** Nothing is said of one that is not said of the other. */
export function isSameFlaws(a: PictureFlaws, b: PictureFlaws): boolean {
  return a === b || FLAW_NAMES.every((name) => a[name] === b[name]);
}

/** Something was done to it on purpose that a copy beside it does not have. */
export function isTouched(flaws: PictureFlaws): boolean {
  return (
    flaws.isFramed || flaws.isDrawnOn || flaws.isDecoloured || flaws.isClipped
  );
}

/** Made from another copy that is there: whatever it has more was added. */
export function isDerived(flaws: PictureFlaws): boolean {
  return isTouched(flaws) || flaws.isEnlarged;
}
