import type { PairMeasure } from './relation.ts';

/*
 * Small parts at fine resolution: another digit, closed eyes, somebody in the distance. Measured of
 * plain copies of 24 photos, and of 300 drawn pairs of different pictures (docs/accuracy.md).
 */

/** From this JPEG quality on little is lost, and what differs was not lost. */
const FINE_QUALITY = 60;
/** Copies of one size from quality 60 on: 2.12 at most. */
const FINE_MISFIT = 2.4;
/** Scaled copies 2.36; quality 40 2.18, WebP 2.7, quality 15 2.94. */
const USUAL_MISFIT = 3;
/** Drawn copies with sharp edges, scaled: 3.43 at most. Beyond, something else is to be seen. */
const OTHER_MISFIT = 4;
/** With less grain than this in one of them, levels, it tells little. */
const LEAST_GRAIN = 0.6;
/** Down to here grain still tells where it does not agree at all: none of 1,289 copies has under .1. */
const FAINT_GRAIN = 0.25;
const FAINT_GRAIN_AGREEMENT = 0.1;
/** Copies from quality 60 on: .76 and more. */
const FINE_GRAIN_AGREEMENT = 0.7;
/** Quality 40 and WebP: .47 and more; quality 15: .29. */
const COARSE_GRAIN_AGREEMENT = 0.28;
/**
 * What saving takes of grain, levels, by the coarseness of the tables (libjpeg's factor). Of 2,300
 * copies of one size no JPEG has more (quality 75 .66, 60 1.03, 40 1.55, 15 3.57), and of 280 WebPs from
 * quality 70 on none has more than a JPEG of 60 may. Two shots with grain of 5 levels have .94–1.93,
 * whatever texture lies below: those under the limit of 1.32 at quality 60 and above are not seen by this.
 */
const SAVED_GRAIN = { least: 0.2, byCoarseness: 1.4 };
/** A finer file may have been saved like this before. */
export const USUAL_QUALITY = 60;
/** Two exposures: .01–.03 where nothing else is in the way; copies made noisy .33 and more. */
const OTHER_GRAIN_AGREEMENT = 0.15;
/** Of one camera's two shots each has as much grain; noise that was added is more. */
const ONE_CAMERA_GRAIN = 1.5;

/** The lesser grain of the two; 0 where it was not measured. */
function lesserGrain({
  firstGrain = 0,
  secondGrain = 0,
}: Pick<PairMeasure, 'firstGrain' | 'secondGrain'>): number {
  return Math.min(firstGrain, secondGrain);
}

/** The grain, where there is enough of it to tell, is the same. */
function isGrainAlike(look: PairMeasure, isFine: boolean): boolean {
  const { grainAgreement = 1 } = look;
  const least = lesserGrain(look);
  if (least < FAINT_GRAIN) return true;
  if (least < LEAST_GRAIN) return grainAgreement >= FAINT_GRAIN_AGREEMENT;
  return (
    grainAgreement >= (isFine ? FINE_GRAIN_AGREEMENT : COARSE_GRAIN_AGREEMENT)
  );
}

/**
 * Every part is as a copy's, and the grain, where there is any. Where parts were not looked at,
 * nothing is known of them.
 * @param lesserQuality JPEG quality of the coarser file, 0–100
 */
export function areAllPartsAlike(
  look: PairMeasure,
  lesserQuality: number,
  isOneSize: boolean,
): boolean {
  const { partMisfit = Number.POSITIVE_INFINITY } = look;
  const isFine = lesserQuality >= FINE_QUALITY;
  return (
    partMisfit <= (isFine && isOneSize ? FINE_MISFIT : USUAL_MISFIT) &&
    isGrainAlike(look, isFine)
  );
}

/** How much coarser than the tables of quality 50 a JPEG's are, as libjpeg scales them. */
function coarsenessOf(quality: number): number {
  return quality < 50 ? 50 / Math.max(1, quality) : 2 - quality / 50;
}

/**
 * What differs where the pictures are plainest is not more than saving takes. Two shots of one scene
 * seem to have the same grain there where there is texture everywhere, but each has its own besides,
 * and no texture makes that less.
 * @param quality JPEG quality of the coarser file, 0–100; for pictures of one size
 */
export function isGrainSaved(
  { grainAgreement = 1, ...look }: PairMeasure,
  quality: number,
): boolean {
  const own =
    lesserGrain(look) * Math.sqrt(Math.max(0, 1 - grainAgreement ** 2));
  const { least, byCoarseness } = SAVED_GRAIN;
  const coarseness = coarsenessOf(Math.min(quality, USUAL_QUALITY));
  return own <= least + byCoarseness * coarseness;
}

/** A part of one shows something else. */
export function isAPartOther({ partMisfit = 0 }: PairMeasure): boolean {
  return partMisfit > OTHER_MISFIT;
}

/** Both have grain, and each its own: two exposures of one scene. */
export function haveOtherGrain(
  look: PairMeasure,
  lesserQuality: number,
): boolean {
  const { grainAgreement = 1, firstGrain = 0, secondGrain = 0 } = look;
  const least = lesserGrain(look);
  return (
    lesserQuality >= FINE_QUALITY &&
    least >= LEAST_GRAIN &&
    Math.max(firstGrain, secondGrain) <= ONE_CAMERA_GRAIN * least &&
    grainAgreement < OTHER_GRAIN_AGREEMENT
  );
}
