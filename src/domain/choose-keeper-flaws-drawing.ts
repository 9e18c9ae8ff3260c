import { isWhole } from './choose-keeper-flaws-outline.ts';
import type { PairMeasure } from './relation.ts';

/** Brighter by a fifth clips .5 % and more of most photos; no plain copy has this much. */
const CLIPPED_GAIN = 0.009;
/** Noise lifts clipped levels off their end: a noisier copy has not lost fewer of them. */
const NOISE_ADDED = 1;
const OTHER_TONE = 0.05;
/** Text and marks draw outlines of 1–10 dB in the picture that has them. */
const DRAWN_DB = 2.5;
/** Outlines of copies with another tone or detail have 2.7 dB at most. */
const FAINT_DB = 3.5;
const FAINT_LEVELS = 6;
/**
 * What was drawn has its outlines in one picture whole: .4–1 of their steepness is added there, and half
 * the scenes below take from that. What blur, tone and savings change is steeper or flatter than the
 * difference itself, over 1. Of 96 words on photos 83 are in between; of 812 other pairs, caption bars
 * left out, none that changes as much at a place.
 */
const DRAWN_GAIN = { least: 0.4, most: 1.05 };
/** Words across tiles change some by this; turns by a degree 8.5 at most, coarse savings 6.5. */
const DRAWN_LEVELS = 9;
/**
 * A pale mark takes as much from what it lies on as its outlines add, where that is full of contrast:
 * the worst of 192 words seems to be on the wrong picture by 1.1.
 */
const DRAWN_LEAST_DB = 2;
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

/** The outlines of what differs are in the second, whatever texture hides their steepness. */
function hasOutlines({
  outlineGain = 0,
  outlineDb = 0,
  worstTileDifference,
}: PairMeasure): boolean {
  return (
    outlineGain >= DRAWN_GAIN.least &&
    outlineGain <= DRAWN_GAIN.most &&
    outlineDb >= DRAWN_LEAST_DB &&
    worstTileDifference >= DRAWN_LEVELS
  );
}

/** Words that spoil no tile, on a light ground: the rest of the picture is untouched. */
function isFaintlyDrawnOn(look: PairMeasure): boolean {
  const { overlap, secondOverlap = 1, outlineDb = 0 } = look;
  return (
    isWhole(Math.min(overlap, secondOverlap), look) &&
    look.worstTileDifference >= FAINT_LEVELS &&
    (outlineDb >= FAINT_DB || hasOutlines(look)) &&
    Math.abs(look.gain - 1) + Math.abs(look.offset) / 128 < OTHER_TONE &&
    isAsSharp(look)
  );
}

export function isDrawnOn(look: PairMeasure): boolean {
  const { outlineDb = 0, flatGain = 0, changedFill = 0 } = look;
  if (!hasOverlay(look)) return isFaintlyDrawnOn(look);
  // A bar fills its rectangle and is flat; words do not fill theirs and have outlines.
  return changedFill >= BAR_FILL
    ? flatGain >= COVERED_SHARE && outlineDb > -PLAIN_GROUND_DB
    : (outlineDb >= DRAWN_DB || hasOutlines(look)) &&
        isAsSharp(look) &&
        !isRimOnly(look);
}

/** With another tone only: quality 15 clips some noise too, words are drawn in white. */
export function isClipped(look: PairMeasure): boolean {
  return (
    (look.clippedGain ?? 0) >= CLIPPED_GAIN &&
    (look.firstNoise ?? 0) <= (look.secondNoise ?? 0) + NOISE_ADDED &&
    !hasOverlay(look) &&
    Math.abs(look.gain - 1) + Math.abs(look.offset) / 128 >= OTHER_TONE
  );
}
