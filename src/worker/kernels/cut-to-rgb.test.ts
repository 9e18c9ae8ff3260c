import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../compare/test-pictures.ts';
import type { CodedPlanes } from './cut-to-rgb.ts';
import type { Kernels } from './load-kernels.ts';
import type { KernelExports } from './kernel-exports.ts';
import { cutByFormula } from './oracle/cut-oracle.ts';
import { runGuarded } from './oracle/guarded-run.ts';
import type { LumaRaster } from './raster.ts';
import { testExports, testKernels } from './test-kernels.ts';

let kernels: Kernels;
let exports: KernelExports;

beforeAll(async () => {
  kernels = await testKernels();
  exports = await testExports();
  exports.memory.grow(128);
});

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
        const { data } = kernels.cutToRgb({
          luma: plane(256, ...levels),
          blue: plane(256, ...levels.map(() => cb)),
          red: plane(256, ...levels.map(() => cr)),
        });
        levels.forEach((level) => {
          const difference = (data[level] ?? NaN) - byRgb(level, cb, cr);
          // Rounded before and after weighing there, and by weights of 256 parts here.
          expect(Math.abs(difference)).toBeLessThan(1.6);
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
      const { data } = kernels.cutToRgb({
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

  it.each([
    [1, 1, 1],
    [1, 15, 3],
    [1, 33, 4],
    [2, 1, 1],
    [2, 16, 2],
    [2, 17, 3],
    [2, 31, 5],
    [2, 100, 7],
  ])(
    'is what the formulas say, %i × chroma of %i × %i',
    (part, width, height) => {
      const random = seededRandom(part * width);
      const noise = (widthPx: number, heightPx: number): LumaRaster => ({
        data: Uint8Array.from({ length: widthPx * heightPx }, () =>
          Math.floor(256 * random()),
        ),
        widthPx,
        heightPx,
      });
      const half = Math.ceil(width / part);
      const planes: CodedPlanes = {
        luma: noise(width, height),
        blue: noise(half, height),
        red: noise(half, height),
      };
      const luma = { ...planes.luma, data: planes.luma.data.slice() };
      const expected = cutByFormula({ ...planes, luma });
      const { data } = kernels.cutToRgb(planes);
      data.forEach((level, at) => {
        const difference = level - (expected.data[at] ?? NaN);
        expect(Math.abs(difference)).toBeLessThanOrEqual(1);
      });
    },
  );

  it('takes no chroma that does not fit', () => {
    const luma = plane(4, 1, 2, 3, 4, 5, 6, 7, 8);
    const whole = plane(4, 1, 2, 3, 4, 5, 6, 7, 8);
    const third = plane(1, 1, 2);
    for (const [blue, red] of [
      [third, third],
      [whole, plane(2, 1, 2, 3, 4)],
      [whole, { ...whole, heightPx: 3 }],
    ] as const) {
      expect(() => kernels.cutToRgb({ luma, blue, red })).toThrow(RangeError);
    }
  });

  it.each([
    [1, 1],
    [1, 16],
    [1, 17],
    [2, 1],
    [2, 17],
    [2, 64],
  ])('stays within a row and its slack, %i × chroma of %i', (part, width) => {
    const random = seededRandom(width);
    const bytes = (count: number): Uint8Array =>
      Uint8Array.from({ length: count + 16 }, () => Math.floor(256 * random()));
    const half = Math.ceil(width / part);
    const regions = [bytes(width), bytes(half), bytes(half)];
    const { regions: after } = runGuarded(
      exports,
      regions,
      [0],
      ([luma, blue, red]) => {
        exports.cutLumaRow(luma!, blue!, red!, width, Number(part === 2));
      },
    );
    expect(after[0]).not.toEqual(regions[0]);
  });
});
