import { describe, expect, it } from 'vitest';
import type { LumaRaster } from './kernels/raster.ts';
import { cutToRgb } from './rgb-luma.ts';

function plane(widthPx: number, ...levels: readonly number[]): LumaRaster {
  return {
    data: Uint8Array.from(levels),
    widthPx,
    heightPx: levels.length / widthPx,
  };
}

/** JFIF's conversion to whole RGB and back to luma. */
function byRgb(level: number, cb: number, cr: number): number {
  const [red, green, blue] = [
    level + 1.402 * (cr - 128),
    level - 0.344136 * (cb - 128) - 0.714136 * (cr - 128),
    level + 1.772 * (cb - 128),
  ].map((value) => Math.min(255, Math.max(0, Math.round(value))));
  return 0.299 * (red ?? 0) + 0.587 * (green ?? 0) + 0.114 * (blue ?? 0);
}

describe('luma cut off as RGB cuts it', () => {
  it('is that of RGB pixels for every level and many colours', () => {
    const levels = Array.from({ length: 256 }, (_, level) => level);
    let changed = 0;
    for (let cb = 0; cb < 256; cb += 15) {
      for (let cr = 0; cr < 256; cr += 15) {
        const { data } = cutToRgb({
          luma: plane(256, ...levels),
          blue: plane(256, ...levels.map(() => cb)),
          red: plane(256, ...levels.map(() => cr)),
        });
        levels.forEach((level) => {
          const difference = (data[level] ?? NaN) - byRgb(level, cb, cr);
          // Each of the three is rounded there before they are weighed.
          expect(Math.abs(difference)).toBeLessThan(1.01);
          if (data[level] !== level) changed += 1;
        });
      }
    }
    expect(changed).toBeGreaterThan(10_000);
  });

  it.each([
    ['each pixel', 3, 2],
    ['two pixels of a row', 2, 2],
    ['four pixels', 2, 1],
  ])('takes the chroma of %s', (_, width, height) => {
    const levels = [200, 200, 200, 200, 200, 200];
    const samples = Array.from({ length: width * height }, () => 128);
    const cut = (at: number): number[] => {
      const red = plane(width, ...samples.with(at, 255));
      const { data } = cutToRgb({
        luma: plane(3, ...levels),
        blue: plane(width, ...samples),
        red,
      });
      return [...data].flatMap((level, place) =>
        level === 200 ? [] : [place],
      );
    };
    const all = [...samples.keys()].flatMap(cut);
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(cut(0)).toContain(0);
    expect(cut(samples.length - 1)).toContain(5);
  });
});
