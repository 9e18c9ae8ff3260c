import { describe, expect, test } from 'vitest';
import { orientLuma, orientPixels } from './orient-pixels.ts';
import type { ExifOrientation } from '../domain/fingerprint.ts';

/** One pixel per letter, the letter's code in all four channels. */
function pixelsOf(...rows: readonly string[]) {
  const text = rows.join('');
  const rgba = new Uint8ClampedArray(text.length * 4);
  for (let i = 0; i < rgba.length; i++) rgba[i] = text.charCodeAt(i >> 2);
  return { rgba, widthPx: text.length / rows.length, heightPx: rows.length };
}

/** The same of one channel. */
function lumaOf(...rows: readonly string[]) {
  const { rgba, widthPx, heightPx } = pixelsOf(...rows);
  const data = Uint8Array.from(rgba.filter((_, at) => at % 4 === 0));
  return { data, widthPx, heightPx };
}

// What EXIF says of where row 0 and column 0 of the stored picture are to be seen.
const SHOWN: Record<ExifOrientation, readonly string[]> = {
  1: ['abc', 'def'],
  2: ['cba', 'fed'],
  3: ['fed', 'cba'],
  4: ['def', 'abc'],
  5: ['ad', 'be', 'cf'],
  6: ['da', 'eb', 'fc'],
  7: ['fc', 'eb', 'da'],
  8: ['cf', 'be', 'ad'],
};

describe('a stored picture as shown', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('orientation %i', (value) => {
    const shown = orientPixels(pixelsOf('abc', 'def'), value);
    expect(shown).toEqual(pixelsOf(...SHOWN[value]));
    expect(orientLuma(lumaOf('abc', 'def'), value)).toEqual(
      lumaOf(...SHOWN[value]),
    );
  });

  test('an upright picture is not copied', () => {
    const pixels = pixelsOf('abc', 'def');
    expect(orientPixels(pixels, 1).rgba).toBe(pixels.rgba);
  });
});
