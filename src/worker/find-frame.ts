import type { BorderBox } from './kernels/border-box.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { RgbRaster } from './kernels/raster.ts';
import type { Frame } from '../domain/fingerprint.ts';

/** The part of a raster inside a box. */
export function cutOut(
  { data, widthPx }: RgbRaster,
  { left, top, right, bottom }: BorderBox,
): RgbRaster {
  const width = right - left;
  const height = bottom - top;
  const cut = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * widthPx + left) * 3;
    cut.set(data.subarray(from, from + width * 3), y * width * 3);
  }
  return { data: cut, widthPx: width, heightPx: height };
}

/**
 * The border around an upright raster and the hashes of what is inside; undefined without one.
 * @param box what measureRaster found
 */
export function findFrame(
  kernels: Kernels,
  raster: RgbRaster,
  box: BorderBox | undefined,
): Frame | undefined {
  if (box === undefined) return undefined;
  return {
    left: box.left / raster.widthPx,
    top: box.top / raster.heightPx,
    right: box.right / raster.widthPx,
    bottom: box.bottom / raster.heightPx,
    ...kernels.uprightPHashes(cutOut(raster, box)),
  };
}
