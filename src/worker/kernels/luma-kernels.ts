import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { lanczosResize, layOutLuma } from './lanczos-resize.ts';
import {
  checkLuma,
  checkPixels,
  checkRgb,
  type LumaRaster,
  MAX_RASTER_PIXELS,
  type RgbRaster,
} from './raster.ts';

/**
 * Luma as Pillow's convert('L') gives it.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function lumaOf(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): LumaRaster {
  checkRgb(raster);
  const { data, widthPx, heightPx } = raster;
  const count = widthPx * heightPx;
  memory.reset();
  const rgb = memory.put(data);
  const luma = memory.take(count);
  kernels.rgbToLuma(rgb, luma, count);
  return { data: memory.read(luma, count), widthPx, heightPx };
}

/**
 * Pillow's 8-bit LANCZOS resize of one channel, bit for bit; enlarges too.
 * @throws RangeError on a raster whose data does not fit its size, or an absurd target size
 */
export function resizeLuma(
  kernels: KernelExports,
  memory: KernelMemory,
  luma: LumaRaster,
  outWidthPx: number,
  outHeightPx: number,
): LumaRaster {
  checkLuma(luma);
  const { data, widthPx, heightPx } = luma;
  const length = outWidthPx * outHeightPx;
  checkPixels({ length }, outWidthPx, outHeightPx, 1, MAX_RASTER_PIXELS);
  // The picture between the two passes is as wide as the one and as high as the other.
  const between = outWidthPx * heightPx;
  checkPixels({ length: between }, outWidthPx, heightPx, 1, MAX_RASTER_PIXELS);
  memory.reset();
  const source = memory.put(data);
  const target = lanczosResize(
    kernels,
    memory,
    layOutLuma(kernels, memory, source, widthPx, heightPx),
    outWidthPx,
    outHeightPx,
  );
  return {
    data: memory.read(target, length),
    widthPx: outWidthPx,
    heightPx: outHeightPx,
  };
}

/** The kernel's 32-bit sums hold this many products of two bytes. */
const CHUNK_BYTES = 65_536;

/**
 * Normalised cross-correlation of the first `length` bytes of two arrays, −1…1. 0 where either is
 * constant: nothing correlates with nothing.
 * @throws RangeError when `length` is under 1 or exceeds either array
 */
export function ncc(
  kernels: KernelExports,
  memory: KernelMemory,
  a: Uint8Array,
  b: Uint8Array,
  length: number,
): number {
  const longest = Math.min(a.length, b.length);
  if (!Number.isInteger(length) || length < 1 || length > longest) {
    throw new RangeError(`Cannot correlate ${length} of ${longest} bytes.`);
  }
  const chunk = Math.min(length, CHUNK_BYTES);
  memory.reset();
  const atA = memory.take(chunk);
  const atB = memory.take(chunk);
  const out = memory.take(20);
  const sums = [0, 0, 0, 0, 0];
  for (let from = 0; from < length; from += chunk) {
    const to = Math.min(length, from + chunk);
    memory.write(atA, a.subarray(from, to));
    memory.write(atB, b.subarray(from, to));
    kernels.correlationSums(atA, atB, to - from, out);
    memory.readU32(out, 5).forEach((sum, i) => {
      sums[i]! += sum;
    });
  }
  const [sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0] = sums;
  const varianceA = length * sumAA - sumA * sumA;
  const varianceB = length * sumBB - sumB * sumB;
  if (varianceA === 0 || varianceB === 0) return 0;
  const covariance = length * sumAB - sumA * sumB;
  return covariance / (Math.sqrt(varianceA) * Math.sqrt(varianceB));
}
