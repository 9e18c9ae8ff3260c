import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type JpegDcKernel, loadJpegDcKernel } from './jpeg-dc.ts';
import { decodeTestJpeg, encodeTestJpeg } from './jpeg-dc-test-files.ts';
import type { Kernels } from './load-kernels.ts';
import { seededRandom } from './oracle/seeded-random.ts';
import type { RgbRaster } from './raster.ts';
import { testKernels, testModule } from './test-kernels.ts';

// The kernel against full decodes. Real photos are no part of the project, so their tests run only
// where the corpus is: TWINSIFT_CORPUS, else beside the project.

const CORPUS =
  process.env['TWINSIFT_CORPUS'] ??
  fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
const hasCorpus = existsSync(`${CORPUS}/photos.csv`);

let kernel: JpegDcKernel;
let kernels: Kernels;
beforeAll(async () => {
  kernel = await loadJpegDcKernel(await testModule());
  kernels = await testKernels();
});

interface Comparison {
  name: string;
  /** Blocks whose luma is more than two levels off, and all blocks. */
  off: number;
  /** The same over blocks without a sample at either end of the scale. */
  offUnclipped: number;
  blocks: number;
  unclippedBlocks: number;
  /** Differing bits between the hashes of the kernel's raster and those of a full decode. */
  bits64: number;
  bits256: number;
  shortSidePx: number;
}

function bitsBetween(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (const [i, byte] of a.entries()) {
    for (let x = byte ^ b[i]!; x > 0; x >>= 1) bits += x & 1;
  }
  return bits;
}

/** Mean luma of a whole block of RGBA, and whether any sample lies at an end of the scale. */
function blockLuma(
  data: Uint8ClampedArray,
  widthPx: number,
  x: number,
  y: number,
): { luma: number; isClipped: boolean } {
  let luma = 0;
  let isClipped = false;
  for (let n = 0; n < 64; n += 1) {
    const at = ((y * 8 + (n >> 3)) * widthPx + x * 8 + (n & 7)) * 4;
    const r = data[at]!;
    const g = data[at + 1]!;
    const b = data[at + 2]!;
    luma += 0.299 * r + 0.587 * g + 0.114 * b;
    isClipped ||= r === 0 || g === 0 || b === 0;
    isClipped ||= r === 255 || g === 255 || b === 255;
  }
  return { luma: luma / 64, isClipped };
}

/** The full decode without alpha. */
function rgbOf(
  data: Uint8ClampedArray,
  width: number,
  height: number,
): RgbRaster {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1) {
    rgb[i * 3] = data[i * 4]!;
    rgb[i * 3 + 1] = data[i * 4 + 1]!;
    rgb[i * 3 + 2] = data[i * 4 + 2]!;
  }
  return { data: rgb, widthPx: width, heightPx: height };
}

async function compare(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Comparison> {
  const picture = kernel.decode(bytes);
  if (picture.kind !== 'decoded') throw new Error(`${name}: ${picture.kind}`);
  expect(picture.isIncomplete, name).toBe(false);
  const { data, width, height } = await decodeTestJpeg(bytes);
  expect([picture.widthPx, picture.heightPx], name).toEqual([width, height]);
  const luma = kernels.lumaOf(picture.raster);
  const result: Comparison = {
    name,
    off: 0,
    offUnclipped: 0,
    blocks: 0,
    unclippedBlocks: 0,
    bits64: 0,
    bits256: 0,
    shortSidePx: Math.min(luma.widthPx, luma.heightPx),
  };
  for (let y = 0; y < Math.floor(height / 8); y += 1) {
    for (let x = 0; x < Math.floor(width / 8); x += 1) {
      const block = blockLuma(data, width, x, y);
      const own = luma.data[y * luma.widthPx + x]!;
      const isOff = Math.abs(own - Math.round(block.luma)) > 2;
      result.blocks += 1;
      result.off += isOff ? 1 : 0;
      if (block.isClipped) continue;
      result.unclippedBlocks += 1;
      result.offUnclipped += isOff ? 1 : 0;
    }
  }
  const own = kernels.hashes(picture.raster);
  const full = kernels.hashes(rgbOf(data, width, height));
  result.bits64 = bitsBetween(own.pHash64, full.pHash64);
  result.bits256 = bitsBetween(own.pHash256, full.pHash256);
  return result;
}

/** Many boxes, one over the other: structure at every scale that a hash looks at. */
function boxesRaster(
  widthPx: number,
  heightPx: number,
  seed: number,
): RgbRaster {
  const random = seededRandom(seed);
  const data = new Uint8Array(widthPx * heightPx * 3).fill(90);
  for (let n = 0; n < 400; n += 1) {
    const colour = [0, 0, 0].map(() => 30 + random() * 195);
    const x = Math.floor(random() * widthPx);
    const y = Math.floor(random() * heightPx);
    const size = Math.floor(20 + random() ** 3 * 600);
    const row = Uint8Array.from(
      { length: Math.min(size, widthPx - x) * 3 },
      (_zero, i) => colour[i % 3]!,
    );
    for (let r = y; r < Math.min(heightPx, y + size); r += 1) {
      data.set(row, (r * widthPx + x) * 3);
    }
  }
  return { data, widthPx, heightPx };
}

function sum(
  list: readonly Comparison[],
  of: (c: Comparison) => number,
): number {
  return list.reduce((total, c) => total + of(c), 0);
}

describe('against a full decode', () => {
  test.each([
    ['progressive', {}],
    ['baseline', { progressive: false, quality: 92 }],
    [
      'baseline 4:4:4',
      { progressive: false, auto_subsample: false, chroma_subsample: 1 },
    ],
    ['grey', { color_space: 1 }],
  ])('the same means and fingerprints, %s', async (name, options) => {
    const raster = boxesRaster(1085, 1100, 12);
    const { off, blocks, bits64, bits256 } = await compare(
      name,
      await encodeTestJpeg(raster, options),
    );
    expect(off / blocks).toBeLessThanOrEqual(0.001);
    expect(bits64).toBeLessThanOrEqual(2);
    expect(bits256).toBeLessThanOrEqual(6);
  });
});

describe.skipIf(!hasCorpus)('against a full decode of real photos', () => {
  const all: Comparison[] = [];
  beforeAll(async () => {
    const csv = await readFile(`${CORPUS}/photos.csv`, 'utf8');
    const lines = csv.trim().split('\n').slice(1);
    for (const [at, line] of lines.entries()) {
      const [path = '', , width, height] = line.split(',');
      // All large ones, and a sample of the small ones, which say little.
      const isLarge = Math.min(Number(width), Number(height)) >= 1024;
      if (!isLarge && at % 6 !== 0) continue;
      const bytes = new Uint8Array(await readFile(`${CORPUS}/${path}`));
      all.push(await compare(path, bytes));
    }
  }, 600_000);

  test('block means within two levels on 99.9 % of blocks', () => {
    const share = sum(all, (c) => c.off) / sum(all, (c) => c.blocks);
    const unclipped =
      sum(all, (c) => c.offUnclipped) / sum(all, (c) => c.unclippedBlocks);
    console.log(
      `Blocks off by more than two levels: ${(share * 100).toFixed(4)} %, without clipped ones ${(unclipped * 100).toFixed(4)} %`,
    );
    expect(unclipped).toBeLessThanOrEqual(0.001);
    for (const c of all.filter(({ shortSidePx }) => shortSidePx >= 256)) {
      expect(c.off / c.blocks, c.name).toBeLessThanOrEqual(0.001);
    }
  });

  test('fingerprints within 2 of 64 and 6 of 256 bits where the raster is large enough', () => {
    for (const [from, to] of [
      [0, 64],
      [64, 128],
      [128, 256],
      [256, Infinity],
    ]) {
      const some = all.filter(
        (c) => c.shortSidePx >= from! && c.shortSidePx < to!,
      );
      const worst = (of: (c: Comparison) => number): number =>
        Math.max(0, ...some.map(of));
      const within = some.filter((c) => c.bits64 <= 2 && c.bits256 <= 6).length;
      console.log(
        `Short side ${from}–${to} blocks: ${within} of ${some.length} within, worst ${worst((c) => c.bits64)} of 64 and ${worst((c) => c.bits256)} of 256 bits`,
      );
    }
    const large = all.filter(({ shortSidePx }) => shortSidePx >= 128);
    expect(large.length).toBeGreaterThan(0);
    for (const c of large) {
      expect(c.bits64, c.name).toBeLessThanOrEqual(2);
      expect(c.bits256, c.name).toBeLessThanOrEqual(6);
    }
  });
});

test.skipIf(hasCorpus)(
  'SKIPPED real photos: no corpus beside the project',
  () => {
    expect(hasCorpus).toBe(false);
  },
);
