import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkRgb, type RgbRaster } from './raster.ts';

/** Offsets of a raster in the kernels' memory; planes are one byte per pixel. */
export interface LoadedRaster {
  /** RGB, or RGBA whose alpha is nothing to anybody. */
  pixels: number;
  pixelBytes: 3 | 4;
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
  const [red, green, blue, luma] = takePlanes(memory, count);
  kernels.splitRgb(rgb, count, red, green, blue, luma);
  return {
    pixels: rgb,
    pixelBytes: 3,
    red,
    green,
    blue,
    luma,
    widthPx,
    heightPx,
  };
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
  const [red, green, blue, luma] = takePlanes(memory, count);
  kernels.splitRgba(rgba, count, red, green, blue, luma);
  return {
    pixels: rgba,
    pixelBytes: 4,
    red,
    green,
    blue,
    luma,
    widthPx,
    heightPx,
  };
}

function takePlanes(
  memory: KernelMemory,
  count: number,
): [red: number, green: number, blue: number, luma: number] {
  return [
    memory.take(count),
    memory.take(count),
    memory.take(count),
    memory.take(count),
  ];
}
