import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkRgb, type RgbRaster } from './raster.ts';

/** Offsets of a raster in the kernels' memory; planes are one byte per pixel. */
export interface LoadedRaster {
  rgb: number;
  red: number;
  green: number;
  blue: number;
  /** As Pillow's convert('L') gives it. */
  luma: number;
  widthPx: number;
  heightPx: number;
}

/**
 * Resets the memory and puts a raster there, with the planes that measures share.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function loadRaster(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): LoadedRaster {
  checkRgb(raster);
  const { data, widthPx, heightPx } = raster;
  const count = widthPx * heightPx;
  memory.reset();
  const rgb = memory.put(data);
  const [red, green, blue, luma] = [
    memory.take(count),
    memory.take(count),
    memory.take(count),
    memory.take(count),
  ];
  kernels.splitRgb(rgb, count, red, green, blue, luma);
  return { rgb, red, green, blue, luma, widthPx, heightPx };
}
