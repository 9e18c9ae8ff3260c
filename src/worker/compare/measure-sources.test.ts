import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { measureSources } from './measure-sources.ts';
import { changed, drawRaster, seededRandom } from './test-pictures.ts';
import { grainy, quantised, sample } from './test-savings.ts';

const SIDE = 256;

let kernels: Kernels;

beforeAll(async () => {
  kernels = await testKernels();
});

function stepsOf(coarseness: number): number[] {
  return Array.from({ length: 64 }, (_, at) =>
    Math.max(1, Math.round(coarseness * (1 + (at >> 3) + (at & 7)))),
  );
}

describe('the steps of a source', () => {
  const coarse = stepsOf(4);
  const fine = stepsOf(1);

  it('are plain in a copy saved again with finer ones, and not the other way', () => {
    const source = quantised(grainy(SIDE), coarse);
    const copy = quantised(source, fine);
    const measure = measureSources(
      kernels,
      sample(source, coarse),
      sample(copy, fine),
      1,
      true,
    );
    expect(measure.secondOnFirstSteps).toBeGreaterThan(0.5);
  });

  it('fit the picture that was saved straight, not one that was sharpened first', () => {
    const original = grainy(SIDE);
    const sharper = changed(original, (level, x, y) => {
      const beside = original.data[y * SIDE + Math.max(0, x - 1)] ?? 0;
      return level + 0.5 * (level - beside);
    });
    const [plain, edited] = [original, sharper].map((picture) =>
      measureSources(
        kernels,
        sample(original),
        sample(quantised(picture, coarse), coarse),
        1,
        true,
      ),
    );
    expect(plain?.secondResaveMisfit).toBeLessThan(0.01);
    expect(edited?.secondResaveMisfit).toBeGreaterThan(0.3);
    expect(plain?.firstResaveMisfit).toBeUndefined();
    expect(edited?.finestDb).toBeGreaterThan(1.5);
  });

  it('are not in a picture that was not made from it', () => {
    const original = quantised(grainy(SIDE), fine);
    const copy = quantised(original, coarse);
    const measure = measureSources(
      kernels,
      sample(original, fine),
      sample(copy, coarse),
      1,
      true,
    );
    expect(measure.firstOnSecondSteps).toBeLessThan(0.1);
  });

  it('are found in a copy turned by half and by a mirror, grid at the far edge', () => {
    const side = SIDE - 5;
    const source = quantised(grainy(SIDE), coarse);
    const cut = drawRaster(
      side,
      side,
      (x, y) => source.data[y * SIDE + x] ?? 0,
    );
    const turned = drawRaster(
      side,
      side,
      (x, y) => cut.data[(side - 1 - y) * side + side - 1 - x] ?? 0,
    );
    const measure = measureSources(
      kernels,
      sample(cut, coarse),
      sample(turned),
      1,
      true,
    );
    expect(measure.secondOnFirstSteps).toBeGreaterThan(0.5);
  });

  it('are not asked for where the scales differ', () => {
    const measure = measureSources(
      kernels,
      sample(grainy(SIDE), coarse),
      sample(grainy(128), fine),
      1,
      true,
    );
    expect(measure).not.toHaveProperty('secondOnFirstSteps');
    expect(measure.scale).toBeCloseTo(2);
  });
});

describe('enlargement', () => {
  it('tells a picture that was made larger from one that was made smaller', () => {
    const big = grainy(512);
    const small = kernels.resizeLuma(big, 256, 256);
    const down = measureSources(kernels, sample(big), sample(small), 1, true);
    expect(down.enlargementDb).toBeLessThan(1.5);
    const source = grainy(256);
    const enlarged = kernels.resizeLuma(source, 512, 512);
    const up = measureSources(
      kernels,
      sample(enlarged),
      sample(source),
      1,
      true,
    );
    expect(up.enlargementDb).toBeGreaterThan(2.5);
    const back = measureSources(
      kernels,
      sample(source),
      sample(enlarged),
      1,
      true,
    );
    expect(back.enlargementDb).toBeCloseTo(up.enlargementDb ?? 0);
  });

  it('says nothing of a few pixels', () => {
    const measure = measureSources(
      kernels,
      sample(grainy(512)),
      sample(grainy(40)),
      1,
      true,
    );
    expect(measure).not.toHaveProperty('enlargementDb');
  });
});

describe('noise', () => {
  it('is measured in levels', () => {
    const random = seededRandom(9);
    const gauss = (): number =>
      Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
    const noisy = drawRaster(SIDE, SIDE, () => 128 + 8 * gauss());
    const flat = drawRaster(SIDE, SIDE, () => 128);
    const measure = measureSources(
      kernels,
      sample(flat),
      sample(noisy),
      1,
      true,
    );
    expect(measure.firstNoise).toBeLessThan(0.3);
    expect(measure.secondNoise).toBeGreaterThan(7);
    expect(measure.secondNoise).toBeLessThan(9);
  });
});

it('tells the scale alone of a picture that was not decoded whole', () => {
  const whole = sample(grainy(512));
  const { patch, ...giant } = sample(grainy(512));
  expect(patch).toBeDefined();
  const large = { ...giant, widthPx: 10_240, heightPx: 10_240 };
  for (const [first, second, scale] of [
    [large, whole, 20],
    [whole, large, 1 / 20],
  ] as const) {
    const measure = measureSources(kernels, first, second, 1, true);
    expect(measure).toEqual({ scale });
  }
});
