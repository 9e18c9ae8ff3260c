import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from './kernels/load-kernels.ts';
import { testKernels } from './kernels/test-kernels.ts';
import { reduceLuma } from './reduce-luma.ts';
import { seededRandom } from './compare/test-pictures.ts';

let kernels: Kernels;

beforeAll(async () => {
  kernels = await testKernels();
});

describe('luma reduced', () => {
  it.each([
    [1, 7, 5],
    [2, 8, 6],
    [3, 10, 8],
    [7, 50, 51],
    [9, 5, 4],
  ])(
    'by %i from %i × %i is what grey pixels give',
    (factor, widthPx, heightPx) => {
      const random = seededRandom(factor);
      const data = Uint8Array.from({ length: widthPx * heightPx }, () =>
        Math.floor(256 * random()),
      );
      const rgba = new Uint8Array(data.length * 4).fill(255);
      data.forEach((level, at) => rgba.fill(level, at * 4, at * 4 + 3));
      const grey = kernels.reduceToRaster(rgba, widthPx, heightPx, factor);
      expect(reduceLuma({ data, widthPx, heightPx }, factor)).toEqual({
        data: grey.data.filter((_, at) => at % 3 === 0),
        widthPx: grey.widthPx,
        heightPx: grey.heightPx,
      });
    },
  );
});
