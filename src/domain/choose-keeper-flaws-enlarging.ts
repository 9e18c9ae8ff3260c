import type { PairMeasure } from './relation.ts';

/** Enlarged pictures: 95 % over 4.4 dB, lowest 2.3; true larger ones: 95 % under 2.1, highest 3. */
const ENLARGED_DB = 3.2;
const PERHAPS_ENLARGED_DB = 2.2;
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
/** Reduced and sharpened, the smaller has 1.7 times the detail and more; of a picture enlarged from it, seldom 1.6. */
const SHARPENED_DETAIL = 1 / 1.6;
/**
 * Reduced without smoothing first (a cubic or linear step at each place, as cv2 does it), a smaller
 * picture is sharper than the larger one, which foretells it only so well: of 480 reduced copies 29
 * are sharper, in this zone, and over `UNFORETOLD_DB.enlarged`; of 144 enlarged ones four.
 */
const EITHER_FORETOLD_DB = { least: -2, most: 3 };

/** Whether the second picture, the larger one, was enlarged from the first. */
export function isEnlarged({
  enlargementDb = 0,
  unforetoldDb,
  foretoldDb = -Infinity,
  detailRatio = 1,
}: PairMeasure): boolean {
  const isSofter = enlargementDb >= ENLARGED_DB;
  if (unforetoldDb === undefined) return isSofter;
  if (unforetoldDb <= UNFORETOLD_DB.surely) return true;
  const isEither =
    foretoldDb > EITHER_FORETOLD_DB.least &&
    foretoldDb < EITHER_FORETOLD_DB.most;
  const most =
    isSofter && !isEither ? UNFORETOLD_DB.softer : UNFORETOLD_DB.enlarged;
  return unforetoldDb <= most && detailRatio > SHARPENED_DETAIL;
}

/** The larger one foretells the smaller, and holds much more: that one was reduced, if without a filter. */
function isReduced({ unforetoldDb = 0, foretoldDb = -Infinity }: PairMeasure) {
  return unforetoldDb >= UNFORETOLD_DB.most && foretoldDb >= FORETOLD_DB.well;
}

/** The first may also be sharper because it was sharpened, or the second have been changed since. */
export function isPerhapsEnlarged(look: PairMeasure): boolean {
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
