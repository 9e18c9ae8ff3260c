import { patchOfLuma } from './central-patch.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { loadRgba } from './loaded-raster.ts';
import { type FullSizeMeasures, fullSizeOf } from './measure-full-size.ts';
import { measureLoaded, type RasterMeasures } from './measure-raster.ts';

/** All that a fingerprint takes from a picture that is its own raster. */
export interface PictureMeasures {
  raster: RasterMeasures;
  fullSize: FullSizeMeasures;
}

/**
 * What `measureRaster` and `measureFullSize` give of a picture of opaque RGBA, measured where it lies
 * in the kernels' memory: pixels are not copied, and luma is made once for both.
 * @param rgba where it lies; what is taken for measuring lies behind it
 */
export function measurePicture(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: number,
  widthPx: number,
  heightPx: number,
): PictureMeasures {
  const loaded = loadRgba(kernels, memory, rgba, widthPx, heightPx);
  const patch = patchOfLuma(loaded.luma, widthPx, heightPx);
  return {
    raster: measureLoaded(kernels, memory, loaded),
    fullSize: fullSizeOf(kernels, memory, patch),
  };
}
