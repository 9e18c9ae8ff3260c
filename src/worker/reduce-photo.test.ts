import { beforeAll, describe, expect, test } from 'vitest';
import { hammingBits } from '../domain/hamming.ts';
import { contentHash } from '../domain/photo-id.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import { JpegDcKernel } from './kernels/jpeg-dc.ts';
import {
  decodeTestJpeg,
  encodeTestJpeg,
} from './kernels/jpeg-dc-test-files.ts';
import { testExports, testKernels } from './kernels/test-kernels.ts';
import { reducePhoto, type AnalyzerTools } from './reduce-photo.ts';
import { bytesOf, exifTiff, segment } from './test-pictures.ts';
import type { RgbRaster } from './kernels/raster.ts';
import type { ReduceOutcome, ReducedPhoto } from './reduce-photo.ts';

const settings = DEFAULT_SETTINGS.fingerprint;
const content = Promise.resolve(contentHash('a'.repeat(64)));
let tools: AnalyzerTools;
let jpeg: Uint8Array<ArrayBuffer>;

/** Hills and stripes: every frequency that the hashes look at, and no symmetry. */
function scene(widthPx: number, heightPx: number): RgbRaster {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const hills = Math.sin(x / 97 + y / 310) * Math.cos(y / 143 - x / 511);
      const stripes = Math.sin((x * x) / 90_000 + y / 29);
      const at = (y * widthPx + x) * 3;
      data[at] = 128 + 70 * hills + 30 * stripes;
      data[at + 1] = 120 + 60 * stripes;
      data[at + 2] = 90 + (x / widthPx) * 120 - 20 * hills;
    }
  }
  return { data, widthPx, heightPx };
}

function reduce(bytes: Uint8Array<ArrayBuffer>): Promise<ReduceOutcome> {
  const file = { format: 'jpeg' as const, startByte: 0, bytes };
  return reducePhoto(tools, file, content, settings);
}

async function reduced(bytes: Uint8Array<ArrayBuffer>): Promise<ReducedPhoto> {
  const outcome = await reduce(bytes);
  if (outcome.kind === 'failed') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** The same picture with an EXIF segment in front. */
function tagged(...tags: (readonly [number, number | string])[]) {
  const exif = segment(0xe1, ...bytesOf('Exif\0\0', exifTiff(tags)));
  return bytesOf([0xff, 0xd8], exif, jpeg.subarray(2));
}

beforeAll(async () => {
  tools = {
    kernels: await testKernels(),
    jpegKernel: new JpegDcKernel(await testExports()),
  };
  jpeg = await encodeTestJpeg(scene(1300, 1100), {
    quality: 85,
    progressive: false,
  });
});

describe('a JPEG of camera size', () => {
  test('is reduced by its block means, and hashes as its full picture does', async () => {
    const photo = await reduced(jpeg);
    const { widthPx, heightPx, fullSize } = photo;
    const raster = photo.raster();
    // ⌊(side + 4) / 8⌋: no other way makes this size.
    expect([raster.widthPx, raster.heightPx]).toEqual([163, 138]);
    expect([widthPx, heightPx]).toEqual([1300, 1100]);
    expect(fullSize).toEqual({});
    const { kernels } = tools;
    const full = await decodeTestJpeg(jpeg);
    const whole = kernels.hashes(
      kernels.reduceToRaster(full.data, full.width, full.height),
    );
    const hashes = kernels.hashes(raster);
    expect(hammingBits(hashes.pHash64, whole.pHash64)).toBeLessThan(3);
    expect(hammingBits(hashes.pHash256, whole.pHash256)).toBeLessThan(7);
  });

  test('has the pixels of its copy without metadata, and not those of its turned copy', async () => {
    const { pixels } = await reduced(jpeg);
    const noted = await reduced(tagged([0x010f, 'Maker']));
    expect(noted.pixels).toBe(pixels);
    expect(noted.exif.cameraMake).toBe('Maker');
    const turned = await reduced(tagged([0x0112, 6]));
    expect(turned.pixels).not.toBe(pixels);
    expect([turned.widthPx, turned.heightPx]).toEqual([1100, 1300]);
    expect(turned.raster().widthPx).toBe(138);
  });

  test('counts as far as it goes when its end is missing', async () => {
    const cut = await reduced(jpeg.slice(0, (jpeg.length * 2) / 3));
    expect(cut.isIncomplete).toBe(true);
    expect(cut.raster().heightPx).toBe(138);
    expect((await reduced(jpeg)).isIncomplete).toBe(false);
  });
});

test('two damaged files that begin alike do not have the same pixels', async () => {
  // A marker in the middle of the data: everything behind it is lost to a decoder, not to a person.
  const broken = jpeg.slice();
  const middle = Math.floor(broken.length / 2);
  broken.set([0xff, 0xc4, 0, 2], middle);
  const other = broken.slice();
  for (let at = middle + 100; at < middle + 140; at += 1) other[at] = 7;
  const first = await reduced(broken);
  expect(first.isIncomplete).toBe(true);
  expect((await reduced(other)).pixels).not.toBe(first.pixels);
});

test('a smaller JPEG is decoded whole', async () => {
  const small = await encodeTestJpeg(scene(1000, 900), { quality: 85 });
  const outcome = await reduce(small);
  // Node has no decoder of a browser's and cannot fetch the carried one: the ladder was asked.
  expect(outcome).toMatchObject({
    kind: 'failed',
    failure: { kind: 'damaged' },
  });
});
