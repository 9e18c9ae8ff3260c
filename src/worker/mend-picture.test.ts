import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPictureHeader } from './headers/read-header.ts';
import { mendPicture } from './mend-picture.ts';
import { bytesOf, encodedPicture, u32be, u32le } from './test-pictures.ts';

type Bytes = Uint8Array<ArrayBuffer>;

let png: Bytes;
let webp: Bytes;

beforeAll(async () => {
  png = await encodedPicture('png', 40, 30);
  webp = await encodedPicture('webp', 40, 30);
});

/** A WebP with another chunk behind the pixels, and the length that it should have in front. */
function withChunk(type: string): Bytes {
  const file = bytesOf(webp, type, u32le(400), new Uint8Array(400));
  file.set(u32le(file.length - 8), 4);
  return file;
}

describe('PNG', () => {
  test('without its last chunk, or with part of it, all of the picture is there', async () => {
    for (const missing of [1, 4, 7, 12]) {
      const cut = png.slice(0, -missing);
      if (missing > 7) {
        expect(readPictureHeader('png', cut)?.isIncomplete).toBe(true);
      }
      expect(await mendPicture('png', cut)).toEqual(png);
    }
  });

  test('with less of its pixels it is not', async () => {
    // The chunk's checksum, the stream's, a pixel.
    for (const missing of [13, 17, 30]) {
      expect(await mendPicture('png', png.slice(0, -missing))).toBeUndefined();
    }
    expect(await mendPicture('png', png.slice(0, 20))).toBeUndefined();
  });

  test('with far more than its pixels it is left alone', async () => {
    const bomb = new Uint8Array(deflateSync(new Uint8Array(5e6)));
    const file = bytesOf(
      png.slice(0, 33),
      u32be(bomb.length),
      'IDAT',
      bomb,
      u32be(0),
    );
    expect(await mendPicture('png', file)).toBeUndefined();
  });
});

describe('WebP', () => {
  test('a length that says too much', async () => {
    const file = webp.slice();
    file.set(u32le(webp.length + 5000), 4);
    expect(readPictureHeader('webp', file)?.isIncomplete).toBe(true);
    expect(await mendPicture('webp', file)).toEqual(webp);
  });

  test('a cut behind the pixels', async () => {
    const cut = withChunk('EXIF').slice(0, -50);
    expect(readPictureHeader('webp', cut)?.isIncomplete).toBe(true);
    expect(await mendPicture('webp', cut)).toEqual(webp);
  });

  test('a cut within the pixels stays one', async () => {
    expect(await mendPicture('webp', webp.slice(0, -9))).toBeUndefined();
    expect(await mendPicture('webp', webp.slice(0, 12))).toBeUndefined();
  });

  test('of an animation nobody knows how much there was', async () => {
    const cut = withChunk('ANMF').slice(0, -450);
    expect(await mendPicture('webp', bytesOf(cut, 'ANMF'))).toBeUndefined();
    const moving = withChunk('ANIM').slice(0, -50);
    expect(await mendPicture('webp', moving)).toBeUndefined();
  });
});
