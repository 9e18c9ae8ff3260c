import { findFrame } from './find-frame.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { FullSizeMeasures } from './kernels/measure-full-size.ts';
import type { RasterMeasures } from './kernels/measure-raster.ts';
import type { JpegPixels } from './kernels/jpeg-picture.ts';
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

/** The same of a picture that is its own raster, with what is measured at full size. */
export function measureWhole(
  kernels: Kernels,
  picture: JpegPixels,
): { measured: MeasuredRaster; fullSize: FullSizeMeasures } {
  const startedMs = performance.now();
  const { raster, fullSize } = picture.measure();
  const { border, ...measures } = raster;
  const frame = border && findFrame(kernels, picture.raster(), border);
  const tookMs = performance.now() - startedMs;
  return { measured: { ...measures, frame, tookMs }, fullSize };
}
