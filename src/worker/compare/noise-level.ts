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
    for (let x = 0; x + 1 < widthPx; x += 2) {
      const at = y * widthPx + x;
      const diagonal =
        ((data[at] ?? 0) -
          (data[at + 1] ?? 0) -
          (data[at + widthPx] ?? 0) +
          (data[at + widthPx + 1] ?? 0)) /
        2;
      const bin = Math.floor(Math.abs(diagonal) * BINS_PER_LEVEL);
      counts[bin] = (counts[bin] ?? 0) + 1;
      total += 1;
    }
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
