import { beforeAll, describe, expect, it } from 'vitest';
import { DIHEDRAL_TRANSFORMS } from '../../domain/fingerprint.ts';
import { measurePair } from './measure-pair.ts';
import { coverEachOther, measureParts } from './measure-parts.ts';
import type { FinePicture } from './picture-sample.ts';
import { planeFromRaster, rasterFromPlane } from './plane.ts';
import {
  changed,
  drawRaster,
  seededRandom,
  TestScene,
} from './test-pictures.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { LumaRaster } from '../kernels/raster.ts';
import { testKernels } from '../kernels/test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

const WIDTH = 640;
const HEIGHT = 480;
const scene = new TestScene(7);
const picture = scene.draw(WIDTH, HEIGHT, WIDTH);

function fine(luma: LumaRaster): FinePicture {
  return { luma, spanX: luma.widthPx, spanY: luma.heightPx };
}

/** What saving takes: more of it where there is more structure. */
function saved(raster: LumaRaster, seed: number): LumaRaster {
  const random = seededRandom(seed);
  return changed(raster, (level) => level + 6 * (random() - 0.5));
}

/** A mark of this many levels, `sidePx` high: a digit, say. */
function marked(raster: LumaRaster, sidePx: number, by: number): LumaRaster {
  return changed(raster, (level, x, y) => {
    const [right, down] = [x - 301, y - 203];
    const isInside =
      right >= 0 && down >= 0 && right < sidePx / 2 && down < sidePx;
    return isInside && (right === down || right < 3) ? level + by : level;
  });
}

function misfit(first: LumaRaster, second: LumaRaster): number {
  return (
    measureParts(kernels, fine(first), fine(second), 'upright').partMisfit ??
    Number.POSITIVE_INFINITY
  );
}

describe('the worst part', () => {
  it('is like the others in a copy', () => {
    expect(misfit(picture, saved(picture, 1))).toBeLessThan(2);
  });

  it('is not when something small is another', () => {
    const other = marked(saved(picture, 1), 14, 60);
    expect(misfit(picture, other)).toBeGreaterThan(4);
    expect(misfit(other, picture)).toBeGreaterThan(4);
  });

  it('finds it at the last edge too', () => {
    const cornered = changed(picture, (level, x, y) =>
      x >= WIDTH - 4 && y >= HEIGHT - 4 ? 255 - level : level,
    );
    expect(misfit(picture, cornered)).toBeGreaterThan(4);
  });

  it('is found beside a smaller picture', () => {
    const small = scene.draw(WIDTH / 2, HEIGHT / 2, WIDTH / 2);
    expect(misfit(picture, small)).toBeLessThan(2);
    expect(misfit(marked(picture, 20, 90), small)).toBeGreaterThan(4);
    expect(misfit(small, marked(picture, 20, 90))).toBeGreaterThan(4);
  });

  it('is not made up by a last column that stands for part of a pixel', () => {
    const wide = scene.draw(641, HEIGHT, WIDTH);
    const half = drawRaster(321, HEIGHT / 2, (x, y) => {
      const at = 2 * y * 641 + 2 * x;
      const [one, below] = [wide.data[at] ?? 0, wide.data[at + 641] ?? 0];
      const isLast = x === 320;
      const beside = isLast ? one : (wide.data[at + 1] ?? 0);
      const across = isLast ? below : (wide.data[at + 642] ?? 0);
      return (one + below + beside + across) / 4;
    });
    const reduced = { luma: half, spanX: 320.5, spanY: 240 };
    const { partMisfit } = measureParts(
      kernels,
      fine(wide),
      reduced,
      'upright',
    );
    expect(partMisfit).toBeLessThan(0.5);
    const careless = measureParts(kernels, fine(wide), fine(half), 'upright');
    expect(careless.partMisfit).toBeGreaterThan(1);
  });

  it.each(DIHEDRAL_TRANSFORMS)('is found under %s', (transform) => {
    const turn = (raster: LumaRaster): LumaRaster =>
      rasterFromPlane(planeFromRaster(raster, transform));
    const figures = (second: LumaRaster) =>
      measureParts(kernels, fine(picture), fine(turn(second)), transform);
    expect(figures(saved(picture, 2)).partMisfit).toBeLessThan(2);
    expect(figures(marked(picture, 14, 60)).partMisfit).toBeGreaterThan(4);
  });
});

it('says nothing of pictures smaller than a part', () => {
  const narrow = fine(scene.draw(7, 100, WIDTH));
  const low = fine(scene.draw(100, 7, WIDTH));
  const [across, down] = [
    measureParts(kernels, narrow, fine(picture), 'turned-90'),
    measureParts(kernels, fine(picture), low, 'upright'),
  ];
  expect(across).toEqual({});
  expect(down).toEqual({});
});

describe('grain', () => {
  const grainy = (seed: number, amplitude = 14): LumaRaster => {
    const random = seededRandom(seed);
    return changed(picture, (level) => level + amplitude * (random() - 0.5));
  };

  it('is the same in a copy, and another in another shot', () => {
    const shot = fine(grainy(3));
    const copy = measureParts(
      kernels,
      shot,
      fine(saved(grainy(3), 4)),
      'upright',
    );
    expect(copy.grainAgreement).toBeGreaterThan(0.8);
    expect(copy.firstGrain).toBeGreaterThan(0.6);
    const other = measureParts(kernels, shot, fine(grainy(5)), 'upright');
    expect(other.grainAgreement).toBeLessThan(0.2);
    expect(other.secondGrain).toBeGreaterThan(0.6);
  });

  it('is told of each picture', () => {
    const { firstGrain = 0, secondGrain = 0 } = measureParts(
      kernels,
      fine(grainy(3, 30)),
      fine(grainy(5, 10)),
      'upright',
    );
    expect(firstGrain).toBeGreaterThan(1.5 * secondGrain);
  });
});

describe('parts are compared', () => {
  it('where each picture covers the other, and only there', () => {
    const copy = measurePair(picture, saved(picture, 1), 'upright');
    expect(coverEachOther(copy)).toBe(true);
    expect(coverEachOther({ ...copy, overlap: 0.98 })).toBe(false);
    expect(coverEachOther({ ...copy, secondOverlap: 0.98 })).toBe(false);
    const stranger = new TestScene(8).draw(WIDTH, HEIGHT, WIDTH);
    expect(coverEachOther(measurePair(picture, stranger, 'upright'))).toBe(
      false,
    );
  });
});
