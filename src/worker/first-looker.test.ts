import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { hammingBits } from '../domain/hamming.ts';
import { FIRST_LOOK } from '../domain/first-look.ts';
import type { FirstLook } from '../protocol/analyzer-protocol.ts';
import { FirstLooker } from './first-looker.ts';
import { testScene, withBars, withThumbnail } from './first-look-test-files.ts';
import { loadJpegDcKernel } from './kernels/jpeg-dc.ts';
import {
  decodeTestJpeg,
  encodeTestJpeg,
} from './kernels/jpeg-dc-test-files.ts';
import { orientRaster } from './kernels/orient-raster.ts';
import type { RgbRaster } from './kernels/raster.ts';
import { testKernels, testModule } from './kernels/test-kernels.ts';

const kernels = await testKernels();
const looker = new FirstLooker(
  kernels,
  await loadJpegDcKernel(await testModule()),
  async (bytes) => {
    const { data, width, height } = await decodeTestJpeg(bytes);
    return { rgba: data, widthPx: width, heightPx: height };
  },
);

const jpegOf = (
  raster: RgbRaster,
  quality = 85,
  progressive = false,
): Promise<Uint8Array<ArrayBuffer>> =>
  encodeTestJpeg(raster, { quality, progressive });

/** A stand-in for the photo itself, which must never be decoded. */
const body = await jpegOf(testScene(99, 1200, 900), 95);
const scene = testScene(1, 160, 120);
const thumbnail = await jpegOf(scene, 75);

async function look(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<FirstLook | undefined> {
  const [found] = await looker.look([new Blob([bytes])]);
  return found;
}

/** What is expected of a picture: the hashes of it, as drawn. */
function distance(found: FirstLook | undefined, picture: RgbRaster): number {
  if (!found) return Infinity;
  const { pHash64, pHash256 } = kernels.uprightPHashes(picture);
  expect(hammingBits(found.pHash64, pHash64)).toBeLessThanOrEqual(4);
  return hammingBits(found.pHash256, pHash256) ?? Infinity;
}

describe('sees the picture by its thumbnail', () => {
  test('as it is', async () => {
    const found = await look(withThumbnail(body, thumbnail));
    expect(distance(found, testScene(1, 1200, 900))).toBeLessThan(16);
    expect(found?.embedded?.endByte).toBeGreaterThan(thumbnail.length);
  });

  test('turned as the file says', async () => {
    const stored = orientRaster(scene, 8);
    const turned = withThumbnail(body, await jpegOf(stored, 75), {
      orientation: 6,
    });
    expect(distance(await look(turned), scene)).toBeLessThan(16);
  });

  test('without the bars of a letterbox', async () => {
    const boxed = withBars(testScene(1, 160, 106), 7);
    const found = await look(withThumbnail(body, await jpegOf(boxed, 75)));
    expect(distance(found, testScene(1, 1200, 800))).toBeLessThan(
      FIRST_LOOK.pHash256Bits / 2,
    );
  });

  test('not the one of another picture', async () => {
    const found = await look(withThumbnail(body, thumbnail));
    const { pHash64 } = kernels.uprightPHashes(testScene(2, 160, 120));
    expect(
      hammingBits(found?.pHash64 ?? new Uint8Array(8), pHash64),
    ).toBeGreaterThan(FIRST_LOOK.pHash64Bits);
  });
});

describe('sees the file itself where its head shows all of it', () => {
  test('a small one', async () => {
    const small = await jpegOf(testScene(1, 800, 600), 60);
    expect(small.length).toBeLessThan(FIRST_LOOK.headBytes);
    const found = await look(small);
    expect(distance(found, testScene(1, 1200, 900))).toBeLessThan(24);
    expect(found?.embedded).toBeUndefined();
  });

  test('a progressive one', async () => {
    const noisy = testScene(1, 1100, 900);
    noisy.data.forEach((level, at) => {
      noisy.data[at] = Math.min(255, level + ((at * 7919) % 23));
    });
    const large = await jpegOf(noisy, 90, true);
    expect(large.length).toBeGreaterThan(1.5 * FIRST_LOOK.headBytes);
    const found = await look(large);
    expect(distance(found, testScene(1, 1100, 900))).toBeLessThan(24);
  });

  test('not a large one that is read from top to bottom', async () => {
    const noisy = testScene(1, 1100, 900);
    noisy.data.forEach((level, at) => {
      noisy.data[at] = Math.min(255, level + ((at * 7919) % 23));
    });
    const large = await jpegOf(noisy, 90);
    expect(large.length).toBeGreaterThan(1.5 * FIRST_LOOK.headBytes);
    expect(await look(large)).toBeUndefined();
  });
});

test('waits for the full pass when the file is no larger than a thumbnail', async () => {
  const tiny = testScene(1, 500, 375);
  expect(await look(await jpegOf(tiny, 80))).toBeUndefined();
  // Progressive ones have no better coarse picture either.
  expect(await look(await jpegOf(tiny, 80, true))).toBeUndefined();
});

describe('waits for the full pass when the thumbnail', () => {
  const padded = new Uint8Array([...body, ...new Uint8Array(150_000)]);

  test('is cut', async () => {
    const cut = thumbnail.subarray(0, thumbnail.length - 300);
    expect(await look(withThumbnail(padded, cut))).toBeUndefined();
  });

  test('claims an absurd size', async () => {
    const absurd = thumbnail.slice();
    const frame = absurd.findIndex(
      (byte, at) => byte === 0xff && absurd[at + 1] === 0xc0,
    );
    absurd.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(await look(withThumbnail(padded, absurd))).toBeUndefined();
  });

  test('lies outside the file', async () => {
    const file = withThumbnail(padded, thumbnail, { saysStart: 1 << 30 });
    expect(await look(file)).toBeUndefined();
  });

  test('is of one colour', async () => {
    const flat = { ...scene, data: new Uint8Array(160 * 120 * 3).fill(20) };
    const file = withThumbnail(padded, await jpegOf(flat));
    expect(await look(file)).toBeUndefined();
  });

  test('is hardly there', async () => {
    const tiny = await jpegOf(testScene(1, 20, 16));
    expect(await look(withThumbnail(padded, tiny))).toBeUndefined();
  });

  test('cannot be decoded', async () => {
    const broken = thumbnail.slice();
    const scan = broken.findIndex(
      (byte, at) => byte === 0xff && broken[at + 1] === 0xc4,
    );
    broken.fill(0xff, scan + 4, scan + 40);
    expect(await look(withThumbnail(padded, broken))).toBeUndefined();
  });
});

test('answers in order, and does not mind files that cannot be read', async () => {
  const good = new Blob([withThumbnail(body, thumbnail)]);
  const gone = {
    size: 10,
    arrayBuffer: () => Promise.reject(new Error('gone')),
  };
  const text = new Blob(['no picture at all']);
  const answers = await looker.look([gone, good, text, new Blob([]), good]);
  expect(answers.map((one) => one !== undefined)).toEqual([
    false,
    true,
    false,
    false,
    true,
  ]);
});

test('reads no more than the head', async () => {
  const blob = new Blob([withThumbnail(body, thumbnail), new Uint8Array(1e6)]);
  const slices: unknown[] = [];
  const slice = blob.slice.bind(blob);
  Object.assign(blob, {
    slice: (from: number, to: number) => {
      slices.push([from, to]);
      return slice(from, to);
    },
    arrayBuffer: () => Promise.reject(new Error('the whole file was read')),
  });
  expect(await looker.look([blob])).toHaveLength(1);
  expect(slices).toEqual([[0, 128 * 1024]]);
});

test('a file that was changed since it was listed costs only its own look', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinsift-heads-'));
  try {
    const photo = withThumbnail(body, thumbnail);
    const paths = ['a', 'b', 'c'].map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, photo);
    const files = await Promise.all(paths.map((path) => openAsBlob(path)));
    await writeFile(paths[1] ?? '', 'something else');
    const [first, second, third] = await looker.look(files);
    expect([first, third].map((found) => distance(found, scene))).toEqual([
      distance(await look(photo), scene),
      distance(await look(photo), scene),
    ]);
    expect(second).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('heads are read together', async () => {
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const photo = new Blob([withThumbnail(body, thumbnail)]);
  expect(await looker.look([photo, photo, photo])).toHaveLength(3);
  expect(reads).toHaveBeenCalledTimes(1);
  reads.mockRestore();
});
