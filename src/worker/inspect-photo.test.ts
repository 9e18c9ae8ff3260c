import { describe, expect, test } from 'vitest';
import { inspectPhoto } from './inspect-photo.ts';
import { ladderFor } from './decode-ladder.ts';
import { bytesOf, encodedPicture, u32be } from './test-pictures.ts';
import { IMAGE_FORMATS } from '../domain/image-format.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';

const settings = DEFAULT_SETTINGS.fingerprint;

function pngOf(widthPx: number, heightPx: number) {
  return bytesOf(
    '\x89PNG\r\n\x1a\n',
    [...u32be(13), ...bytesOf('IHDR')],
    [...u32be(widthPx), ...u32be(heightPx), 8, 2, 0, 0, 0, 0, 0, 0, 0],
  );
}

describe('refused before anything is decoded', () => {
  test('a picture over the limit, by its header alone', async () => {
    const bytes = pngOf(20000, 20000);
    const file = { format: 'png', startByte: 0, bytes } as const;
    expect(await inspectPhoto(file, settings)).toEqual({
      kind: 'failed',
      failure: {
        kind: 'too-many-pixels',
        widthPx: 20000,
        heightPx: 20000,
        limitMegapixels: 300,
      },
    });
  });

  test('a thread of a picture that the kernels could not hold', async () => {
    const bytes = pngOf(1, 200_000);
    const file = { format: 'png', startByte: 0, bytes } as const;
    expect(await inspectPhoto(file, settings)).toMatchObject({
      failure: { kind: 'damaged' },
    });
  });

  test('a header that is not there', async () => {
    const bytes = bytesOf([0xff, 0xd8, 0xff, 0xd9]);
    const file = { format: 'jpeg', startByte: 0, bytes } as const;
    expect(await inspectPhoto(file, settings)).toMatchObject({
      failure: { kind: 'damaged' },
    });
  });
});

test('padding in front of a JPEG is cut off', async () => {
  const jpeg = await encodedPicture('jpeg', 20, 10);
  const bytes = bytesOf(new Uint8Array(9), jpeg);
  const photo = await inspectPhoto(
    { format: 'jpeg', startByte: 9, bytes },
    settings,
  );
  expect(photo).toMatchObject({
    kind: 'inspected',
    bytes: jpeg,
    header: { widthPx: 20, heightPx: 10 },
  });
});

describe('the ladder', () => {
  test('fastest begins with the browser, portable with a codec where one is carried', () => {
    for (const format of IMAGE_FORMATS) {
      const fastest = ladderFor(format, 'fastest');
      const portable = ladderFor(format, 'portable');
      expect(new Set(portable)).toEqual(new Set(fastest));
      if (fastest.length < 2) continue;
      expect(fastest[0]?.isNative).toBe(true);
      expect(portable[0]?.isNative).toBe(false);
    }
  });

  test('small JPEGs are decoded here at once, large ones by the browser', () => {
    expect(ladderFor('jpeg', 'fastest', 500 * 375)[0]?.isNative).toBe(false);
    expect(ladderFor('jpeg', 'fastest', 4000 * 3000)[0]?.isNative).toBe(true);
    expect(ladderFor('png', 'fastest', 500 * 375)[0]?.isNative).toBe(true);
  });
});
