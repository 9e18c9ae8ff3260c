import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import {
  checkPixels,
  MAX_PICTURE_PIXELS,
  MAX_RASTER_PIXELS,
  type RgbRaster,
} from './raster.ts';

/** The reduced short side stays in [256, 512) where the picture has that many pixels. */
const SHORT_SIDE_PX = 256;

/** A strip that stays in the L2 cache between copying and summing. */
const STRIP_BYTES = 512 * 1024;

/** The integer factor by which a picture of this size is reduced. */
export function reductionFactor(widthPx: number, heightPx: number): number {
  return Math.max(1, Math.floor(Math.min(widthPx, heightPx) / SHORT_SIDE_PX));
}

interface Plan {
  rgba: Uint8Array | Uint8ClampedArray;
  widthPx: number;
  heightPx: number;
  factor: number;
  stripBytes: number;
  /** Where to put RGBA rows, column sums, block sums and the finished RGB row. */
  strip: number;
  sums: number;
  blocks: number;
  row: number;
}

/**
 * Reduces full-size RGBA by a box filter to a raster of ⌈w/k⌉×⌈h/k⌉, where k is
 * max(1, ⌊short side / 256⌋) unless told. Alpha is composited on white per pixel, to the nearest; blocks
 * are averaged to the nearest over the pixels they have. The picture passes through wasm memory
 * in strips of about `stripBytes`, never as a whole.
 * @throws RangeError on sizes that do not fit the data, or beyond the limits in raster.ts
 */
export function reduceToRaster(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  stripBytes = STRIP_BYTES,
  factor = reductionFactor(widthPx, heightPx),
): RgbRaster {
  checkPixels(rgba, widthPx, heightPx, 4, MAX_PICTURE_PIXELS);
  const outWidth = Math.ceil(widthPx / factor);
  const outHeight = Math.ceil(heightPx / factor);
  if (outWidth * outHeight > MAX_RASTER_PIXELS) {
    throw new RangeError(`${widthPx}×${heightPx} is too long a strip.`);
  }
  if (factor === 1) {
    const data = copyAsRgb(kernels, memory, rgba, stripBytes);
    return { data, widthPx, heightPx };
  }
  // Tiles are whole blocks wide; one tile spans all but absurdly wide pictures.
  const tileWidth = Math.min(
    widthPx,
    Math.max(1, Math.floor(stripBytes / 4 / factor)) * factor,
  );
  const tileBlocks = Math.ceil(tileWidth / factor);
  memory.reset();
  const plan: Plan = {
    rgba,
    widthPx,
    heightPx,
    factor,
    stripBytes,
    strip: memory.take(Math.max(stripBytes, tileWidth * 4)),
    sums: memory.take(tileWidth * 8),
    blocks: memory.take(tileBlocks * 16),
    row: memory.take(tileBlocks * 3),
  };
  const data = new Uint8Array(outWidth * outHeight * 3);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < widthPx; x += tileWidth) {
      const width = Math.min(tileWidth, widthPx - x);
      const bytes = reduceTile(kernels, memory, plan, x, width, y * factor);
      data.set(bytes, (y * outWidth + x / factor) * 3);
    }
  }
  return { data, widthPx: outWidth, heightPx: outHeight };
}

/** Pixel by pixel: nothing is summed. */
function copyAsRgb(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: Uint8Array | Uint8ClampedArray,
  stripBytes: number,
): Uint8Array {
  const pixelsAtOnce = Math.max(1, Math.floor(stripBytes / 4));
  memory.reset();
  const strip = memory.take(pixelsAtOnce * 4);
  const rgb = memory.take(pixelsAtOnce * 3);
  const pixels = rgba.length / 4;
  const data = new Uint8Array(pixels * 3);
  for (let done = 0; done < pixels; done += pixelsAtOnce) {
    const count = Math.min(pixelsAtOnce, pixels - done);
    memory.write(strip, rgba.subarray(done * 4, (done + count) * 4));
    kernels.opaqueRgb(strip, count, rgb);
    data.set(memory.view(rgb, count * 3), done * 3);
  }
  return data;
}

/** One row of blocks between `left` and `left + width`; returns its RGB. */
function reduceTile(
  kernels: KernelExports,
  memory: KernelMemory,
  plan: Plan,
  left: number,
  width: number,
  top: number,
): Uint8Array {
  const { factor, strip, sums, blocks, row } = plan;
  const blockCount = Math.ceil(width / factor);
  const rowCount = Math.min(factor, plan.heightPx - top);
  const rowsAtOnce = Math.max(
    1,
    Math.min(
      kernels.maxRowsPerSum(),
      Math.floor(plan.stripBytes / (width * 4)),
    ),
  );
  memory.clear(blocks, blockCount * 16);
  for (let done = 0; done < rowCount; done += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, rowCount - done);
    copyRows(memory, plan, left, width, top + done, rows);
    if (kernels.sumRows(strip, width, rows, sums) === 0) {
      kernels.compositeOnWhite(strip, width * rows);
      kernels.sumRows(strip, width, rows, sums);
    }
    kernels.addToBlocks(sums, width, factor, blocks);
  }
  kernels.writeBlocks(blocks, width, factor, rowCount, row);
  return memory.read(row, blockCount * 3);
}

function copyRows(
  memory: KernelMemory,
  plan: Plan,
  left: number,
  width: number,
  top: number,
  rows: number,
): void {
  const { rgba, widthPx, strip } = plan;
  const start = (top * widthPx + left) * 4;
  if (width === widthPx) {
    memory.write(strip, rgba.subarray(start, start + rows * width * 4));
    return;
  }
  for (let r = 0; r < rows; r++) {
    const from = start + r * widthPx * 4;
    memory.write(strip + r * width * 4, rgba.subarray(from, from + width * 4));
  }
}
