import { cosineBasis } from '../kernels/cosine-basis.ts';
import type { LumaRaster } from '../kernels/raster.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';
import { orientLuma, swapsSides } from '../orient-pixels.ts';
import { transposed } from './jpeg-steps.ts';
import type { PatchedSample } from './picture-sample.ts';
import { changed, seededRandom, TestScene } from './test-pictures.ts';

const scene = new TestScene(11, 60);

/** A scene with fine grain, so that every frequency says something. */
export function grainy(side: number, seed = 5): LumaRaster {
  const random = seededRandom(seed);
  return changed(
    scene.draw(side, side, side),
    (level) => level + 30 * (random() - 0.5),
  );
}

/** Rounds every block's frequencies to multiples of a step, as a JPEG does; grey only. */
export function quantised(
  raster: LumaRaster,
  steps: readonly number[],
): LumaRaster {
  const basis = cosineBasis(8);
  const { widthPx, heightPx, data } = raster;
  const result = new Uint8Array(data.length);
  const at = (k: number, x: number): number => basis[k * 8 + x] ?? 0;
  for (let top = 0; top < heightPx; top += 8) {
    for (let left = 0; left < widthPx; left += 8) {
      const block = new Float64Array(64);
      for (let v = 0; v < 8; v += 1) {
        for (let u = 0; u < 8; u += 1) {
          let sum = 0;
          for (let i = 0; i < 64; i += 1) {
            const [y, x] = [i >> 3, i & 7];
            const level = (data[(top + y) * widthPx + left + x] ?? 0) - 128;
            sum += at(v, y) * at(u, x) * level;
          }
          const step = steps[v * 8 + u] ?? 1;
          block[v * 8 + u] = step * Math.round(sum / step);
        }
      }
      for (let i = 0; i < 64; i += 1) {
        const [y, x] = [i >> 3, i & 7];
        let sum = 128;
        for (let k = 0; k < 64; k += 1) {
          sum += at(k >> 3, y) * at(k & 7, x) * (block[k] ?? 0);
        }
        result[(top + y) * widthPx + left + x] = Math.min(
          255,
          Math.max(0, Math.round(sum)),
        );
      }
    }
  }
  return { data: result, widthPx, heightPx };
}

/** A picture that is its own patch. @param steps of its JPEG, if it is one */
export function sample(
  raster: LumaRaster,
  steps?: readonly number[],
): PatchedSample {
  const { widthPx, heightPx } = raster;
  return {
    luma: raster,
    fine: { luma: raster, spanX: widthPx, spanY: heightPx },
    patch: raster,
    widthPx,
    heightPx,
    ...(steps === undefined ? {} : { steps }),
  };
}

/** The same file with a note that turns what is shown. @param raster as stored */
export function turnedSample(
  raster: LumaRaster,
  steps: readonly number[],
  turn: ExifOrientation,
): PatchedSample {
  const asShown = swapsSides(turn) ? transposed(steps) : steps;
  return { ...sample(orientLuma(raster, turn), asShown), turn };
}
