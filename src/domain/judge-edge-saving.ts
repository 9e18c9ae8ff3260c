import { isSavedTwice } from './choose-keeper-flaws-saving.ts';
import type { PairMeasure } from './relation.ts';

/* Whether one JPEG was saved from the other, or both were made of something else. */

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

/** How badly the better of the two JPEGs fits what saving the other would give; 1 when neither tells. */
export function resaveMisfit({
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
export function isSavedStraight(look: PairMeasure): boolean {
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
export function isNoiseAdded(look: PairMeasure): boolean {
  const { scale = 1, firstNoise = 0, secondNoise = 0 } = look;
  return (
    Math.abs(scale - 1) <= ONE_SCALE &&
    (isNoisier(secondNoise, firstNoise) ||
      (isAltered(look) && isNoisier(firstNoise, secondNoise)))
  );
}

export function isSharpened(look: PairMeasure): boolean {
  return isAltered(look) && Math.abs(look.finestDb ?? 0) >= SHARPENED_DB;
}
