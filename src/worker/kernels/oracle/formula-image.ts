import type { RgbRaster } from '../raster.ts';

/** A triangle wave of period 2p, 0–255, in integers. */
function triangle(t: number, p: number): number {
  const m = t % (2 * p);
  const v = m < p ? m : 2 * p - 1 - m;
  return Math.floor((v * 255) / (p - 1));
}

/** The reference image of this size: drawn by a formula in integers, so that it needs no file. */
export function formulaImage(widthPx: number, heightPx: number): RgbRaster {
  const data = new Uint8Array(widthPx * heightPx * 3);
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      data[at] = (triangle(5 * x + 3 * y, 211) + triangle(x * y, 509)) >> 1;
      data[at + 1] =
        (triangle(2 * x + 7 * y, 307) + triangle(x * x + 3 * y, 1021)) >> 1;
      data[at + 2] =
        (triangle(x + 4 * y, 401) + triangle(y * y + 2 * x, 769)) >> 1;
      at += 3;
    }
  }
  return { data, widthPx, heightPx };
}
