import { beforeAll, describe, expect, test } from 'vitest';
import { KernelMemory } from './kernel-memory.ts';
import type { Kernels } from './load-kernels.ts';
import { reduceOracle } from './oracle/reduce-oracle.ts';
import { randomBytes } from './oracle/seeded-random.ts';
import type { RgbRaster } from './raster.ts';
import { reduceToRaster } from './reduce-to-raster.ts';
import { testExports, testKernels } from './test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

/** toEqual takes seconds over a million elements. */
function expectSame(actual: RgbRaster, expected: RgbRaster): void {
  expect([actual.widthPx, actual.heightPx]).toEqual([
    expected.widthPx,
    expected.heightPx,
  ]);
  expect(Buffer.compare(actual.data, expected.data)).toBe(0);
}

const SIZES = [
  [1, 1],
  [1, 700],
  [700, 1],
  [3, 5],
  [255, 256],
  [511, 513],
  [517, 1031],
  [1283, 769],
  // wider than one strip of wasm memory
  [140_003, 2],
] as const;

describe.each(SIZES)('%i×%i', (width, height) => {
  test('with random alpha equals the plain twin', () => {
    const rgba = randomBytes(width * height * 4, width * 7 + height);
    expectSame(
      kernels.reduceToRaster(rgba, width, height),
      reduceOracle(rgba, width, height),
    );
  });

  test('opaque equals the plain twin', () => {
    const rgba = randomBytes(width * height * 4, width + height * 3);
    for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
    expectSame(
      kernels.reduceToRaster(rgba, width, height),
      reduceOracle(rgba, width, height),
    );
  });
});

test.each([1, 2, 3, 7, 37, 63, 64, 65, 255])(
  'means of blocks of %i px a side are rounded rightly at every border',
  async (side) => {
    const exports = await testExports();
    const memory = new KernelMemory(exports);
    const count = side * side;
    const half = count >> 1;
    // Just enough for each mean, and one less.
    const sums = Array.from({ length: 510 }, (_unused, i) =>
      Math.max(0, ((i >> 1) + 1) * count - half - (i & 1)),
    );
    const words = new Uint32Array(sums.flatMap((sum) => [sum, sum, sum, 0]));
    const blocks = memory.put(new Uint8Array(words.buffer));
    const row = memory.take(sums.length * 3);
    exports.writeBlocks(blocks, sums.length * side, side, side, row);
    const means = sums.map((sum) => Math.floor((sum + half) / count));
    expect([...memory.view(row, sums.length * 3)]).toEqual(
      means.flatMap((mean) => [mean, mean, mean]),
    );
  },
);

test.each([4, 13, 100, 999, 5000, 70_000])(
  'blocks cut into strips and tiles of %i bytes come out the same',
  async (stripBytes) => {
    const exports = await testExports();
    const memory = new KernelMemory(exports);
    const [width, height] = [1042, 773];
    const rgba = randomBytes(width * height * 4, 5);
    expectSame(
      reduceToRaster(exports, memory, rgba, width, height, stripBytes),
      kernels.reduceToRaster(rgba, width, height),
    );
  },
);

test('one pixel that is not opaque, anywhere, is composited', () => {
  for (const [width, height] of [
    [9, 7],
    [520, 515],
  ] as const) {
    for (const at of [0, width - 1, width * height - 1, 4 * width + 5]) {
      const rgba = new Uint8Array(width * height * 4).fill(255);
      rgba.fill(0, at * 4, at * 4 + 3);
      rgba[at * 4 + 3] = 128;
      const raster = kernels.reduceToRaster(rgba, width, height);
      expectSame(raster, reduceOracle(rgba, width, height));
      expect(raster.data.filter((v) => v < 255)).toHaveLength(3);
    }
  }
});

test('transparent is white', () => {
  const raster = kernels.reduceToRaster(new Uint8ClampedArray(4 * 6), 3, 2);
  expect([...raster.data]).toEqual(new Array(18).fill(255));
});

test.each([
  [0, 0, 0],
  [0, 4, 0],
  [-1, 4, 16],
  [2.5, 2, 20],
  [Number.NaN, 1, 4],
  [1e9, 1e9, 16],
  [2 ** 31, 1, 16],
  [3, 3, 35],
  [3, 3, 37],
])('%d×%d with %d bytes is refused', (width, height, length) => {
  const rgba = new Uint8Array(length);
  expect(() => kernels.reduceToRaster(rgba, width, height)).toThrow(RangeError);
});
