import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkLuma } from './raster.ts';
import {
  PART_PX,
  type PictureSize,
  type ScaledLuma,
  SoftRows,
} from './soft-rows.ts';

/** Of each part of two pictures, row by row, levels². */
export interface PartSums {
  /** Mean squared difference. */
  differences: Float64Array;
  /** Variances of the one and the other, and their covariance. */
  first: Float64Array;
  second: Float64Array;
  products: Float64Array;
}

function check(picture: ScaledLuma, size: PictureSize): void {
  const { luma, scaleX, scaleY } = picture;
  checkLuma(luma);
  for (const [side, scale, pixels] of [
    [size.widthPx, scaleX, luma.widthPx],
    [size.heightPx, scaleY, luma.heightPx],
  ] as const) {
    const isUsable =
      Number.isInteger(side) &&
      side >= PART_PX &&
      scale > 0 &&
      (side - 1) * scale < pixels;
    if (!isUsable) {
      throw new RangeError(`No ${side} px of ${scale} px in ${pixels} px.`);
    }
  }
}

/**
 * Compares two pictures, brought to this size by a box filter and smoothed by 1-4-6-4-1 along both
 * axes (edges mirrored), in parts of 8 × 8 px; the last of a row and of a column are moved back so
 * that they are whole. Exact where the scale is 1; what is scaled is taken in sixteenths of a level.
 * Passes through wasm memory some rows at a time.
 * @throws RangeError on data that does not fit its size, less than a part, or scales that reach
 * beyond a picture
 */
export function partSums(
  kernels: KernelExports,
  memory: KernelMemory,
  first: ScaledLuma,
  second: ScaledLuma,
  size: PictureSize,
): PartSums {
  check(first, size);
  check(second, size);
  const { widthPx, heightPx } = size;
  const across = Math.ceil(widthPx / PART_PX);
  const down = Math.ceil(heightPx / PART_PX);
  memory.reset();
  const one = new SoftRows(kernels, memory, first, size);
  const other = new SoftRows(kernels, memory, second, size);
  const out = memory.take(4 * across * Float64Array.BYTES_PER_ELEMENT);
  const sums: PartSums = {
    differences: new Float64Array(across * down),
    first: new Float64Array(across * down),
    second: new Float64Array(across * down),
    products: new Float64Array(across * down),
  };
  for (let row = 0; row < down; row++) {
    const top = Math.min(row * PART_PX, heightPx - PART_PX);
    kernels.partSums(one.from(top), other.from(top), widthPx, out);
    const values = memory.readF64(out, 4 * across);
    for (const [kind, to] of [
      sums.differences,
      sums.first,
      sums.second,
      sums.products,
    ].entries()) {
      const from = kind * across;
      to.set(values.subarray(from, from + across), row * across);
    }
  }
  return sums;
}
