import { beforeAll, describe, expect, test } from 'vitest';
import { cosineBasis } from './cosine-basis.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { Kernels } from './load-kernels.ts';
import { LOW_FREQUENCIES } from './low-frequencies.ts';
import { runGuarded } from './oracle/guarded-run.ts';
import { randomBytes, seededRandom } from './oracle/seeded-random.ts';
import {
  combOracle,
  lowFrequenciesOracle,
  windowedPowerOracle,
} from './oracle/sources-oracle.ts';
import type { LumaRaster } from './raster.ts';
import { testExports, testKernels } from './test-kernels.ts';

let kernels: Kernels;
let exports: KernelExports;
beforeAll(async () => {
  kernels = await testKernels();
  exports = await testExports();
  exports.memory.grow(128);
});

function noise(widthPx: number, heightPx: number): LumaRaster {
  const data = randomBytes(widthPx * heightPx, widthPx + heightPx);
  return { data, widthPx, heightPx };
}

function bytesOf(values: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.slice().buffer);
}

/** Values of all signs and sizes, many of them near zero and some on a multiple. */
function someValues(length: number, step: number): Float32Array {
  const random = seededRandom(length);
  return Float32Array.from({ length }, (_unused, i) =>
    i % 3 === 0
      ? step * Math.floor(9 * random() - 4)
      : step * (random() - 0.5) * (i % 5),
  );
}

describe('low frequencies', () => {
  test.each([
    [8, 8, 0, 0],
    [16, 16, 0, 0],
    [17, 23, 1, 7],
    [63, 41, 7, 1],
    [129, 31, 0, 5],
    [15, 80, 7, 0],
  ])('of %i×%i from %i, %i equal the plain twin', (...args) => {
    const [width, height, left, top] = args;
    const luma = noise(width, height);
    expect(kernels.lowFrequencies(luma, left, top)).toEqual(
      lowFrequenciesOracle(luma, left, top),
    );
  });

  test.each([0, 255])('of a flat picture of %i are 0', (level) => {
    const data = new Uint8Array(64 * 64).fill(level);
    const luma = { data, widthPx: 64, heightPx: 64 };
    for (const values of kernels.lowFrequencies(luma, 0, 0)) {
      expect(values).toHaveLength(64);
      expect(Math.max(...values.map(Math.abs))).toBeLessThan(1e-9);
    }
  });

  test.each([
    [1, 1, 0, 0],
    [7, 100, 0, 0],
    [100, 7, 3, 3],
    [8, 8, 1, 0],
    [2, 2, 7, 7],
  ])('of %i×%i from %i, %i are none', (width, height, left, top) => {
    const frequencies = kernels.lowFrequencies(noise(width, height), left, top);
    expect(frequencies).toEqual(LOW_FREQUENCIES.map(() => new Float32Array(0)));
  });

  test.each([-1, 8, 0.5, Number.NaN, Infinity])(
    'of a grid from %d are refused',
    (start) => {
      const luma = noise(32, 32);
      expect(() => kernels.lowFrequencies(luma, start, 0)).toThrow(RangeError);
      expect(() => kernels.lowFrequencies(luma, 0, start)).toThrow(RangeError);
    },
  );

  test('of a raster that does not fit its size are refused', () => {
    const luma = { data: new Uint8Array(63), widthPx: 8, heightPx: 8 };
    expect(() => kernels.lowFrequencies(luma, 0, 0)).toThrow(RangeError);
  });

  test('stay inside their memory', () => {
    const basis = cosineBasis(8);
    const table = Float64Array.from({ length: 48 }, (_unused, at) => {
      return basis[(at % 6) * 8 + Math.floor(at / 6)]!;
    });
    const luma = noise(27, 19);
    // Three by two blocks that begin at 2, 3 and end with the picture's last byte but one.
    const source = luma.data.subarray(3 * 27 + 2, 18 * 27 + 2 + 24);
    const { regions } = runGuarded(
      exports,
      [source, bytesOf(table), 20 * 6 * 4],
      [2],
      ([a, b, c]) => {
        exports.lowFrequencies(a!, 27, 3, 2, b!, c!);
      },
    );
    const expected = lowFrequenciesOracle(luma, 2, 3).flatMap((v) => [...v]);
    expect([...new Float32Array(regions[2]!.slice().buffer)]).toEqual(expected);
  });
});

describe('comb sums', () => {
  test.each([0, 1, 2, 3, 4, 5, 7, 8, 63, 4096])(
    'of %i values equal the plain twin',
    (length) => {
      for (const step of [1, 2, 3, 11, 255, 65_535]) {
        const values = someValues(length, step);
        const sums = kernels.combSums(values, step);
        const expected = combOracle(values, step);
        expect(sums.count).toBe(expected.count);
        expect(Math.abs(sums.cosines - expected.cosines)).toBeLessThan(1e-9);
      }
    },
  );

  test.each([
    [14, 0.003, 4e-15],
    // Further out the twin's own argument is rounded more.
    [3000, 0.37, 1e-12],
  ])('of one value up to %d are its cosine', (end, stride, tolerance) => {
    let worst = 0;
    for (let value = -end; value <= end; value += stride) {
      const values = Float32Array.of(value);
      const { cosines } = kernels.combSums(values, 7);
      const error = Math.abs(cosines - combOracle(values, 7).cosines);
      worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThan(tolerance);
  });

  test('of multiples are their number', () => {
    const values = Float32Array.of(5, -5, 10, 1000, -35, 0, -0);
    const { cosines, count } = kernels.combSums(values, 5);
    expect(count).toBe(5);
    expect(cosines).toBeCloseTo(5, 12);
  });

  test('leave out what is half a step from zero, or less', () => {
    const values = Float32Array.of(2.5, -2.5, 2, 0, 2.500001, -2.500001);
    const { cosines, count } = kernels.combSums(values, 5);
    expect(count).toBe(2);
    expect(cosines).toBeCloseTo(-2, 9);
  });

  test('of a part of an array are of that part', () => {
    const values = someValues(50, 3);
    expect(kernels.combSums(values.subarray(7, 30), 3)).toEqual(
      kernels.combSums(values.slice(7, 30), 3),
    );
  });

  test.each([0, -1, 0.5, 65_536, Number.NaN, Infinity])(
    'of step %d are refused',
    (step) => {
      expect(() => kernels.combSums(new Float32Array(4), step)).toThrow(
        RangeError,
      );
    },
  );

  test('of absurdly many values are refused', () => {
    const values = new Float32Array((1 << 22) + 1);
    expect(() => kernels.combSums(values, 2)).toThrow(RangeError);
  });

  test.each([0, 1, 2, 3, 4, 5, 21])('of %i stay inside', (length) => {
    const values = someValues(length, 9);
    runGuarded(exports, [bytesOf(values), 16], [1], ([a, b]) => {
      exports.combSums(a!, length, 9, b!);
    });
  });
});

describe('windowed power', () => {
  test.each([
    [32, 32, [[0, 0]]],
    [33, 47, [[1, 15]]],
    [
      97,
      64,
      [
        [0, 0],
        [65, 32],
        [7, 3],
        [7, 3],
      ],
    ],
  ])('of %i×%i equals the plain twin', (width, height, places) => {
    const luma = noise(width, height);
    const corners = places.map(([left = 0, top = 0]) => ({ left, top }));
    expect(kernels.windowedPower(luma, corners)).toEqual(
      windowedPowerOracle(luma, corners),
    );
  });

  test('of no block is 0', () => {
    const power = kernels.windowedPower(noise(1, 1), []);
    expect(power).toEqual(new Float64Array(1024));
  });

  test.each([
    [-1, 0],
    [0, -1],
    [9, 0],
    [0, 9],
    [0.5, 0],
    [Number.NaN, 0],
    [0, Infinity],
  ])('of a block at %d, %d is refused', (left, top) => {
    const luma = noise(40, 40);
    expect(() => kernels.windowedPower(luma, [{ left, top }])).toThrow(
      RangeError,
    );
  });

  test('of a raster that does not fit its size is refused', () => {
    const luma = { data: new Uint8Array(1023), widthPx: 32, heightPx: 32 };
    const corners = [{ left: 0, top: 0 }];
    expect(() => kernels.windowedPower(luma, corners)).toThrow(RangeError);
  });

  test('stays inside its memory', () => {
    const random = seededRandom(3);
    const [window, basis, crosswise] = [32, 1024, 1024].map((length) =>
      bytesOf(Float64Array.from({ length }, random)),
    );
    const source = randomBytes(31 * 45 + 32, 2);
    const power = new Uint8Array(8192);
    const scratch = exports.windowedScratchBytes();
    const { regions } = runGuarded(
      exports,
      [source, window!, basis!, crosswise!, power, scratch],
      [4],
      ([a, b, c, d, e, f]) => {
        exports.addWindowedSpectrum(a!, 45, b!, c!, d!, e!, f!);
      },
    );
    expect(new Float64Array(regions[4]!.slice().buffer)[1023]).toBeGreaterThan(
      0,
    );
  });
});
