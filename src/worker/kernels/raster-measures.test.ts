import { beforeAll, describe, expect, test } from 'vitest';
import { flagsOf } from './content-flags.ts';
import type { Kernels } from './load-kernels.ts';
import { colourOracle, sharpnessOracle } from './oracle/measures-oracle.ts';
import {
  pictureRaster,
  randomRaster,
  seededRandom,
} from './oracle/seeded-random.ts';
import type { RgbRaster } from './raster.ts';
import { testKernels } from './test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

function drawn(
  widthPx: number,
  heightPx: number,
  colourAt: (x: number, y: number) => readonly number[],
): RgbRaster {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < widthPx * heightPx; i++) {
    data.set(colourAt(i % widthPx, Math.floor(i / widthPx)), i * 3);
  }
  return { data, widthPx, heightPx };
}

describe.each([
  [1, 1],
  [1, 9],
  [11, 1],
  [2, 3],
  [3, 3],
  [4, 4],
  [37, 29],
  [256, 341],
])('%i×%i', (width, height) => {
  test.each([
    ['noise', randomRaster(width, height, width + 9 * height)],
    ['picture', pictureRaster(width, height, 5)],
  ])('%s: colour and sharpness equal their plain twins', (_name, raster) => {
    expect(kernels.colourSignature(raster)).toEqual(colourOracle(raster));
    expect(kernels.sharpness(raster)).toBeCloseTo(sharpnessOracle(raster), 6);
  });
});

test('the colour signature of pure colours', () => {
  const red = kernels.colourSignature(drawn(8, 8, () => [255, 0, 0]));
  expect([...red.subarray(45)]).toEqual([76, 85, 255]);
  const corner = drawn(8, 8, (x, y) =>
    x < 2 && y < 2 ? [255, 255, 255] : [0, 0, 0],
  );
  expect([...kernels.colourSignature(corner).subarray(0, 6)]).toEqual([
    255, 128, 128, 0, 128, 128,
  ]);
});

test('a blurred picture is less sharp', () => {
  const sharp = pictureRaster(301, 260, 2);
  const luma = kernels.lumaOf(sharp);
  const small = kernels.resizeLuma(luma, 100, 87);
  const blurred = kernels.resizeLuma(small, 301, 260).data;
  const grey = (data: Uint8Array): RgbRaster => ({
    ...sharp,
    data: Uint8Array.from({ length: data.length * 3 }, (_unused, i) => {
      return data[Math.floor(i / 3)]!;
    }),
  });
  expect(kernels.sharpness(grey(blurred))).toBeLessThan(
    kernels.sharpness(grey(luma.data)) / 2,
  );
});

describe('content flags', () => {
  const none = { isFlat: false, isDocument: false, isGraphic: false };

  test('of a picture: none', () => {
    expect(kernels.contentFlags(pictureRaster(340, 256, 1))).toEqual(none);
  });

  test('of noise in few grey levels: flat, no graphic', () => {
    const random = seededRandom(4);
    const raster = drawn(300, 256, () => {
      const grey = 100 + Math.floor(random() * 16);
      return [grey, grey, grey];
    });
    expect(kernels.contentFlags(raster)).toEqual({ ...none, isFlat: true });
  });

  test('of one colour: flat and a graphic', () => {
    expect(kernels.contentFlags(drawn(90, 70, () => [10, 90, 40]))).toEqual({
      isFlat: true,
      isDocument: false,
      isGraphic: true,
    });
  });

  test('of a photographed page: a document', () => {
    const random = seededRandom(6);
    const page = drawn(256, 360, (x, y) => {
      const isInk = y % 12 < 4 && x % 7 < 4 && x > 20 && x < 230;
      const shade = (isInk ? 60 : 215) + random() * 20 - x / 20;
      return [shade, shade - 4, shade - 9];
    });
    expect(kernels.contentFlags(page)).toEqual({ ...none, isDocument: true });
  });

  test('of a page on coloured paper: no document', () => {
    const page = drawn(256, 360, (_x, y) =>
      y % 12 < 3 ? [60, 60, 50] : [250, 235, 150],
    );
    expect(kernels.contentFlags(page).isDocument).toBe(false);
  });

  test('of a logo: a graphic', () => {
    const logo = drawn(300, 300, (x, y) =>
      Math.hypot(x - 150, y - 150) < 90 ? [200, 30, 30] : [20, 30, 120],
    );
    expect(kernels.contentFlags(logo)).toEqual({ ...none, isGraphic: true });
  });

  test('the limits', () => {
    const counts = {
      lumaDeviation: 6,
      paperShare: 0.56,
      meanChroma: 20,
      repeatShare: 0.6,
      commonColourShare: 1,
    };
    expect(flagsOf(counts)).toEqual(none);
    expect(flagsOf({ ...counts, lumaDeviation: 5.9 }).isFlat).toBe(true);
    expect(flagsOf({ ...counts, meanChroma: 19 }).isDocument).toBe(true);
    expect(flagsOf({ ...counts, repeatShare: 0.61 }).isGraphic).toBe(true);
  });
});

test.each([
  [0, 1, 0],
  [5, 5, 74],
  [5, 5, 76],
])('%i×%i with %i bytes is refused', (widthPx, heightPx, length) => {
  const raster = { data: new Uint8Array(length), widthPx, heightPx };
  expect(() => kernels.colourSignature(raster)).toThrow(RangeError);
  expect(() => kernels.contentFlags(raster)).toThrow(RangeError);
  expect(() => kernels.sharpness(raster)).toThrow(RangeError);
});
