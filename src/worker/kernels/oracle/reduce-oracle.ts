import type { RgbRaster } from '../raster.ts';

/** The plain twin of reduceToRaster: block by block, pixel by pixel. */
export function reduceOracle(
  rgba: Uint8Array,
  widthPx: number,
  heightPx: number,
): RgbRaster {
  const k = Math.max(1, Math.floor(Math.min(widthPx, heightPx) / 256));
  const outWidth = Math.ceil(widthPx / k);
  const outHeight = Math.ceil(heightPx / k);
  const data = new Uint8Array(outWidth * outHeight * 3);
  for (let by = 0; by < outHeight; by++) {
    for (let bx = 0; bx < outWidth; bx++) {
      const sums = [0, 0, 0];
      let count = 0;
      for (let y = by * k; y < Math.min(heightPx, by * k + k); y++) {
        for (let x = bx * k; x < Math.min(widthPx, bx * k + k); x++) {
          const at = (y * widthPx + x) * 4;
          const alpha = rgba[at + 3]! / 255;
          for (let c = 0; c < 3; c++) {
            sums[c]! += Math.round(rgba[at + c]! * alpha + 255 * (1 - alpha));
          }
          count++;
        }
      }
      for (let c = 0; c < 3; c++) {
        data[(by * outWidth + bx) * 3 + c] = Math.round(sums[c]! / count);
      }
    }
  }
  return { data, widthPx: outWidth, heightPx: outHeight };
}
