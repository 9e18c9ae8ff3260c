import type { PictureSample } from '../../src/worker/compare/picture-sample.ts';
import { measurePair } from '../../src/worker/compare/measure-pair.ts';
import { measureSources } from '../../src/worker/compare/measure-sources.ts';
import { changed, TestScene } from '../../src/worker/compare/test-pictures.ts';
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
const SCENES = 6;
const ROUNDS = 5;

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
      for (const pair of pairs) look(kernels, pair.first, pair.second);
      return (cpuMs() - from) / pairs.length;
    });
    return { name, value: Math.min(...rounds), unit: 'ms' };
  });
}

/** What compare-photos.ts calls. */
function look(
  kernels: Kernels,
  first: PictureSample,
  second: PictureSample,
): void {
  const { scale = 1 } = measurePair(first.luma, second.luma, 'upright');
  measureSources(kernels, first, second, scale, true);
}
