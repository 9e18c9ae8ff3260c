import { beforeAll, describe, expect, it } from 'vitest';
import { libjpegLumaSteps } from '../jpeg-quality.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { LumaRaster } from '../kernels/raster.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { earlierMisfit } from './earlier-saving.ts';
import { PatchFrequencies } from './patch-frequencies.ts';
import { changed } from './test-pictures.ts';
import { grainy, quantised, sample } from './test-savings.ts';

const COARSE = libjpegLumaSteps(40);
const FINE = libjpegLumaSteps(95);
const CAMERA = libjpegLumaSteps(88);

let kernels: Kernels;
let original: LumaRaster;

beforeAll(async () => {
  kernels = await testKernels();
  original = quantised(grainy(256), CAMERA);
});

function misfit(
  saved: LumaRaster,
  source: LumaRaster,
  sourceSteps: readonly number[] | undefined = CAMERA,
): number | undefined {
  return earlierMisfit(
    kernels,
    new PatchFrequencies(kernels, sample(saved, FINE)),
    new PatchFrequencies(kernels, sample(source, sourceSteps)),
  );
}

describe('an earlier, coarser saving', () => {
  it('is found in a picture that was saved coarsely and then finely', () => {
    const twice = quantised(quantised(original, COARSE), FINE);
    expect(misfit(twice, original)).toBeLessThan(0.02);
  });

  it('is not found in a picture that was saved finely only', () => {
    expect(misfit(quantised(original, FINE), original)).toBeUndefined();
  });

  it('does not make a picture the source of one that was sharpened', () => {
    const twice = quantised(quantised(original, COARSE), FINE);
    const sharper = changed(twice, (level, x, y) => {
      const beside = twice.data[y * 256 + Math.max(0, x - 1)] ?? 0;
      return level + 0.7 * (level - beside);
    });
    expect(misfit(twice, quantised(sharper, CAMERA))).toBeGreaterThan(0.2);
  });

  it('says nothing where the other picture would not show its steps', () => {
    const twice = quantised(quantised(original, COARSE), FINE);
    const coarse = libjpegLumaSteps(35);
    expect(misfit(twice, quantised(original, coarse), coarse)).toBeUndefined();
    const webp = earlierMisfit(
      kernels,
      new PatchFrequencies(kernels, sample(twice, FINE)),
      new PatchFrequencies(kernels, sample(original)),
    );
    expect(webp).toBeUndefined();
  });
});
