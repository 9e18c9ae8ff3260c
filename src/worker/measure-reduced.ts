import { findFrame } from './find-frame.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { RasterMeasures } from './kernels/measure-raster.ts';
import type { RgbRaster } from './kernels/raster.ts';
import type { Frame } from '../domain/fingerprint.ts';

/** What a fingerprint takes from a raster. */
export interface MeasuredRaster extends Omit<RasterMeasures, 'border'> {
  /** The border, and the hashes of what is inside, where there is one. */
  frame: Frame | undefined;
  /** How long it took. */
  tookMs: number;
}

/** Measures a raster before anything is awaited: it may lie in memory that the next file takes. */
export function measureReduced(
  kernels: Kernels,
  raster: RgbRaster,
): MeasuredRaster {
  const startedMs = performance.now();
  const { border, ...measures } = kernels.measureRaster(raster);
  const frame = findFrame(kernels, raster, border);
  return { ...measures, frame, tookMs: performance.now() - startedMs };
}
