import { beforeAll, describe, expect, it } from 'vitest';
import { THUMB_SIDE } from '../../domain/fingerprint.ts';
import { hammingBits } from '../../domain/hamming.ts';
import { TestScene } from '../compare/test-pictures.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { LumaRaster, RgbRaster } from '../kernels/raster.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import {
  CROP_WINDOWS,
  windowCodes,
  type Window,
} from './matcher-window-codes.ts';

const SIDE = 160;
const WHOLE: Window = { left: 0, right: 1, top: 0, bottom: 1 };

let kernels: Kernels;

beforeAll(async () => {
  kernels = await testKernels();
});

function rgb({ data, widthPx, heightPx }: LumaRaster): RgbRaster {
  const bytes = new Uint8Array(data.length * 3);
  data.forEach((level, at) => bytes.fill(level, at * 3, at * 3 + 3));
  return { data: bytes, widthPx, heightPx };
}

function least(codes: Uint8Array, code: Uint8Array): number {
  let best = 64;
  for (let at = 0; at < codes.length; at += 8) {
    best = Math.min(best, hammingBits(codes.subarray(at, at + 8), code) ?? 64);
  }
  return best;
}

describe('windowCodes', () => {
  it('gives the picture’s own pHash for the whole', () => {
    const raster = rgb(new TestScene(8).draw(SIDE, SIDE, SIDE));
    const own = windowCodes(kernels.lumaThumb(raster), [WHOLE]);
    const { pHash64 } = kernels.hashes(raster);
    expect(hammingBits(own, pHash64)).toBeLessThanOrEqual(2);
  });

  it.each([
    [0.1, 0.05, 0.05],
    [0.1, 0, 0],
    [0.2, 0.1, 0.1],
    [0.2, 0.2, 0.2],
    [0.13, 0.02, 0.1],
  ])('has a window near a crop of %f at (%f, %f)', (cut, left, top) => {
    for (const seed of [1, 2]) {
      const scene = new TestScene(seed);
      const whole = rgb(scene.draw(SIDE, SIDE, SIDE));
      const side = Math.round(SIDE * (1 - cut));
      const crop = rgb(scene.draw(side, side, SIDE, left * SIDE, top * SIDE));
      const codes = windowCodes(kernels.lumaThumb(whole), CROP_WINDOWS);
      expect(least(codes, kernels.hashes(crop).pHash64)).toBeLessThanOrEqual(
        10,
      );
      const other = rgb(new TestScene(seed + 50).draw(SIDE, SIDE, SIDE));
      expect(least(codes, kernels.hashes(other).pHash64)).toBeGreaterThan(10);
    }
  });

  it('gives 8 bytes a window', () => {
    const thumb = new Uint8Array(THUMB_SIDE * THUMB_SIDE);
    expect(windowCodes(thumb, CROP_WINDOWS)).toHaveLength(
      8 * CROP_WINDOWS.length,
    );
  });
});
