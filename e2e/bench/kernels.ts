import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFrame } from '../../src/worker/find-frame.ts';
import { borderBox } from '../../src/worker/kernels/border-box.ts';
import { loadJpegDcKernel } from '../../src/worker/kernels/jpeg-dc.ts';
import {
  loadKernels,
  type Kernels,
} from '../../src/worker/kernels/load-kernels.ts';
import { pictureRaster } from '../../src/worker/kernels/oracle/seeded-random.ts';
import type { RgbRaster } from '../../src/worker/kernels/raster.ts';
import { testModule } from '../../src/worker/kernels/test-kernels.ts';
import type { ResultRow } from '../support/result-rows.ts';
import { cpuMs } from './matching/cpu-time.ts';
import { secondLookRows } from './second-look.ts';

/** Calls before the clock: the engine compiles what runs often once more. */
const WARM_UP_CALLS = 200;
const ROUNDS = 9;
const CALLS_PER_ROUND = 25;
/** A raster smaller than this is not made by block means. */
const LEAST_SHORT_SIDE_PX = 128;
/** Block means of 6 and of 12 megapixels. */
const SIZES = [
  [384, 256],
  [500, 375],
] as const;

/**
 * CPU time of all that a fingerprint takes after decoding, under Node with the built kernels: of
 * two sizes of seeded pictures with its parts, and over the photos of the corpus as the JPEG
 * kernel reduces them, or over seeded pictures where there is none; and of second looks.
 */
export async function kernelRows(corpusDir?: string): Promise<ResultRow[]> {
  const module = await testModule();
  const kernels = await loadKernels(module);
  const rows = SIZES.flatMap(([widthPx, heightPx]) =>
    rowsOf(kernels, pictureRaster(widthPx, heightPx, 1)),
  );
  const photos =
    corpusDir === undefined
      ? seededPhotos()
      : await blockMeans(module, join(corpusDir, 'photos'));
  console.log(
    `fingerprintMsPerImage: ${photos.length} ${corpusDir === undefined ? 'seeded pictures' : 'photos'}`,
  );
  return [
    {
      name: 'fingerprintMsPerImage',
      value: perPhoto(photos, (raster) => {
        fingerprint(kernels, raster);
      }),
      unit: 'ms',
    },
    ...rows,
    ...secondLookRows(kernels),
  ];
}

/** What analyze-photo.ts calls. */
function fingerprint(kernels: Kernels, raster: RgbRaster): void {
  const { border } = kernels.measureRaster(raster);
  findFrame(kernels, raster, border);
}

function rowsOf(kernels: Kernels, raster: RgbRaster): ResultRow[] {
  const { widthPx, heightPx } = raster;
  const rgba = rgbaOf(raster);
  const luma = kernels.lumaOf(raster);
  const parts: [name: string, call: () => unknown][] = [
    ['fingerprintMs', () => kernels.measureRaster(raster)],
    ['hashesMs', () => kernels.hashes(raster)],
    ['pHashesMs', () => kernels.uprightPHashes(raster)],
    ['lumaThumbMs', () => kernels.lumaThumb(raster)],
    ['contentFlagsMs', () => kernels.contentFlags(raster)],
    ['colourSignatureMs', () => kernels.colourSignature(raster)],
    ['sharpnessMs', () => kernels.sharpness(raster)],
    ['borderBoxMs', () => borderBox(luma)],
    [
      'fullSizeMeasuresMs',
      () => kernels.measureFullSize(rgba, widthPx, heightPx),
    ],
    ['reduceToRasterMs', () => kernels.reduceToRaster(rgba, widthPx, heightPx)],
  ];
  return parts.map(([name, call]) => ({
    name: `${name}At${widthPx}x${heightPx}`,
    value: bestOf(call),
    unit: 'ms',
  }));
}

/** CPU ms of one call: the best of some rounds. */
function bestOf(call: () => unknown): number {
  for (let i = 0; i < WARM_UP_CALLS; i++) call();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = cpuMs();
    for (let i = 0; i < CALLS_PER_ROUND; i++) call();
    return (cpuMs() - from) / CALLS_PER_ROUND;
  });
  return Math.min(...rounds);
}

/** Mean over the photos, the best of some rounds. */
function perPhoto(
  photos: readonly RgbRaster[],
  call: (raster: RgbRaster) => void,
): number {
  const warmUps = Math.ceil(WARM_UP_CALLS / photos.length);
  const rounds = Array.from({ length: warmUps + ROUNDS }, () => {
    const from = cpuMs();
    photos.forEach(call);
    return (cpuMs() - from) / photos.length;
  });
  return Math.min(...rounds.slice(warmUps));
}

function rgbaOf({ data, widthPx, heightPx }: RgbRaster): Uint8Array {
  const rgba = new Uint8Array(widthPx * heightPx * 4).fill(255);
  for (let i = 0; i < widthPx * heightPx; i++) {
    rgba.set(data.subarray(i * 3, i * 3 + 3), i * 4);
  }
  return rgba;
}

async function blockMeans(
  module: WebAssembly.Module,
  folder: string,
): Promise<RgbRaster[]> {
  const kernel = await loadJpegDcKernel(module);
  const rasters: RgbRaster[] = [];
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((path) => /\.jpe?g$/iu.test(path)).sort()) {
    const photo = kernel.decode(await readFile(join(folder, name)));
    if (photo.kind !== 'decoded') continue;
    const { widthPx, heightPx } = photo.raster;
    if (Math.min(widthPx, heightPx) >= LEAST_SHORT_SIDE_PX) {
      rasters.push(photo.raster);
    }
  }
  return rasters;
}

/** Of the sizes that block means of common cameras have. */
function seededPhotos(): RgbRaster[] {
  const sizes = [
    [384, 256],
    [504, 378],
    [500, 375],
    [375, 500],
    [408, 306],
    [750, 500],
  ] as const;
  return sizes.map(([widthPx, heightPx], seed) =>
    pictureRaster(widthPx, heightPx, seed),
  );
}
