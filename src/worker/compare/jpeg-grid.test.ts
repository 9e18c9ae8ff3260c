import { beforeAll, describe, expect, it } from 'vitest';
import type { ExifOrientation } from '../../domain/fingerprint.ts';
import { libjpegLumaSteps } from '../jpeg-quality.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { LumaRaster } from '../kernels/raster.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { orientLuma } from '../orient-pixels.ts';
import { jpegGrid } from './jpeg-grid.ts';
import { measureSources } from './measure-sources.ts';
import type { PatchedSample } from './picture-sample.ts';
import { drawRaster } from './test-pictures.ts';
import { grainy, quantised, sample, turnedSample } from './test-savings.ts';

const SIDE = 256;
/** No multiples of 8, and not the same rest. */
const WIDTH = 251;
const HEIGHT = 245;
const TURNS: readonly ExifOrientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

const CAMERA = libjpegLumaSteps(88);
const COARSE = libjpegLumaSteps(40);
const FINE = libjpegLumaSteps(95);

let kernels: Kernels;
let camera: LumaRaster;
let copy: LumaRaster;
let twice: LumaRaster;

/** What a decoder leaves of the last blocks. */
function cut({ data }: LumaRaster): LumaRaster {
  return drawRaster(WIDTH, HEIGHT, (x, y) => data[y * SIDE + x] ?? 0);
}

beforeAll(async () => {
  kernels = await testKernels();
  const shot = quantised(grainy(SIDE), CAMERA);
  const coarse = quantised(shot, COARSE);
  camera = cut(shot);
  copy = cut(coarse);
  twice = cut(quantised(coarse, FINE));
});

function measured(first: PatchedSample, second: PatchedSample) {
  return measureSources(kernels, first, second, 1, true);
}

it('lies at the corner of the first stored pixel', () => {
  const grids = TURNS.map((turn) => {
    const { left, top } = jpegGrid({ widthPx: 13, heightPx: 10, turn });
    return `${left} ${top}`;
  });
  expect(grids).toEqual([
    '0 0',
    '5 0',
    '5 2',
    '0 2',
    '0 0',
    '5 0',
    '5 2',
    '0 2',
  ]);
});

describe.each(TURNS)('a JPEG of odd sides in orientation %i', (turn) => {
  it('fits what it was saved from as an upright one does', () => {
    const upright = measured(sample(camera, CAMERA), sample(copy, COARSE));
    const turned = measured(
      turnedSample(camera, CAMERA, turn),
      turnedSample(copy, COARSE, turn),
    );
    expect(upright.secondResaveMisfit).toBeLessThan(0.01);
    for (const name of [
      'firstResaveMisfit',
      'secondResaveMisfit',
      'firstOnSecondSteps',
      'secondOnFirstSteps',
    ] as const) {
      expect(turned[name]).toBeCloseTo(upright[name] ?? NaN, 3);
    }
  });

  it('shows an earlier saving as an upright one does', () => {
    const upright = measured(sample(camera, CAMERA), sample(twice, FINE));
    const turned = measured(
      turnedSample(camera, CAMERA, turn),
      turnedSample(twice, FINE, turn),
    );
    expect(upright.secondEarlierMisfit).toBeLessThan(0.02);
    expect(turned.secondEarlierMisfit).toBeCloseTo(
      upright.secondEarlierMisfit ?? NaN,
      3,
    );
  });

  it('fits a picture without a table that it was saved from', () => {
    const shown = orientLuma(camera, turn);
    const turned = measured(sample(shown), turnedSample(copy, COARSE, turn));
    expect(turned.secondResaveMisfit).toBeLessThan(0.01);
    expect(turned.firstOnSecondSteps).toBeLessThan(0.1);
  });
});
