import { beforeAll, expect, test } from 'vitest';
import { JpegDcKernel } from './jpeg-dc.ts';
import { encodeTestJpeg } from './jpeg-dc-test-files.ts';
import { Kernels } from './load-kernels.ts';
import { pictureRaster } from './oracle/seeded-random.ts';
import { testExports } from './test-kernels.ts';

let kernels: Kernels;
let jpegKernel: JpegDcKernel;
beforeAll(async () => {
  kernels = new Kernels(await testExports());
  jpegKernel = new JpegDcKernel(await testExports());
});

// Higher or wider than PDQ and the patch in the middle take it, odd, and next to nothing.
test.each([
  [500, 375],
  [375, 500],
  [641, 483],
  [97, 1203],
  [512, 33],
  [31, 17],
  [5, 3],
])(
  'a picture of %i × %i is measured where it lies as its raster and its pixels are',
  async (width, height) => {
    const jpeg = await encodeTestJpeg(pictureRaster(width, height, width), {
      quality: 80,
      progressive: false,
      baseline: true,
      auto_subsample: false,
    });
    const copied = jpegKernel.decodePicture(jpeg)!;
    const raster = copied.raster();
    const expected = {
      raster: kernels.measureRaster(raster),
      fullSize: kernels.measureFullSize(copied.rgba, width, height),
    };
    expect(jpegKernel.decodePicture(jpeg)?.measure()).toEqual(expected);
  },
);

test('after measuring its raster can still be had', async () => {
  const picture = pictureRaster(640, 480, 1);
  const jpeg = await encodeTestJpeg(picture, {
    quality: 90,
    progressive: false,
    baseline: true,
  });
  const fresh = new JpegDcKernel(await testExports());
  const decoded = fresh.decodePicture(jpeg)!;
  const before = decoded.raster().data.slice();
  decoded.measure();
  const after = decoded.raster();
  expect(Buffer.compare(after.data, before)).toBe(0);
});
