import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashContent, hashPixels } from './pixel-hash.ts';
import { bytesOf } from './test-pictures.ts';
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

const A = contentHash('a'.repeat(64));
const B = contentHash('b'.repeat(64));

test('equal pixels in different files are equal', async () => {
  const webp = photoOf({ format: 'webp' });
  expect(await hashPixels(photoOf(), A)).toBe(await hashPixels(webp, B));
  expect(await hashPixels(photoOf(), A)).toMatch(/^[0-9a-f]{32}$/);
});

test('one changed byte, or another shape, is another picture', async () => {
  const rgba = photoOf().rgba.with(23, 0);
  const plain = await hashPixels(photoOf(), A);
  expect(
    await hashPixels(photoOf({ rgba: new Uint8ClampedArray(rgba) }), A),
  ).not.toBe(plain);
  expect(await hashPixels(photoOf({ widthPx: 2, heightPx: 3 }), A)).not.toBe(
    plain,
  );
});

test('animations with the same first frame are equal only to the same bytes', async () => {
  const animation = photoOf({ frameCount: 2 });
  expect(await hashPixels(animation, A)).toBe(await hashPixels(animation, A));
  expect(await hashPixels(animation, A)).not.toBe(
    await hashPixels(animation, B),
  );
  expect(await hashPixels(animation, A)).not.toBe(
    await hashPixels(photoOf(), A),
  );
});

test('hashes of pictures in flight do not mix', async () => {
  const first = photoOf();
  const second = photoOf({ widthPx: 6, heightPx: 1 });
  const alone = [await hashPixels(first, A), await hashPixels(second, A)];
  const together = [hashPixels(first, A), hashPixels(second, A)];
  expect(await Promise.all(together)).toEqual(alone);
});

test('content is the SHA-256 of all bytes', async () => {
  const bytes = bytesOf('any bytes');
  const expected = createHash('sha256').update(bytes).digest('hex');
  expect(await hashContent(bytes)).toBe(expected);
});

test.each(['raw', 'psd', 'svg'] as const)(
  '%s holds more than its pixels: equal only to the same file',
  async (format) => {
    const photo = photoOf({ format });
    expect(await hashPixels(photo, A)).not.toBe(await hashPixels(photo, B));
    expect(await hashPixels(photo, A)).toBe(await hashPixels(photo, A));
  },
);
