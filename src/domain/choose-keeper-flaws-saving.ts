import type { Fingerprint } from './fingerprint.ts';
import { isLosslessFormat } from './image-format.ts';
import type { PairMeasure } from './relation.ts';

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
/**
 * A HEIC that a JPEG was saved from shows none of that one's steps (.004 at most), and the JPEG misfits
 * in .03 at most in nine of ten. Of 177 HEICs that were made from JPEGs none has both: those that show
 * as few are too coarse for the JPEG to fit (.06 and more), at .04 and less they show .027 and more.
 */
const EXPORTED = { steps: 0.01, misfit: 0.03 };
/** Finer steps are lost in what a HEIC loses, whichever came first. */
const EXPORTED_QUALITY = 92.5;
/** JPEGs that were saved from a HEIC misfit in this at most. */
const HEIC_MISFIT = 0.1;
/** Formats that phones and cameras do not write, and that show no table. */
const TABLELESS: ReadonlySet<Fingerprint['format']> = new Set([
  'webp',
  'avif',
  'jxl',
]);

function isLossless({ format }: Fingerprint): boolean {
  return isLosslessFormat(format);
}

export function isResaved(
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

/** A JPEG that was saved straight from the other one, a HEIC, as telephones pass their photos on. */
export function isExported(
  source: Fingerprint,
  own: Fingerprint,
  { firstOnSecondSteps = 1, secondResaveMisfit = 1 }: PairMeasure,
): boolean {
  return (
    source.format === 'heic' &&
    own.format === 'jpeg' &&
    (own.quality.jpegQuality ?? 100) <= EXPORTED_QUALITY &&
    secondResaveMisfit <= EXPORTED.misfit &&
    firstOnSecondSteps <= EXPORTED.steps
  );
}

/** A HEIC that shows the steps of the other one, a JPEG, or is not what that one was saved from. */
function isPerhapsConverted({
  firstResaveMisfit = 0,
  secondOnFirstSteps = 0,
}: PairMeasure): boolean {
  return firstResaveMisfit > HEIC_MISFIT || secondOnFirstSteps > EXPORTED.steps;
}

/**
 * A finer JPEG that is the other one's picture, rounded: either may have come first, for a comb of
 * steps in the ratio of two to three cannot be seen. A WebP or another format without a table of
 * its own may be the source only where the other JPEG is its picture, rounded.
 */
export function isPerhapsResaved(
  other: Fingerprint,
  own: Fingerprint,
  look: PairMeasure,
): boolean {
  const before = other.quality.jpegQuality;
  if (before === undefined) return false;
  if (own.format === 'heic') return isPerhapsConverted(look);
  const {
    firstResaveMisfit = 0,
    secondResaveMisfit = 1,
    secondOnFirstSteps = 0,
  } = look;
  if (TABLELESS.has(own.format)) return firstResaveMisfit > SAVED_MISFIT;
  const after = own.quality.jpegQuality ?? 0;
  return (
    after > before &&
    (secondResaveMisfit <= SAVED_MISFIT ||
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
