import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Kernels } from './load-kernels.ts';
import { formulaImage } from './oracle/formula-image.ts';
import { isMissingHash } from './perceptual-hashes.ts';
import { testKernels } from './test-kernels.ts';

/** Values of Python imagehash 4.3.2 and Meta's PDQ for the formula images. */
interface ReferenceVector {
  width: number;
  height: number;
  md5OfRgb: string;
  sumOfLuma: number;
  pdq: string;
  pdqQuality: number;
  ahash8: string;
  dhash8: string;
  phash8: string;
  phash16: string;
  /** null where the reference refuses the size. */
  whash8: string | null;
}

const VECTORS = JSON.parse(
  await readFile(new URL('reference-vectors.json', import.meta.url), 'utf8'),
) as ReferenceVector[];

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

test('ten images are there', () => {
  expect(VECTORS).toHaveLength(10);
});

describe.each(VECTORS)('$width×$height', (vector) => {
  const raster = formulaImage(vector.width, vector.height);

  test('the image itself', () => {
    const md5 = createHash('md5').update(raster.data).digest('hex');
    expect(md5).toBe(vector.md5OfRgb);
    const luma = kernels.lumaOf(raster);
    expect(luma.data.reduce((sum, l) => sum + l, 0)).toBe(vector.sumOfLuma);
  });

  test('every hash, exactly', () => {
    const hashes = kernels.hashes(raster);
    expect({
      pdq: hex(hashes.pdq256),
      pdqQuality: hashes.pdqQuality,
      ahash8: hex(hashes.aHash64),
      dhash8: hex(hashes.dHash64),
      phash8: hex(hashes.pHash64),
      phash16: hex(hashes.pHash256),
      whash8: isMissingHash(hashes.wHash64) ? null : hex(hashes.wHash64),
    }).toEqual({
      pdq: vector.pdq,
      pdqQuality: vector.pdqQuality,
      ahash8: vector.ahash8,
      dhash8: vector.dhash8,
      phash8: vector.phash8,
      phash16: vector.phash16,
      whash8: vector.whash8,
    });
  });
});
