import { expect, test } from 'vitest';
import type { ExifOrientation } from '../../domain/fingerprint.ts';
import { orientRaster } from './orient-raster.ts';
import type { RgbRaster } from './raster.ts';

/** One letter per pixel, so that a turn can be read. */
function letters(rows: readonly string[]): RgbRaster {
  const text = rows.join('');
  const data = new Uint8Array(text.length * 3);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    data.set([code, code + 50, code + 100], i * 3);
  }
  return { data, widthPx: rows[0]!.length, heightPx: rows.length };
}

/** The picture as shown is always the same F; these are its stored forms (EXIF 2.32). */
const SHOWN = ['ab', 'cd', 'ef'];
const STORED: readonly [ExifOrientation, string[]][] = [
  [1, ['ab', 'cd', 'ef']],
  [2, ['ba', 'dc', 'fe']],
  [3, ['fe', 'dc', 'ba']],
  [4, ['ef', 'cd', 'ab']],
  [5, ['ace', 'bdf']],
  [6, ['bdf', 'ace']],
  [7, ['fdb', 'eca']],
  [8, ['eca', 'fdb']],
];

test.each(STORED)('orientation %i is undone', (orientation, stored) => {
  expect(orientRaster(letters(stored), orientation)).toEqual(letters(SHOWN));
});

test('a raster that does not fit its size is refused', () => {
  const data = new Uint8Array(11);
  expect(() => orientRaster({ data, widthPx: 2, heightPx: 2 }, 6)).toThrow(
    RangeError,
  );
});
