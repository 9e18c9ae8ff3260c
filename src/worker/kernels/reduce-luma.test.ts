import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../compare/test-pictures.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { Kernels } from './load-kernels.ts';
import { runGuarded } from './oracle/guarded-run.ts';
import { testExports, testKernels } from './test-kernels.ts';

let kernels: Kernels;
let exports: KernelExports;

beforeAll(async () => {
  kernels = await testKernels();
  exports = await testExports();
  exports.memory.grow(128);
});

describe('luma reduced', () => {
  it.each([
    [1, 7, 5],
    [2, 8, 6],
    [2, 16, 4],
    [2, 53, 7],
    [3, 10, 8],
    [7, 50, 51],
    [9, 5, 4],
    [5, 67, 33],
    [257, 300, 258],
  ])(
    'by %i from %i × %i is what grey pixels give',
    (factor, widthPx, heightPx) => {
      const random = seededRandom(factor);
      const data = Uint8Array.from({ length: widthPx * heightPx }, () =>
        Math.floor(256 * random()),
      );
      const rgba = new Uint8Array(data.length * 4).fill(255);
      data.forEach((level, at) => rgba.fill(level, at * 4, at * 4 + 3));
      const grey = kernels.reduceToRaster(rgba, widthPx, heightPx, factor);
      expect(kernels.reduceLuma({ data, widthPx, heightPx }, factor)).toEqual({
        data: grey.data.filter((_, at) => at % 3 === 0),
        widthPx: grey.widthPx,
        heightPx: grey.heightPx,
      });
    },
  );

  it('refuses factors that cannot be', () => {
    const luma = { data: new Uint8Array(6), widthPx: 3, heightPx: 2 };
    for (const factor of [0, -1, 1.5, NaN, 258]) {
      expect(() => kernels.reduceLuma(luma, factor)).toThrow(RangeError);
    }
    expect(() => kernels.reduceLuma({ ...luma, heightPx: 3 }, 2)).toThrow(
      RangeError,
    );
    expect(kernels.reduceLuma(luma, 1)).toBe(luma);
  });

  it.each([
    [1, 1, 2],
    [15, 3, 4],
    [33, 7, 7],
    [16, 2, 2],
    [51, 2, 2],
    [64, 257, 300],
  ])('stays inside, %i columns, %i rows, by %i', (width, rows, factor) => {
    const strip = new Uint8Array(width * rows).fill(255);
    const blocks = Math.ceil(width / factor);
    const { regions } = runGuarded(
      exports,
      [strip, width * 2, blocks],
      [1, 2],
      ([from, sums, out]) => {
        exports.sumLumaRows(from!, width, rows, sums!);
        exports.writeLumaBlocks(sums!, width, factor, rows, out!);
      },
    );
    expect(regions[2]).toEqual(new Uint8Array(blocks).fill(255));
  });
});
