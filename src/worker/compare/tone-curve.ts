import type { OverlaidPlanes } from './overlay-planes.ts';
import type { Plane } from './plane.ts';

/** Levels of luma that share one value of the curve. */
const BIN_LEVELS = 8;
const BINS = 256 / BIN_LEVELS;

/**
 * The best tone curve from one picture to the other, as the mean of the target at each level of
 * the source: covers gain, gamma and clipping alike.
 */
function meanCurve(
  source: Plane,
  target: Plane,
  mask: Uint8Array,
): Float64Array {
  const sums = new Float64Array(BINS);
  const counts = new Float64Array(BINS);
  // Plain loops: callbacks a pixel cost ten times as much here.
  for (let at = 0; at < mask.length; at += 1) {
    if (mask[at] === 0) continue;
    const level = Math.floor((source.data[at] ?? 0) / BIN_LEVELS);
    const bin = Math.min(BINS - 1, Math.max(0, level));
    sums[bin] = (sums[bin] ?? 0) + (target.data[at] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return fillGaps(sums.map((sum, bin) => sum / (counts[bin] ?? 0)));
}

/** Levels that do not occur (NaN) take the value below them, the lowest ones that above. */
function fillGaps(curve: Float64Array): Float64Array {
  const filled = curve.slice();
  for (let bin = 1; bin < BINS; bin += 1) {
    if (Number.isNaN(filled[bin])) filled[bin] = filled[bin - 1] ?? NaN;
  }
  for (let bin = BINS - 2; bin >= 0; bin -= 1) {
    if (Number.isNaN(filled[bin])) filled[bin] = filled[bin + 1] ?? NaN;
  }
  return filled;
}

/** Applies a curve, straight between the middles of its bins. */
function applyCurve(source: Plane, curve: Float64Array): Plane {
  const data = new Float32Array(source.data.length);
  for (let at = 0; at < data.length; at += 1) {
    const level = (source.data[at] ?? 0) / BIN_LEVELS - 0.5;
    const place = Math.min(BINS - 1, Math.max(0, level));
    const bin = Math.min(BINS - 2, Math.floor(place));
    const low = curve[bin] ?? 0;
    const high = curve[bin + 1] ?? 0;
    data[at] = low + (high - low) * (place - bin);
  }
  return { ...source, data };
}

function meanDifference(a: Plane, b: Plane, mask: Uint8Array): number {
  let sum = 0;
  let pixels = 0;
  for (let at = 0; at < mask.length; at += 1) {
    if (mask[at] === 0) continue;
    sum += Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0));
    pixels += 1;
  }
  return pixels === 0 ? Infinity : sum / pixels;
}

/**
 * Gives both pictures one tone. The picture that keeps more tones is brought to the other's: what
 * is clipped in one can be predicted from the other, never the reverse.
 */
export function equaliseTone(planes: OverlaidPlanes): OverlaidPlanes {
  const { first, second, mask } = planes;
  const first2 = applyCurve(first, meanCurve(first, second, mask));
  const second2 = applyCurve(second, meanCurve(second, first, mask));
  const forward = meanDifference(first2, second, mask);
  const backward = meanDifference(second2, first, mask);
  return forward <= backward
    ? { first: first2, second, mask }
    : { first, second: second2, mask };
}
