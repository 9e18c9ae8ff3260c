import { expect, test } from 'vitest';
import { pngPixels, pngStill, pngTags } from './png-parts.ts';
import { bytesOf, u32be } from './test-pictures.ts';

function chunk(type: string, ...data: number[]): Uint8Array {
  return bytesOf(u32be(data.length), type, data, u32be(0));
}

const SIGNATURE = '\x89PNG\r\n\x1a\n';
const STILL = bytesOf(
  SIGNATURE,
  chunk('IHDR', 1),
  chunk('IDAT', 2, 3),
  chunk('IEND'),
);

test('a still comes back as it is', () => {
  expect(pngStill(STILL)).toBe(STILL);
});

test('the animation goes, all else stays', () => {
  const animated = bytesOf(
    ...[SIGNATURE, chunk('IHDR', 1), chunk('acTL', 9), chunk('IDAT', 2, 3)],
    ...[chunk('fcTL', 1), chunk('fdAT', 7, 7, 7), chunk('IEND')],
  );
  expect(pngStill(animated)).toEqual(STILL);
});

test('what turns the picture goes, in front of the pixels and behind them', () => {
  const turned = bytesOf(
    ...[SIGNATURE, chunk('IHDR', 1), chunk('eXIf', 6), chunk('IDAT', 2, 3)],
    ...[chunk('eXIf', 6), chunk('IEND')],
  );
  expect(pngStill(turned)).toEqual(STILL);
});

test('for the carried codec only what makes the pixels stays', () => {
  const noted = bytesOf(
    ...[SIGNATURE, chunk('IHDR', 1), chunk('iCCP', 6), chunk('PLTE', 8)],
    ...[chunk('tEXt', 6), chunk('tRNS', 9), chunk('IDAT', 2, 3)],
    ...[chunk('iTXt', 6, 6), chunk('IEND')],
  );
  const pixels = bytesOf(
    ...[SIGNATURE, chunk('IHDR', 1), chunk('PLTE', 8), chunk('tRNS', 9)],
    ...[chunk('IDAT', 2, 3), chunk('IEND')],
  );
  expect(pngPixels(noted)).toEqual(pixels);
  expect(pngPixels(pixels)).toBe(pixels);
});

test('for tags only EXIF and short notes stay', () => {
  const long = bytesOf(u32be(2e6), 'iTXt', new Uint8Array(2e6), u32be(0));
  const noted = bytesOf(STILL, chunk('tEXt', 6), long, chunk('eXIf', 1, 2));
  expect(pngTags(noted)).toEqual(
    bytesOf(
      SIGNATURE,
      ...[chunk('IHDR', 1), chunk('tEXt', 6), chunk('eXIf', 1, 2)],
    ),
  );
});

test('a file cut inside a chunk', () => {
  const cut = bytesOf(SIGNATURE, chunk('IHDR', 1), chunk('acTL', 9)).subarray(
    0,
    -3,
  );
  expect(pngStill(cut).length).toBeLessThanOrEqual(cut.length);
});
