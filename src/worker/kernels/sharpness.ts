import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { type LoadedRaster, loadRaster } from './loaded-raster.ts';
import type { RgbRaster } from './raster.ts';

/** The sharpness of a raster in memory. */
export function sharpnessOfLoaded(
  kernels: KernelExports,
  memory: KernelMemory,
  { luma, widthPx, heightPx }: LoadedRaster,
): number {
  if (widthPx < 3 || heightPx < 3) return 0;
  const out = memory.take(16);
  kernels.laplacianSums(luma, widthPx, heightPx, out);
  const [sum = 0, squares = 0] = memory.readF64(out, 2);
  const count = (widthPx - 2) * (heightPx - 2);
  return squares / count - (sum / count) ** 2;
}

/**
 * Variance of the 4-neighbour Laplacian of luma over the inner pixels; higher is sharper. 0 for
 * rasters under 3 px in either direction.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function sharpness(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): number {
  return sharpnessOfLoaded(
    kernels,
    memory,
    loadRaster(kernels, memory, raster),
  );
}
