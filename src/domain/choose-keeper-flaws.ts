import type { Fingerprint } from './fingerprint.ts';
import type { PairMeasure } from './relation.ts';

/** What second looks told of a picture: that another one is nearer to what the camera saw. */
export interface PictureFlaws {
  /** A second look was taken beside another copy, so that "not" means "looked for and not found". */
  isLooked: boolean;
  /** Another copy shows more of the scene. */
  isCropped: boolean;
  /** A border, bars or a screen stand around the picture. */
  isFramed: boolean;
  /** Part of the picture's pixels that show the scene, 0–1; under 1 in a frame. */
  sceneShare: number;
  /** Words, a mark or a bar stand on it that another copy does not have. */
  isDrawnOn: boolean;
  /** Another copy has colours. */
  isDecoloured: boolean;
  /** Its pixels carry the table of another copy's JPEG: it was made from that one. */
  isResaved: boolean;
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
  sceneShare: 1,
  isDrawnOn: false,
  isDecoloured: false,
  isResaved: false,
  isEnlarged: false,
  isPerhapsEnlarged: false,
};

/** Plain copies align to .998 and more; one per cent cropped is .98–.987. */
export const FULL_OVERLAP = 0.992;
/** A frame's opening and the part that agrees with the other picture are one within this. */
const FRAME_TOLERANCE = 0.04;
/** Text and marks draw outlines of 1–10 dB in the picture that has them. */
const DRAWN_DB = 1.2;
/** A bar covers what was there: .4–.7 of the differing area is flat in the picture that has it. */
const COVERED_SHARE = 0.25;
/** Less spoils no whole tile: see judge-edge-close-look. */
const DRAWN_BAD_SHARE = 0.01;
const DRAWN_WORST_NCC = 0.6;
/** Cb and Cr of a picture without colour, and of one with some, from neutral. */
const COLOURLESS = 3;
const COLOURFUL = 8;
const NEUTRAL = 128;
/**
 * Comb of the source's table: .15 five points of quality apart, .4–1 with more between; without
 * it .1 at most (500 pairs).
 */
const RESAVED_STEPS = 0.2;
/** The copy's own table is finer by at least this, points of quality; else every grid fits. */
const RESAVED_GAIN = 3;
/** Enlarged pictures: 95 % over 4.4 dB, lowest 2.3; true larger ones: 95 % under 2.1, highest 3. */
const ENLARGED_DB = 3.2;
const PERHAPS_ENLARGED_DB = 2.2;
const LARGER_SCALE = 1.04;

function colourfulness({ colour }: Fingerprint): number {
  let most = 0;
  colour.forEach((value, at) => {
    if (at % 3 !== 0) most = Math.max(most, Math.abs(value - NEUTRAL));
  });
  return most;
}

/** Whether the border found in a picture is all that it has more than the other one. */
function isFrameAround({ frame }: Fingerprint, shownShare: number): boolean {
  if (frame === undefined) return false;
  const opening = (frame.right - frame.left) * (frame.bottom - frame.top);
  return Math.abs(opening - shownShare) <= FRAME_TOLERANCE;
}

function hasOverlay(look: PairMeasure): boolean {
  return (
    look.badTileShare > DRAWN_BAD_SHARE || look.worstTileNcc < DRAWN_WORST_NCC
  );
}

function isDrawnOn(look: PairMeasure): boolean {
  return (
    hasOverlay(look) &&
    ((look.outlineDb ?? 0) >= DRAWN_DB || (look.flatGain ?? 0) >= COVERED_SHARE)
  );
}

function isLossless({ format }: Fingerprint): boolean {
  return format === 'png' || format === 'bmp' || format === 'tiff';
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
    (look.secondOnFirstSteps ?? 0) >= RESAVED_STEPS
  );
}

/**
 * What one second look says against a picture. Pure.
 * @param look from the other picture to this one
 */
export function flawsBeside(
  other: Fingerprint,
  own: Fingerprint,
  look: PairMeasure,
): PictureFlaws {
  const secondOverlap = look.secondOverlap ?? 1;
  const showsLess =
    look.overlap < FULL_OVERLAP && secondOverlap >= FULL_OVERLAP;
  const showsMore =
    secondOverlap < FULL_OVERLAP && look.overlap >= FULL_OVERLAP;
  const isFramed = showsMore && isFrameAround(own, secondOverlap);
  const isLarger = (look.scale ?? 1) < 1 / LARGER_SCALE;
  const enlargedDb = isLarger ? (look.enlargementDb ?? 0) : 0;
  return {
    isLooked: true,
    isCropped: showsLess && !isFrameAround(other, look.overlap),
    isFramed,
    sceneShare: isFramed ? secondOverlap : 1,
    isDrawnOn: isDrawnOn(look),
    isDecoloured:
      colourfulness(own) <= COLOURLESS && colourfulness(other) >= COLOURFUL,
    isResaved: isResaved(other, own, look),
    isEnlarged: enlargedDb >= ENLARGED_DB,
    isPerhapsEnlarged:
      enlargedDb >= PERHAPS_ENLARGED_DB && enlargedDb < ENLARGED_DB,
  };
}

/** What several looks say together. */
export function joinFlaws(a: PictureFlaws, b: PictureFlaws): PictureFlaws {
  return {
    isLooked: a.isLooked || b.isLooked,
    isCropped: a.isCropped || b.isCropped,
    isFramed: a.isFramed || b.isFramed,
    sceneShare: Math.min(a.sceneShare, b.sceneShare),
    isDrawnOn: a.isDrawnOn || b.isDrawnOn,
    isDecoloured: a.isDecoloured || b.isDecoloured,
    isResaved: a.isResaved || b.isResaved,
    isEnlarged: a.isEnlarged || b.isEnlarged,
    isPerhapsEnlarged: a.isPerhapsEnlarged || b.isPerhapsEnlarged,
  };
}

/** Something was done to it on purpose that a copy beside it does not have. */
export function isTouched(flaws: PictureFlaws): boolean {
  return flaws.isFramed || flaws.isDrawnOn || flaws.isDecoloured;
}

/** Made from another copy that is there: whatever it has more was added. */
export function isDerived(flaws: PictureFlaws): boolean {
  return isTouched(flaws) || flaws.isResaved || flaws.isEnlarged;
}
