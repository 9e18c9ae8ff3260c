/** RGB pixels, 3 bytes each, row-major, no padding. */
export interface RgbRaster {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** Luma pixels, 1 byte each, row-major, no padding. */
export interface LumaRaster {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** Longest side that the kernels take, px. Beyond it 32-bit sums could overflow. */
const MAX_SIDE_PX = 1_000_000;

/**
 * Most pixels of a raster that is held in memory whole. A picture is reduced to under 512 px on
 * its shorter side first, so only strips over a hundred times longer than wide can pass it.
 */
export const MAX_RASTER_PIXELS = 1 << 25;

/** Most pixels of a full-size picture, which is only ever seen in strips. */
export const MAX_PICTURE_PIXELS = 2 ** 30;

/**
 * Refuses a picture whose buffer does not fit its size.
 * @throws RangeError
 */
export function checkPixels(
  data: { readonly length: number },
  widthPx: number,
  heightPx: number,
  bytesPerPixel: number,
  maxPixels: number,
): void {
  for (const side of [widthPx, heightPx]) {
    if (!Number.isInteger(side) || side < 1 || side > MAX_SIDE_PX) {
      throw new RangeError(`Bad picture size ${widthPx}×${heightPx}.`);
    }
  }
  const pixels = widthPx * heightPx;
  if (pixels > maxPixels) {
    throw new RangeError(
      `${widthPx}×${heightPx} is more than ${maxPixels} pixels.`,
    );
  }
  if (data.length !== pixels * bytesPerPixel) {
    throw new RangeError(
      `${widthPx}×${heightPx} needs ${pixels * bytesPerPixel} bytes, not ${data.length}.`,
    );
  }
}

/** @throws RangeError */
export function checkRgb(raster: RgbRaster): void {
  const { data, widthPx, heightPx } = raster;
  checkPixels(data, widthPx, heightPx, 3, MAX_RASTER_PIXELS);
}

/** @throws RangeError */
export function checkLuma(raster: LumaRaster): void {
  const { data, widthPx, heightPx } = raster;
  checkPixels(data, widthPx, heightPx, 1, MAX_RASTER_PIXELS);
}
