import type { CodedPlanes } from '../cut-to-rgb.ts';
import type { LumaRaster } from '../raster.ts';

/** The luma that RGB pixels would have, pixel by pixel, from the formulas of JFIF; in place. */
export function cutByFormula({ luma, blue, red }: CodedPlanes): LumaRaster {
  const { data, widthPx, heightPx } = luma;
  const across = widthPx > blue.widthPx ? 2 : 1;
  const down = heightPx > blue.heightPx ? 2 : 1;
  for (let y = 0; y < heightPx; y += 1) {
    let sample = Math.floor(y / down) * blue.widthPx;
    let at = y * widthPx;
    const rowEnd = at + widthPx;
    while (at < rowEnd) {
      const cb = (blue.data[sample] ?? 128) - 128;
      const cr = (red.data[sample] ?? 128) - 128;
      const toRed = 1.402 * cr;
      const toGreen = -0.344136 * cb - 0.714136 * cr;
      const toBlue = 1.772 * cb;
      const least = -Math.min(toRed, toGreen, toBlue);
      const most = 255 - Math.max(toRed, toGreen, toBlue);
      const end = Math.min(rowEnd, at + across);
      for (; at < end; at += 1) {
        const level = data[at] ?? 0;
        if (level >= least && level <= most) continue;
        data[at] =
          0.299 * inByte(level + toRed) +
          0.587 * inByte(level + toGreen) +
          0.114 * inByte(level + toBlue) +
          0.5;
      }
      sample += 1;
    }
  }
  return luma;
}

function inByte(level: number): number {
  return Math.min(255, Math.max(0, level));
}
