import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KernelExports } from './kernel-exports.ts';
import type { Kernels } from './load-kernels.ts';
import { runGuarded } from './oracle/guarded-run.ts';
import { partsOracle } from './oracle/parts-oracle.ts';
import { randomBytes } from './oracle/seeded-random.ts';
import type { PartSums } from './part-sums.ts';
import type { LumaRaster } from './raster.ts';
import type { PictureSize, ScaledLuma } from './soft-rows.ts';
import { testExports, testKernels } from './test-kernels.ts';

let kernels: Kernels;
let exports: KernelExports;

beforeAll(async () => {
  kernels = await testKernels();
  exports = await testExports();
  exports.memory.grow(128);
});

function noise(widthPx: number, heightPx: number, seed = 1): LumaRaster {
  const data = randomBytes(widthPx * heightPx, seed);
  return { data, widthPx, heightPx };
}

function asItIs(luma: LumaRaster): ScaledLuma {
  return { luma, scaleX: 1, scaleY: 1 };
}

/** The greatest difference from the plain twin, against a part's own structure. */
function worstError(
  first: ScaledLuma,
  second: ScaledLuma,
  size: PictureSize,
): number {
  const sums = kernels.partSums(first, second, size);
  const expected = partsOracle(first, second, size);
  expect(sums.first).toHaveLength(expected.first.length);
  const errors = (kind: keyof PartSums): number[] =>
    [...expected[kind]].map((value, at) => {
      const structure = expected.first[at]! + expected.second[at]!;
      return Math.abs(sums[kind][at]! - value) / (1 + structure);
    });
  return Math.max(
    ...errors('differences'),
    ...errors('first'),
    ...errors('second'),
    ...errors('products'),
  );
}

describe('sums of parts', () => {
  it.each([
    [8, 8],
    [9, 8],
    [8, 15],
    [16, 16],
    [17, 23],
    [63, 41],
  ])('of %i × %i are exactly those of the plain twin', (...sides) => {
    const [widthPx, heightPx] = sides;
    const first = asItIs(noise(widthPx, heightPx));
    const second = asItIs(noise(widthPx, heightPx, 2));
    expect(worstError(first, second, first.luma)).toBeLessThan(1e-12);
  });

  it('do not overflow where the greatest levels are beside the least', () => {
    const size = { widthPx: 24, heightPx: 24 };
    const halves = (isLight: (x: number) => boolean): ScaledLuma =>
      asItIs({
        ...size,
        data: Uint8Array.from({ length: 24 * 24 }, (_unused, at) =>
          isLight(at % 24) ? 255 : 0,
        ),
      });
    const light = halves(() => true);
    const dark = halves(() => false);
    const left = halves((x) => x < 12);
    const right = halves((x) => x >= 12);
    const { differences } = kernels.partSums(light, dark, size);
    expect([...differences]).toEqual(new Array(9).fill(255 * 255));
    expect(worstError(left, right, size)).toBeLessThan(1e-12);
    expect(worstError(light, light, size)).toBe(0);
  });

  it('of pictures that are scaled are those of the plain twin, but for rounding', () => {
    const side = fc.integer({ min: 8, max: 40 });
    const scale = fc.double({ min: 0.4, max: 5, noNaN: true });
    const property = fc.property(
      side,
      side,
      scale,
      scale,
      (widthPx, heightPx, scaleX, scaleY) => {
        const luma = noise(
          Math.ceil(widthPx * scaleX),
          Math.ceil(heightPx * scaleY),
        );
        const first = { luma, scaleX, scaleY };
        const second = asItIs(noise(widthPx, heightPx, 2));
        const size = { widthPx, heightPx };
        expect(worstError(first, second, size)).toBeLessThan(0.01);
        expect(worstError(second, first, size)).toBeLessThan(0.01);
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('of a picture that is scaled are no lighter or darker', () => {
    const size = { widthPx: 16, heightPx: 16 };
    // Quarters of a level, as a half size has them: all others are ties.
    const luma = noise(32, 32);
    luma.data.forEach((level, at) => {
      luma.data[at] = 100 + (level % 4);
    });
    const first = { luma, scaleX: 2, scaleY: 2 };
    const second = asItIs({ ...size, data: new Uint8Array(256).fill(90) });
    const { differences, first: variances } = kernels.partSums(
      first,
      second,
      size,
    );
    const expected = partsOracle(first, second, size);
    const lightness = (sums: Float64Array, spread: Float64Array): number =>
      sums.reduce(
        (sum, square, at) => sum + Math.sqrt(square - spread[at]!),
        0,
      );
    const error =
      lightness(differences, variances) -
      lightness(expected.differences, expected.first);
    expect(Math.abs(error) / 4).toBeLessThan(0.003);
  });

  it('refuses what cannot be', () => {
    const luma = noise(16, 16);
    const size = { widthPx: 16, heightPx: 16 };
    const sums = (picture: ScaledLuma, of: PictureSize) => () =>
      kernels.partSums(asItIs(luma), picture, of);
    const scaled = (scaleX: number, scaleY = 1): ScaledLuma => ({
      luma,
      scaleX,
      scaleY,
    });
    for (const scale of [0, -1, NaN, Infinity, 1.1]) {
      expect(sums(scaled(scale), size)).toThrow(RangeError);
      expect(sums(scaled(1, scale), size)).toThrow(RangeError);
    }
    for (const side of [0, 1, 7, 8.5, 18, NaN]) {
      expect(sums(scaled(1), { ...size, widthPx: side })).toThrow(RangeError);
      expect(sums(scaled(1), { ...size, heightPx: side })).toThrow(RangeError);
    }
    const torn = { ...luma, data: luma.data.subarray(1) };
    expect(sums(asItIs(torn), size)).toThrow(RangeError);
  });
});

describe('rows of parts stay inside', () => {
  it.each([8, 9, 15, 16, 31])('of %i px', (width) => {
    const levels = randomBytes(width, 3);
    const rowBytes = exports.partRowBytes(width);
    const softBytes = exports.softRowBytes(width);
    const count = Math.ceil(width / 8);
    runGuarded(exports, [levels, rowBytes, softBytes], [], ([a, b, c]) => {
      exports.spreadPartRow(a!, width, b!);
      exports.softenPartRow(b!, width, c!);
    });
    const soft = randomBytes(12 * softBytes, 4).map((byte, at) =>
      // Soft rows hold up to 4,080.
      at % 2 === 0 ? byte : byte % 15,
    );
    const other = soft
      .toReversed()
      .map((byte, at) => (at % 2 === 0 ? byte : byte % 15));
    const sums = count * 32;
    runGuarded(exports, [soft, other, sums], [2], ([a, b, c]) => {
      exports.partSums(a!, b!, width, c!);
    });
  });

  it.each([
    [8, 8, 1],
    [33, 8, 4.1],
    [31, 16, 2],
    [7, 9, 0.75],
  ])('from %i px to %i, %d each', (width, outWidth, scale) => {
    const levels = randomBytes(width, 5);
    const sums = new Uint8Array(width * 4);
    const { regions } = runGuarded(
      exports,
      [levels, sums, exports.partRowBytes(outWidth)],
      [1],
      ([a, b, c]) => {
        exports.addPartRow(a!, width, 0.25, b!);
        exports.addPartRow(a!, width, 0.75, b!);
        exports.boxPartRow(b!, width, scale, outWidth, c!);
      },
    );
    expect([...new Float32Array(regions[1]!.slice().buffer)]).toEqual([
      ...levels,
    ]);
  });
});
