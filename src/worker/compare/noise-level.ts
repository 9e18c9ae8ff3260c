import type { LumaRaster } from '../kernels/raster.ts';

/** Median of |x| of a normal distribution of deviation 1. */
const MEDIAN_TO_DEVIATION = 0.6745;
/** Magnitudes are counted in quarters of a level. */
const BINS_PER_LEVEL = 4;

/**
 * Standard deviation of a picture's finest noise in levels, from the median of the diagonal Haar
 * wavelet (Donoho and Johnstone 1994): edges are too few to move a median.
 */
export function noiseLevel({ data, widthPx, heightPx }: LumaRaster): number {
  const counts = new Uint32Array(512 * BINS_PER_LEVEL);
  let total = 0;
  for (let y = 0; y + 1 < heightPx; y += 2) {
    let at = y * widthPx;
    for (let x = 0; x + 1 < widthPx; x += 2) {
      const below = at + widthPx;
      const difference =
        (data[at] ?? 0) -
        (data[at + 1] ?? 0) -
        (data[below] ?? 0) +
        (data[below + 1] ?? 0);
      // The coefficient is half of the difference.
      const bin = (BINS_PER_LEVEL / 2) * Math.abs(difference);
      counts[bin] = (counts[bin] ?? 0) + 1;
      at += 2;
    }
    total += widthPx >> 1;
  }
  if (total === 0) return 0;
  let seen = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    const here = counts[bin] ?? 0;
    if (seen + here >= total / 2) {
      // Straight within the bin.
      const median = (bin + (total / 2 - seen) / here) / BINS_PER_LEVEL;
      return median / MEDIAN_TO_DEVIATION;
    }
    seen += here;
  }
  return 0;
}
