import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkPixels, MAX_PICTURE_PIXELS, type LumaRaster } from './raster.ts';

/**
 * Reduces luma by a box filter to ⌈w/factor⌉ × ⌈h/factor⌉: the mean of each block to the nearest,
 * over the pixels it has, as `reduceToRaster` does it with colours. Passes through wasm memory a row of
 * blocks at a time.
 * @param factor a whole number; 1 gives the raster itself
 * @throws RangeError on sizes that do not fit the data, and factors of more rows than can be summed
 */
export function reduceLuma(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: LumaRaster,
  factor: number,
): LumaRaster {
  const { data, widthPx, heightPx } = raster;
  checkPixels(data, widthPx, heightPx, 1, MAX_PICTURE_PIXELS);
  const isUsable =
    Number.isInteger(factor) &&
    factor >= 1 &&
    factor <= kernels.maxRowsPerSum();
  if (!isUsable) throw new RangeError(`Bad factor ${factor}.`);
  if (factor === 1) return raster;
  const outWidth = Math.ceil(widthPx / factor);
  const outHeight = Math.ceil(heightPx / factor);
  memory.reset();
  const strip = memory.take(widthPx * Math.min(factor, heightPx));
  const sums = memory.take(widthPx * 2);
  const row = memory.take(outWidth);
  const reduced = new Uint8Array(outWidth * outHeight);
  for (let y = 0; y < outHeight; y++) {
    const rows = Math.min(factor, heightPx - y * factor);
    const from = y * factor * widthPx;
    memory.write(strip, data.subarray(from, from + rows * widthPx));
    kernels.sumLumaRows(strip, widthPx, rows, sums);
    kernels.writeLumaBlocks(sums, widthPx, factor, rows, row);
    reduced.set(memory.view(row, outWidth), y * outWidth);
  }
  return { data: reduced, widthPx: outWidth, heightPx: outHeight };
}
