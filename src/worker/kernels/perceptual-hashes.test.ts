import { beforeAll, describe, expect, test } from 'vitest';
import {
  DIHEDRAL_TRANSFORMS,
  type ExifOrientation,
} from '../../domain/fingerprint.ts';
import { borderBox } from './border-box.ts';
import type { Kernels } from './load-kernels.ts';
import {
  aHashOracle,
  dHashOracle,
  pHashesOracle,
  wHashOracle,
} from './oracle/hash-oracle.ts';
import { pdqOracle } from './oracle/pdq-oracle.ts';
import { lumaOracle, resizeOracle } from './oracle/resize-oracle.ts';
import {
  pictureRaster,
  randomRaster,
  seededRandom,
} from './oracle/seeded-random.ts';
import { isMissingHash } from './perceptual-hashes.ts';
import type { RgbRaster } from './raster.ts';
import { testKernels } from './test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

const SIZES = [
  [1, 1],
  [1, 90],
  [90, 1],
  [4, 5],
  [7, 9],
  [8, 8],
  [15, 33],
  [17, 16],
  [64, 64],
  [131, 67],
  [257, 259],
  [512, 300],
  [513, 299],
] as const;

/** 16×16 blocks of the same pixels in other orders: of equal sums, so that rounding decides. */
function shuffledBlocks(sidePx: number): RgbRaster {
  const random = seededRandom(sidePx);
  const blockPx = sidePx / 16;
  const greys = Array.from({ length: blockPx ** 2 }, () =>
    Math.floor(random() * 256),
  );
  const data = new Uint8Array(sidePx ** 2 * 3);
  for (let block = 0; block < 256; block++) {
    const order = greys
      .map((grey) => ({ grey, key: random() }))
      .sort((a, b) => a.key - b.key);
    order.forEach(({ grey }, i) => {
      const x = (block % 16) * blockPx + (i % blockPx);
      const y = Math.floor(block / 16) * blockPx + Math.floor(i / blockPx);
      data.fill(grey, (y * sidePx + x) * 3, (y * sidePx + x) * 3 + 3);
    });
  }
  return { data, widthPx: sidePx, heightPx: sidePx };
}

test.each([32, 64, 128, 256])(
  'wHash of %i px of blocks of equal means equals its plain twin',
  (sidePx) => {
    const raster = shuffledBlocks(sidePx);
    const { wHash64, wHash256 } = kernels.hashes(raster);
    expect(wHash64).toEqual(wHashOracle(raster, 8));
    expect(wHash256).toEqual(wHashOracle(raster, 16));
  },
);

describe.each(SIZES)('%i×%i', (width, height) => {
  test.each([
    ['noise', randomRaster(width, height, width * 31 + height)],
    ['picture', pictureRaster(width, height, width + height)],
  ])('%s: every hash equals its plain twin', (_name, raster) => {
    const hashes = kernels.hashes(raster);
    const pdq = pdqOracle(raster);
    // Constant along an axis, most coefficients are zero in theory: rounding decides those bits.
    const p64 =
      Math.min(width, height) > 1
        ? pHashesOracle(raster, 8)
        : hashes.dihedralPHash64;
    expect(hashes).toEqual({
      pHash64: p64.slice(0, 8),
      pHash256: hashes.dihedralPHash256.slice(0, 32),
      pdq256: pdq.hash,
      pdqQuality: pdq.quality,
      aHash64: aHashOracle(raster, 8),
      aHash256: aHashOracle(raster, 16),
      dHash64: dHashOracle(raster, 8),
      dHash256: dHashOracle(raster, 16),
      wHash64: wHashOracle(raster, 8) ?? new Uint8Array(8),
      wHash256: wHashOracle(raster, 16) ?? new Uint8Array(32),
      dihedralPHash64: p64,
      dihedralPHash256: hashes.dihedralPHash256,
    });
    const lumaThumb = resizeOracle(lumaOracle(raster), 32, 32).data;
    expect(kernels.lumaThumb(raster)).toEqual(lumaThumb);
    expect(kernels.measureRaster(raster)).toEqual({
      hashes,
      lumaThumb,
      colour: kernels.colourSignature(raster),
      flags: kernels.contentFlags(raster),
      sharpness: kernels.sharpness(raster),
      border: borderBox(lumaOracle(raster)),
    });
  });
});

// The plain 64×64 transform takes its time, so one size stands for all.
test('pHash-256 and its seven turns and mirrors equal their plain twin', () => {
  const raster = pictureRaster(131, 67, 3);
  expect(kernels.hashes(raster).dihedralPHash256).toEqual(
    pHashesOracle(raster, 16),
  );
});

function bitsApart(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  a.forEach((byte, i) => {
    for (let rest = byte ^ b[i]!; rest > 0; rest &= rest - 1) bits++;
  });
  return bits;
}

/** Which orientRaster call does to a picture what the transform's name says. */
const DONE_BY: readonly ExifOrientation[] = [1, 6, 3, 8, 2, 7, 4, 5];

test.each(DIHEDRAL_TRANSFORMS.map((name, i) => [name, i] as const))(
  'the derived hash of %s is the hash of the picture so treated',
  (_name, i) => {
    const raster = pictureRaster(300, 261, 17);
    const hashes = kernels.hashes(raster);
    const treated = kernels.hashes(kernels.orientRaster(raster, DONE_BY[i]!));
    const derived64 = hashes.dihedralPHash64.subarray(i * 8, i * 8 + 8);
    const derived256 = hashes.dihedralPHash256.subarray(i * 32, i * 32 + 32);
    expect(bitsApart(derived64, treated.pHash64)).toBeLessThanOrEqual(2);
    expect(bitsApart(derived256, treated.pHash256)).toBeLessThanOrEqual(6);
    if (i > 0) {
      expect(bitsApart(derived64, hashes.pHash64)).toBeGreaterThan(16);
    }
  },
);

test('a picture too small for a hash has the missing one', () => {
  const hashes = kernels.hashes(randomRaster(4, 40, 1));
  expect(isMissingHash(hashes.wHash64)).toBe(true);
  expect(isMissingHash(hashes.wHash256)).toBe(true);
  expect(isMissingHash(hashes.pdq256)).toBe(true);
  expect(hashes.pdqQuality).toBe(0);
  expect(isMissingHash(hashes.pHash64)).toBe(false);
  expect(isMissingHash(kernels.hashes(randomRaster(8, 9, 1)).wHash64)).toBe(
    false,
  );
});

test.each([
  [0, 0, 0],
  [3, 3, 26],
  [3, 3, 36],
  [100_000, 100_000, 3],
])('%d×%d with %d bytes is refused', (widthPx, heightPx, length) => {
  const raster = { data: new Uint8Array(length), widthPx, heightPx };
  expect(() => kernels.hashes(raster)).toThrow(RangeError);
  expect(() => kernels.lumaThumb(raster)).toThrow(RangeError);
  expect(() => kernels.measureRaster(raster)).toThrow(RangeError);
});
