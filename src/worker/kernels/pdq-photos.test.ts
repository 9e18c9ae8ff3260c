import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadJpegDcKernel } from './jpeg-dc.ts';
import { decodeTestJpeg } from './jpeg-dc-test-files.ts';
import { testKernels, testModule } from './test-kernels.ts';
import { hammingBits } from '../../domain/hamming.ts';

// PDQ of real photos against Meta's own program, where the corpus and the values lie beside it.

const CORPUS =
  process.env['TWINSIFT_CORPUS'] ??
  fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
const VALUES = join(CORPUS, '../vectors/pdq-photos.csv');
const hasValues = existsSync(VALUES);

/** Through another decoder than the reference's, where it calls its own hash good. */
const MOST_BITS = 10;
const GOOD_QUALITY = 80;
/** Photos of fewer blocks are decoded whole. */
const LEAST_BLOCKS = 128;

test.skipIf(!hasValues)(
  'PDQ of photos is Meta’s within ten bits, by all pixels and by block means',
  async () => {
    const kernels = await testKernels();
    const jpegKernel = await loadJpegDcKernel(await testModule());
    const far: string[] = [];
    let compared = 0;
    const [, ...lines] = (await readFile(VALUES, 'utf8')).trim().split('\n');
    for (const line of lines) {
      const [hash = '', quality, path = ''] = line.split(',');
      const isJpeg = /\.jpe?g$/iu.test(path);
      if (!isJpeg || Number(quality) < GOOD_QUALITY) continue;
      const bytes = new Uint8Array(await readFile(join(CORPUS, path)));
      const { data, width, height } = await decodeTestJpeg(bytes);
      const rasters = [kernels.reduceToRaster(data, width, height)];
      const means = jpegKernel.decode(bytes);
      if (means.kind === 'decoded') {
        const { widthPx, heightPx } = means.raster;
        const isOfRecord = Math.min(widthPx, heightPx) >= LEAST_BLOCKS;
        if (isOfRecord) rasters.push(means.raster);
      }
      for (const raster of rasters) {
        compared += 1;
        const { pdq256: pdq } = kernels.hashes(raster);
        const bits = hammingBits(pdq, Buffer.from(hash, 'hex')) ?? Infinity;
        if (bits > MOST_BITS) far.push(`${path}: ${bits} bits`);
      }
    }
    expect(far).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  },
);

test.skipIf(hasValues)(
  'SKIPPED PDQ of photos: no corpus beside the project',
  () => {
    expect(hasValues).toBe(false);
  },
);
