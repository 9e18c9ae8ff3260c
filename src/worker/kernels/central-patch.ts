import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkPixels, MAX_PICTURE_PIXELS } from './raster.ts';

/** Luma of the middle of a full-size picture, in wasm memory. */
export interface LumaPatch {
  offset: number;
  /** Bytes from row to row. */
  stride: number;
  widthPx: number;
  heightPx: number;
}

/** Longest side of the patch. */
const PATCH_PX = 512;

/** Keeps JPEG's grid in place: patches begin on a multiple of it. */
const GRID_PX = 8;

function startOf(size: number, patch: number): number {
  return Math.floor((size - patch) / 2 / GRID_PX) * GRID_PX;
}

/**
 * Copies the middle of an RGBA picture, at most PATCH_PX per side, into wasm memory as luma.
 * Resets the memory. Alpha is ignored.
 * @throws RangeError on sizes that do not fit the data
 */
export function centralLuma(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
): LumaPatch {
  checkPixels(rgba, widthPx, heightPx, 4, MAX_PICTURE_PIXELS);
  const patchWidth = Math.min(widthPx, PATCH_PX);
  const patchHeight = Math.min(heightPx, PATCH_PX);
  const left = startOf(widthPx, patchWidth);
  const top = startOf(heightPx, patchHeight);
  memory.reset();
  const offset = memory.take(patchWidth * patchHeight);
  const patch = memory.take(patchWidth * patchHeight * 4);
  const target = memory.view(patch, patchWidth * patchHeight * 4);
  if (patchWidth === widthPx) {
    const from = top * widthPx * 4;
    target.set(rgba.subarray(from, from + target.length));
  } else {
    for (let y = 0; y < patchHeight; y++) {
      const from = ((top + y) * widthPx + left) * 4;
      const row = rgba.subarray(from, from + patchWidth * 4);
      target.set(row, y * patchWidth * 4);
    }
  }
  kernels.rgbaToLuma(patch, offset, patchWidth * patchHeight);
  return {
    offset,
    stride: patchWidth,
    widthPx: patchWidth,
    heightPx: patchHeight,
  };
}

/** The same patch of a picture whose luma lies in wasm memory: nothing is copied. */
export function patchOfLuma(
  luma: number,
  widthPx: number,
  heightPx: number,
): LumaPatch {
  const patchWidth = Math.min(widthPx, PATCH_PX);
  const patchHeight = Math.min(heightPx, PATCH_PX);
  const left = startOf(widthPx, patchWidth);
  const top = startOf(heightPx, patchHeight);
  return {
    offset: luma + top * widthPx + left,
    stride: widthPx,
    widthPx: patchWidth,
    heightPx: patchHeight,
  };
}
