import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkRgb, type RgbRaster } from './raster.ts';

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
  checkRgb(raster);
  const { data, widthPx, heightPx } = raster;
  if (widthPx < 3 || heightPx < 3) return 0;
  memory.reset();
  const rgb = memory.put(data);
  const luma = memory.take(widthPx * heightPx);
  const out = memory.take(16);
  kernels.rgbToLuma(rgb, luma, widthPx * heightPx);
  kernels.laplacianSums(luma, widthPx, heightPx, out);
  const [sum = 0, squares = 0] = memory.readF64(out, 2);
  const count = (widthPx - 2) * (heightPx - 2);
  return squares / count - (sum / count) ** 2;
}
