import { describe, expect, test } from 'vitest';
import { readRaw } from './read-raw.ts';
import { rawThumbnail } from '../embedded-picture.ts';
import { bytesOf, encodedPicture } from '../test-pictures.ts';
import { jxlHeader, PLAIN_HDR } from '../testing/jxl-header-bits.ts';
import { rawHeaderOf } from '../testing/raw-preview.ts';
import { tiffTestFile, type TiffTestField } from '../tiff/tiff-test-file.ts';

const JXL = bytesOf(
  jxlHeader({ ...PLAIN_HDR, widthPx: 720, heightPx: 480 }),
  new Uint8Array(300).fill(0x55),
);

const DNG_VERSION: TiffTestField = [0xc612, 0x0701];
const RGB = 2;
const LINEAR_RAW = 34_892;

/** Turned by a quarter; a JPEG (or nothing), then the preview in a strip or a tile. */
function dng(
  jpeg: Uint8Array,
  { photometric = RGB, isTile = false } = {},
): Uint8Array<ArrayBuffer> {
  const [placeTag, lengthTag] = isTile ? [0x0144, 0x0145] : [0x0111, 0x0117];
  return tiffTestFile(
    [
      (at) => [
        [0x0100, 720],
        [0x0101, 480],
        [0x0103, 52_546],
        [0x0106, photometric],
        [0x0112, 6],
        [placeTag, at + jpeg.length],
        [lengthTag, JXL.length],
        ...(jpeg.length === 0
          ? []
          : ([
              [0x0201, at],
              [0x0202, jpeg.length],
            ] satisfies TiffTestField[])),
        DNG_VERSION,
      ],
    ],
    bytesOf(jpeg, JXL),
  );
}

const NONE = new Uint8Array();

describe('a DNG whose preview is JPEG XL', () => {
  test.each([false, true])('is read by it; as a tile: %s', (isTile) => {
    const bytes = dng(NONE, { isTile });
    const { preview } = readRaw(bytes);
    expect(preview).toMatchObject({
      ...{ format: 'jxl', isWhole: true },
      ...{ widthPx: 720, heightPx: 480 },
    });
    const found = bytes.subarray(preview?.startByte, preview?.endByte);
    expect(Buffer.compare(found, JXL)).toBe(0);
    expect(rawHeaderOf(bytes)).toMatchObject({
      ...{ widthPx: 720, heightPx: 480 },
      ...{ containerOrientation: 6, isIncomplete: false },
    });
    expect(rawThumbnail(bytes)).toBeUndefined();
  });

  test('is read by a JPEG as well that is no thumbnail', async () => {
    const large = await encodedPicture('jpeg', 640, 427);
    expect(readRaw(dng(large)).preview?.format).toBe('jpeg');
    const small = await encodedPicture('jpeg', 64, 48);
    expect(readRaw(dng(small)).preview?.format).toBe('jxl');
  });

  test('cut, is known for cut', () => {
    const cut = dng(NONE).slice(0, -20);
    expect(readRaw(cut).preview?.isWhole).toBe(false);
    expect(rawHeaderOf(cut)).toMatchObject({ isIncomplete: true });
  });

  test('is not shown what the sensor saw', () => {
    const linear = dng(NONE, { photometric: LINEAR_RAW });
    expect(readRaw(linear).preview).toBeUndefined();
  });
});
