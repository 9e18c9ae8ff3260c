import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JpegDcKernel } from './kernels/jpeg-dc.ts';
import { encodeTestJpeg } from './kernels/jpeg-dc-test-files.ts';
import { pictureRaster } from './kernels/oracle/seeded-random.ts';
import { testExports, testKernels } from './kernels/test-kernels.ts';
import { hashCodedPicture, hashContent, pixelHasher } from './pixel-hash.ts';
import { bytesOf, segment } from './test-pictures.ts';
import { contentHash } from '../domain/photo-id.ts';
import type { DecodedPhoto } from './decode-photo.ts';

function photoOf(changes: Partial<DecodedPhoto> = {}): DecodedPhoto {
  return {
    kind: 'decoded',
    rgba: Uint8ClampedArray.from({ length: 24 }, (_, i) => i),
    widthPx: 3,
    heightPx: 2,
    shownWidthPx: 3,
    shownHeightPx: 2,
    format: 'png',
    frameCount: 1,
    isIncomplete: false,
    exif: { orientation: 1, hasGps: false },
    conversion: undefined,
    ...changes,
  };
}

const kernels = await testKernels();
const hashPixels = await pixelHasher(kernels);

const A = contentHash('a'.repeat(64));
const B = contentHash('b'.repeat(64));

test('equal pixels in different files are equal', () => {
  const webp = photoOf({ format: 'webp' });
  expect(hashPixels(photoOf(), A)).toBe(hashPixels(webp, B));
  expect(hashPixels(photoOf(), A)).toMatch(/^[0-9a-f]{32}$/);
});

test('pixels hashed where the kernel decoded them have the same hash', async () => {
  const kernel = new JpegDcKernel(await testExports());
  const jpeg = await encodeTestJpeg(pictureRaster(64, 48, 1), {
    progressive: false,
    baseline: true,
  });
  const whole = kernel.decodePicture(jpeg);
  const { rgba, widthPx, heightPx } = whole!;
  const unable = { hashBehind: () => undefined };
  for (const frameCount of [1, 2]) {
    const photo = photoOf({ rgba, widthPx, heightPx, frameCount });
    const hash = hashPixels(photo, A, whole);
    expect(hash).toBe(hashPixels(photo, A));
    expect(hash).toBe(hashPixels(photo, A, unable));
  }
  // The kernel was asked, and answered.
  expect(whole?.hashBehind('64x48')).toBe(
    hashPixels(photoOf({ rgba, widthPx, heightPx }), A),
  );
});

test('one changed byte, or another shape, is another picture', () => {
  const rgba = photoOf().rgba.with(23, 0);
  const plain = hashPixels(photoOf(), A);
  expect(
    hashPixels(photoOf({ rgba: new Uint8ClampedArray(rgba) }), A),
  ).not.toBe(plain);
  expect(hashPixels(photoOf({ widthPx: 2, heightPx: 3 }), A)).not.toBe(plain);
});

test('animations with the same first frame are equal only to the same bytes', () => {
  const animation = photoOf({ frameCount: 2 });
  expect(hashPixels(animation, A)).toBe(hashPixels(animation, A));
  expect(hashPixels(animation, A)).not.toBe(hashPixels(animation, B));
  expect(hashPixels(animation, A)).not.toBe(hashPixels(photoOf(), A));
});

test('hashes of pictures in flight do not mix', async () => {
  const first = photoOf();
  const second = photoOf({ widthPx: 6, heightPx: 1 });
  const alone = [hashPixels(first, A), hashPixels(second, A)];
  const together = [first, second].map(async (photo) => {
    const hash = await pixelHasher(kernels);
    return hash(photo, A);
  });
  expect(await Promise.all(together)).toEqual(alone);
});

test('content is the SHA-256 of all bytes', async () => {
  const bytes = bytesOf('any bytes');
  const expected = createHash('sha256').update(bytes).digest('hex');
  expect(await hashContent(bytes)).toBe(expected);
});

test.each(['raw', 'psd', 'svg'] as const)(
  '%s holds more than its pixels: equal only to the same file',
  (format) => {
    const photo = photoOf({ format });
    expect(hashPixels(photo, A)).not.toBe(hashPixels(photo, B));
    expect(hashPixels(photo, A)).toBe(hashPixels(photo, A));
  },
);

describe('the hash of a coded JPEG', () => {
  const TABLES = segment(0xdb, 0, ...new Array<number>(64).fill(3));
  const FRAME = segment(0xc0, 8, 0, 16, 0, 16, 1, 1, 0x11, 0);
  const SCAN = segment(0xda, 1, 1, 0, 0, 63, 0);
  const DATA = [1, 2, 3, 4];
  const END = [0xff, 0xd9];

  function jpeg(...parts: number[][]): Uint8Array<ArrayBuffer> {
    return bytesOf([0xff, 0xd8], ...parts);
  }

  const plain = jpeg(TABLES, FRAME, SCAN, DATA, END);

  function hashOf(
    bytes: Uint8Array<ArrayBuffer>,
    meaning: (string | number)[] = ['ycc', 1],
  ): Promise<string> {
    return hashCodedPicture(kernels, bytes, bytes.length, meaning);
  }

  test('does not see metadata', async () => {
    const exif = segment(0xe1, ...bytesOf('Exif\0\0 and more'));
    const comment = segment(0xfe, ...bytesOf('a comment'));
    const tagged = jpeg(exif, TABLES, comment, FRAME, SCAN, DATA, END);
    expect(await hashOf(tagged)).toBe(await hashOf(plain));
  });

  test('does not see what stands behind the last scan', async () => {
    const longer = bytesOf([...plain], 'a film');
    expect(
      await hashCodedPicture(kernels, longer, plain.length, ['ycc', 1]),
    ).toBe(await hashOf(plain));
  });

  test.each<[string, Uint8Array<ArrayBuffer>, (string | number)[]]>([
    ['a byte of the data', jpeg(TABLES, FRAME, SCAN, [1, 2, 3, 5], END), []],
    ['a table', jpeg(TABLES.with(9, 4), FRAME, SCAN, DATA, END), []],
    ['the size', jpeg(TABLES, FRAME.with(6, 8), SCAN, DATA, END), []],
    ['which components', jpeg(TABLES, FRAME, SCAN.with(5, 2), DATA, END), []],
    ['the turn', plain, ['ycc', 6]],
    ['the colours', plain, ['rgb', 1]],
  ])('sees %s', async (_, other, meaning) => {
    const hash = meaning.length > 0 ? hashOf(other, meaning) : hashOf(other);
    expect(await hash).not.toBe(await hashOf(plain));
  });

  test('any bytes at all have one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await hashOf(new Uint8Array(bytes))).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});
