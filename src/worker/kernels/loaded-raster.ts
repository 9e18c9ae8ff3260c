import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkRgb, type RgbRaster } from './raster.ts';

/** Offsets in the kernels' memory; one byte per pixel. */
interface Planes {
  red: number;
  green: number;
  blue: number;
  /** As Pillow's convert('L') gives it. */
  luma: number;
}

/** A raster in the kernels' memory. */
export interface LoadedRaster extends Planes {
  /** RGB, or RGBA whose alpha is nothing to anybody. */
  pixels: number;
  pixelBytes: 3 | 4;
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
  const planes = takePlanes(memory, count);
  const { red, green, blue, luma } = planes;
  kernels.splitRgb(rgb, count, red, green, blue, luma);
  return { pixels: rgb, pixelBytes: 3, ...planes, widthPx, heightPx };
}

/** The same of opaque RGBA that lies in the memory already. Resets nothing. */
export function loadRgba(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: number,
  widthPx: number,
  heightPx: number,
): LoadedRaster {
  const count = widthPx * heightPx;
  const planes = takePlanes(memory, count);
  const { red, green, blue, luma } = planes;
  kernels.splitRgba(rgba, count, red, green, blue, luma);
  return { pixels: rgba, pixelBytes: 4, ...planes, widthPx, heightPx };
}

function takePlanes(memory: KernelMemory, count: number): Planes {
  return {
    red: memory.take(count),
    green: memory.take(count),
    blue: memory.take(count),
    luma: memory.take(count),
  };
}
