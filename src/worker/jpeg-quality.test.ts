import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import encode, { init } from '@jsquash/jpeg/encode.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { estimateJpegQuality, jpegLumaSteps } from './jpeg-quality.ts';
import { bytesOf, segment, u16be } from './test-pictures.ts';

beforeAll(async () => {
  const path = createRequire(import.meta.url).resolve(
    '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm',
  );
  await init(await WebAssembly.compile(await readFile(path)));
});

async function jpegOf(quality: number): Promise<Uint8Array> {
  const data = new Uint8ClampedArray(16 * 16 * 4).fill(90);
  const image = { data, width: 16, height: 16 } as ImageData;
  // Table 0 is the one of ITU-T T.81 annex K, as in plain libjpeg.
  return new Uint8Array(await encode(image, { quality, quant_table: 0 }));
}

describe('files written by libjpeg', () => {
  test.each([1, 15, 40, 50, 75, 85, 92, 95, 100])('quality %i', async (q) => {
    expect(estimateJpegQuality(await jpegOf(q))).toBe(q);
  });
});

test('steps lie as the picture is shown', () => {
  // In zigzag order: the second is the first frequency across.
  const table = [5, 7, ...Array.from({ length: 62 }, () => 9)];
  const jpeg = bytesOf([0xff, 0xd8], segment(0xdb, 0, ...table));
  expect(jpegLumaSteps(jpeg, false)?.slice(0, 9)).toEqual([
    5, 7, 9, 9, 9, 9, 9, 9, 9,
  ]);
  expect(jpegLumaSteps(jpeg, true)?.slice(0, 9)).toEqual([
    5, 9, 9, 9, 9, 9, 9, 9, 7,
  ]);
});

test('16-bit tables count too', () => {
  const ones = Array.from({ length: 64 }, () => u16be(1)).flat();
  const jpeg = bytesOf([0xff, 0xd8], segment(0xdb, 0x10, ...ones));
  expect(estimateJpegQuality(jpeg)).toBe(100);
});

test('a chrominance table in front is passed over', () => {
  const chroma = [1, ...Array.from({ length: 64 }, () => 99)];
  const luma = [0, ...Array.from({ length: 64 }, () => 1)];
  const jpeg = bytesOf([0xff, 0xd8], segment(0xdb, ...chroma, ...luma));
  expect(estimateJpegQuality(jpeg)).toBe(100);
});

test('a table cut short says nothing', () => {
  const jpeg = bytesOf([0xff, 0xd8], segment(0xdb, 0, 1, 2, 3));
  expect(estimateJpegQuality(jpeg)).toBeUndefined();
});

test('any bytes give a quality from 1 to 100 or none', async () => {
  const seed = await jpegOf(75);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 6 }),
      fc.nat(300),
      (changes, cut) => {
        const bytes = seed.slice(0, cut);
        for (const [at, value] of changes) bytes[at] = value;
        const quality = estimateJpegQuality(bytes) ?? 1;
        expect(quality).toBeGreaterThanOrEqual(1);
        expect(quality).toBeLessThanOrEqual(100);
      },
    ),
    { numRuns: 3000 },
  );
});
