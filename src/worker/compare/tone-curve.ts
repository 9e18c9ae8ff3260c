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
  source.data.forEach((value, at) => {
    if (mask[at] === 0) return;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(value / BIN_LEVELS)));
    sums[bin] = (sums[bin] ?? 0) + (target.data[at] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  });
  const curve = new Float64Array(BINS);
  let last = NaN;
  for (let bin = 0; bin < BINS; bin += 1) {
    const count = counts[bin] ?? 0;
    if (count > 0) last = (sums[bin] ?? 0) / count;
    curve[bin] = last;
  }
  let next = NaN;
  for (let bin = BINS - 1; bin >= 0; bin -= 1) {
    const value = curve[bin] ?? 0;
    if (Number.isNaN(value)) curve[bin] = next;
    else next = value;
  }
  return curve;
}

/** Applies a curve, straight between the middles of its bins. */
function applyCurve(source: Plane, curve: Float64Array): Plane {
  const data = source.data.map((value) => {
    const place = Math.min(BINS - 1, Math.max(0, value / BIN_LEVELS - 0.5));
    const bin = Math.min(BINS - 2, Math.floor(place));
    const low = curve[bin] ?? 0;
    const high = curve[bin + 1] ?? 0;
    return low + (high - low) * (place - bin);
  });
  return { ...source, data };
}

function meanDifference(a: Plane, b: Plane, mask: Uint8Array): number {
  let sum = 0;
  let pixels = 0;
  a.data.forEach((value, at) => {
    if (mask[at] === 0) return;
    sum += Math.abs(value - (b.data[at] ?? 0));
    pixels += 1;
  });
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
