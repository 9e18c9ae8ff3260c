import type {
  FinePicture,
  PictureSample,
} from '../../src/worker/compare/picture-sample.ts';
import { compareSamples } from '../../src/worker/compare/compare-samples.ts';
import {
  changed,
  drawRaster,
  TestScene,
} from '../../src/worker/compare/test-pictures.ts';
import type { LumaRaster } from '../../src/worker/kernels/raster.ts';
import type { Kernels } from '../../src/worker/kernels/load-kernels.ts';
import { seededRandom } from '../support/draw-scene.ts';
import type { ResultRow } from '../support/result-rows.ts';
import { cpuMs } from './matching/cpu-time.ts';

const WIDTH_PX = 512;
const HEIGHT_PX = 384;
/** As a JPEG of about quality 80 has them. */
const STEPS = Array.from(
  { length: 64 },
  (_, at) => 5 + (at % 8) + Math.floor(at / 8),
);
/** To the size at which parts of a large picture are compared. */
const FINER = 4;
const SCENES = 6;
const ROUNDS = 5;

/** Each pixel as a square of pixels. */
function enlarged({ data, widthPx, heightPx }: LumaRaster): FinePicture {
  const [spanX, spanY] = [widthPx * FINER, heightPx * FINER];
  const luma = drawRaster(spanX, spanY, (x, y) => {
    const row = Math.floor(y / FINER) * widthPx;
    return data[row + Math.floor(x / FINER)] ?? 0;
  });
  return { luma, spanX, spanY };
}

/** A drawn scene with grain. */
function sampleOf(seed: number, grainSeed: number, scenePx: number) {
  const random = seededRandom(grainSeed);
  const scene = new TestScene(seed, 200);
  const luma = changed(
    scene.draw(WIDTH_PX, HEIGHT_PX, scenePx),
    (level) => level + 12 * (random() - 0.5),
  );
  const sample: PictureSample = {
    luma,
    fine: enlarged(luma),
    patch: luma,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    steps: STEPS,
  };
  return sample;
}

/**
 * Processor ms of one thread for the comparison of a second look, decoding aside, over drawn
 * pairs: a copy saved again, a crop, and another picture, which is tried in every way there is.
 */
export function secondLookRows(kernels: Kernels): ResultRow[] {
  const kinds: [name: string, second: (seed: number) => PictureSample][] = [
    ['secondLookOfCopyMs', (seed) => sampleOf(seed, 90 + seed, WIDTH_PX)],
    ['secondLookOfCropMs', (seed) => sampleOf(seed, 90 + seed, 560)],
    ['secondLookOfOtherMs', (seed) => sampleOf(50 + seed, 90 + seed, WIDTH_PX)],
  ];
  return kinds.map(([name, second]) => {
    const pairs = Array.from({ length: SCENES }, (_, seed) => ({
      first: sampleOf(seed, seed, WIDTH_PX),
      second: second(seed),
    }));
    const rounds = Array.from({ length: ROUNDS }, () => {
      const from = cpuMs();
      for (const pair of pairs) {
        compareSamples(kernels, pair.first, pair.second, 'upright');
      }
      return (cpuMs() - from) / pairs.length;
    });
    return { name, value: Math.min(...rounds), unit: 'ms' };
  });
}
