import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { mutated } from './jpeg-dc-fuzz.ts';
import { type JpegDcKernel, loadJpegDcKernel } from './jpeg-dc.ts';
import { decodeTestJpeg, encodeTestJpeg } from './jpeg-dc-test-files.ts';
import { type WrittenJpeg, writeJpeg } from './oracle/jpeg-writer.ts';
import { pictureRaster, seededRandom } from './oracle/seeded-random.ts';
import { testModule } from './test-kernels.ts';

// Every pixel must be MozJPEG's: fingerprints, and hashes of pixels, are kept for years.

let kernel: JpegDcKernel;
beforeAll(async () => {
  kernel = await loadJpegDcKernel(await testModule());
});

/** 'none' where the kernel leaves the file to MozJPEG; else whether it made the same of it. */
async function verdict(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<'none' | 'same' | 'other'> {
  const pixels = kernel.decodePicture(bytes);
  if (!pixels) return 'none';
  const { rgba, widthPx, heightPx } = pixels;
  const { data } = pixels.raster();
  for (const at of data.keys()) {
    if (data[at] !== rgba[at + Math.floor(at / 3)]) return 'other';
  }
  const expected = await decodeTestJpeg(bytes);
  const isSame =
    widthPx === expected.width &&
    heightPx === expected.height &&
    Buffer.compare(Buffer.from(rgba), Buffer.from(expected.data)) === 0;
  return isSame ? 'same' : 'other';
}

const BASELINE = {
  progressive: false,
  baseline: true,
  auto_subsample: false,
};

describe('gives the pixels that MozJPEG gives', () => {
  const sizes = [
    [5, 3],
    [8, 8],
    [16, 16],
    [17, 33],
    [31, 15],
    [40, 1],
    [75, 50],
    [130, 97],
  ] as const;

  test.each([
    ['4:4:4', { ...BASELINE, chroma_subsample: 1 }],
    ['4:2:0', { ...BASELINE, chroma_subsample: 2 }],
    ['grey', { ...BASELINE, color_space: 1 }],
  ])('%s, all qualities', async (_name, options) => {
    for (const [width, height] of sizes) {
      for (const quality of [10, 60, 90, 100]) {
        const raster = pictureRaster(width, height, quality);
        const bytes = await encodeTestJpeg(raster, { ...options, quality });
        expect([width, quality, await verdict(bytes)]).toEqual([
          width,
          quality,
          'same',
        ]);
      }
    }
  });

  const samplings: Record<string, WrittenJpeg['sampling']> = {
    grey: [[1, 1]],
    '4:4:4': [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    '4:2:2': [
      [2, 1],
      [1, 1],
      [1, 1],
    ],
    '4:2:0': [
      [2, 2],
      [1, 1],
      [1, 1],
    ],
  };
  test.each(Object.entries(samplings))(
    '%s, of any coefficients, with and without restarts',
    async (_name, sampling) => {
      for (let seed = 1; seed <= 12; seed += 1) {
        const bytes = writeJpeg({
          widthPx: 20 + 7 * seed,
          heightPx: 90 - 7 * seed,
          sampling,
          seed,
          // Larger ones would make coefficients that no picture has.
          quantiser: 2 + (seed % 2),
          busyShare: seed / 12,
          restartInterval: seed % 3,
        });
        expect([seed, await verdict(bytes)]).toEqual([seed, 'same']);
      }
    },
  );
});

test('leaves to MozJPEG what is not plain', async () => {
  const raster = pictureRaster(64, 48, 1);
  const progressive = await encodeTestJpeg(raster, { progressive: true });
  expect(await verdict(progressive)).toBe('none');
  const plan = { widthPx: 64, heightPx: 48, seed: 2 };
  const upright: WrittenJpeg['sampling'] = [
    [1, 2],
    [1, 1],
    [1, 1],
  ];
  const ycc: WrittenJpeg['sampling'] = [
    [1, 1],
    [1, 1],
    [1, 1],
  ];
  const others: WrittenJpeg[] = [
    { ...plan, sampling: upright },
    { ...plan, sampling: ycc, adobeTransform: 0 },
    { ...plan, sampling: ycc, ids: [82, 71, 66] },
    { ...plan, sampling: ycc, scans: [[0], [1], [2]] },
    { ...plan, sampling: ycc, hasDnl: true },
    { ...plan, sampling: ycc, hasNoTables: true },
    { ...plan, sampling: ycc, fillBytes: 1 },
    { ...plan, sampling: ycc, quantiser: 700 },
    { ...plan, sampling: [...ycc, [1, 1]] },
  ];
  for (const other of others) {
    expect([other, kernel.decodePicture(writeJpeg(other))]).toEqual([
      other,
      undefined,
    ]);
  }
  const large = writeJpeg({
    ...plan,
    sampling: ycc,
    widthPx: 1600,
    heightPx: 1000,
  });
  expect(kernel.decodePicture(large)).toBeUndefined();
});

/** The file with one more code in its first Huffman table, of the longest length: only ones. */
function withFullTable(jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc4);
  const counts = jpeg.subarray(at + 5, at + 21);
  const longest = counts.findLastIndex((count) => count > 0);
  const values = counts.reduce((sum, count) => sum + count, 0);
  const behind = at + 21 + values;
  const full = Uint8Array.from([
    ...jpeg.subarray(0, behind),
    0,
    ...jpeg.subarray(behind),
  ]);
  full[at + 3] = (full[at + 3] ?? 0) + 1;
  full[at + 5 + longest] = (full[at + 5 + longest] ?? 0) + 1;
  return full;
}

test('leaves to MozJPEG a table with a code of only ones, which it refuses', async () => {
  const raster = pictureRaster(64, 48, 1);
  const jpeg = await encodeTestJpeg(raster, BASELINE);
  expect(await verdict(jpeg)).toBe('same');
  const full = withFullTable(jpeg);
  expect(kernel.decodePicture(full)).toBeUndefined();
  await expect(decodeTestJpeg(full)).rejects.toThrow();
});

test('of a damaged file it gives what MozJPEG gives, or nothing', async () => {
  const files: Uint8Array<ArrayBuffer>[] = [];
  for (const quality of [30, 75, 95]) {
    const raster = pictureRaster(50, 40, quality);
    files.push(await encodeTestJpeg(raster, { ...BASELINE, quality }));
  }
  files.push(
    writeJpeg({
      widthPx: 40,
      heightPx: 40,
      sampling: [[1, 1]],
      seed: 3,
      restartInterval: 5,
    }),
  );
  const random = seededRandom(20);
  let decoded = 0;
  for (let n = 0; n < 3000; n += 1) {
    const { bytes, how } = mutated(files, random);
    const copy = new Uint8Array(bytes);
    if (kernel.decodePicture(copy) === undefined) continue;
    decoded += 1;
    expect([n, how, await verdict(copy)]).toEqual([n, how, 'same']);
  }
  // Those whose changes lie in metadata, or make other values of the same codes.
  expect(decoded).toBeGreaterThan(50);
});

const CORPUS =
  process.env['TWINSIFT_CORPUS'] ??
  fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));

test.skipIf(!existsSync(`${CORPUS}/photos.csv`))(
  'the photos of the corpus (skipped without it)',
  async () => {
    const counts = { none: 0, same: 0, other: 0 };
    for (const name of await readdir(`${CORPUS}/photos`)) {
      if (!/\.jpe?g$/iu.test(name)) continue;
      const bytes = await readFile(`${CORPUS}/photos/${name}`);
      if (bytes.length < 300_000) {
        counts[await verdict(new Uint8Array(bytes))] += 1;
      }
    }
    expect(counts.other).toBe(0);
    expect(counts.same).toBeGreaterThan(counts.none);
  },
  120_000,
);
