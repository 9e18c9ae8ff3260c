import { beforeAll, describe, expect, test } from 'vitest';
import type { Kernels } from './load-kernels.ts';
import { nccOracle } from './oracle/measures-oracle.ts';
import { lumaOracle, resizeOracle } from './oracle/resize-oracle.ts';
import { randomBytes, randomRaster } from './oracle/seeded-random.ts';
import { testKernels } from './test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

test.each([
  [1, 1],
  [1, 17],
  [33, 1],
  [31, 29],
])('luma of %i×%i equals the plain twin', (width, height) => {
  const raster = randomRaster(width, height, 9);
  expect(kernels.lumaOf(raster)).toEqual(lumaOracle(raster));
});

describe('resizeLuma equals the plain twin', () => {
  test.each([
    [1, 1, 1, 1],
    [1, 1, 9, 7],
    [1, 200, 32, 32],
    [200, 1, 32, 32],
    [97, 61, 9, 8],
    [97, 61, 97, 30],
    [97, 61, 50, 61],
    [97, 61, 97, 61],
    [97, 61, 131, 150],
    [64, 512, 65, 3],
    [401, 300, 17, 16],
    [20, 33, 1, 1],
  ])('%i×%i → %i×%i', (width, height, outWidth, outHeight) => {
    const data = randomBytes(width * height, width * height + outWidth);
    // Extremes make the overshoot clip.
    data.forEach((v, i) => {
      if (v < 80) data[i] = v < 40 ? 0 : 255;
    });
    const luma = { data, widthPx: width, heightPx: height };
    expect(kernels.resizeLuma(luma, outWidth, outHeight)).toEqual(
      resizeOracle(luma, outWidth, outHeight),
    );
  });
});

test('weight tables of many sizes, more than are kept, never mix', () => {
  const sizes = Array.from(
    { length: 150 },
    (_, at) => 1400 + ((at * 37) % 150),
  );
  for (const widthPx of [...sizes, ...sizes.slice(0, 8)]) {
    const luma = {
      data: randomBytes(widthPx * 2, widthPx),
      widthPx,
      heightPx: 2,
    };
    expect(kernels.resizeLuma(luma, 32, 2)).toEqual(resizeOracle(luma, 32, 2));
  }
  // Longer than the whole area: built for the one call.
  const long = { data: randomBytes(180_000, 3), widthPx: 180_000, heightPx: 1 };
  expect(kernels.resizeLuma(long, 5, 1)).toEqual(resizeOracle(long, 5, 1));
});

test.each([
  [0, 4],
  [4, 0],
  [-3, 4],
  [1.5, 4],
  [1e6, 1e6],
  [Number.POSITIVE_INFINITY, 1],
])('a target of %d×%d is refused', (outWidth, outHeight) => {
  const luma = { data: new Uint8Array(6), widthPx: 2, heightPx: 3 };
  expect(() => kernels.resizeLuma(luma, outWidth, outHeight)).toThrow(
    RangeError,
  );
});

test('a luma raster that does not fit its size is refused', () => {
  const luma = { data: new Uint8Array(5), widthPx: 2, heightPx: 3 };
  expect(() => kernels.resizeLuma(luma, 2, 2)).toThrow(RangeError);
});

describe('ncc', () => {
  test.each([2, 7, 8, 9, 1024, 65_536, 65_537, 200_003])(
    'of %i bytes equals the plain twin',
    (length) => {
      const a = randomBytes(length, 1);
      const b = randomBytes(length, 2).map((v, i) => (v + 3 * a[i]!) >> 2);
      expect(kernels.ncc(a, b, length)).toBeCloseTo(nccOracle(a, b), 10);
    },
  );

  test('of the brightest bytes does not overflow', () => {
    const a = new Uint8Array(300_000).fill(255);
    a[7] = 254;
    expect(kernels.ncc(a, a, a.length)).toBeCloseTo(1, 12);
  });

  test('looks at the first bytes only', () => {
    const a = Uint8Array.of(1, 2, 3, 200, 0);
    const b = Uint8Array.of(3, 2, 1, 7);
    expect(kernels.ncc(a, b, 3)).toBeCloseTo(-1, 12);
  });

  test('is 0 against a constant', () => {
    const flat = new Uint8Array(64).fill(9);
    expect(kernels.ncc(flat, flat, 64)).toBe(0);
    expect(kernels.ncc(flat, randomBytes(64, 3), 64)).toBe(0);
  });

  test.each([0, -1, 2.5, 5, Number.NaN])('length %d is refused', (length) => {
    expect(() =>
      kernels.ncc(new Uint8Array(4), new Uint8Array(9), length),
    ).toThrow(RangeError);
  });
});
