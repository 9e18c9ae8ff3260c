import { expect, test } from 'vitest';
import { decodeTiff } from './decode-tiff.ts';
import { tiffTestFile, type TiffTestField } from './tiff-test-file.ts';
import type { DecodeChunk } from './whole-chunks.ts';
import { bytesOf } from '../test-pictures.ts';

const limits = { maxPixels: 1e6 };
const COMPRESSION = 0x0103;
const PHOTOMETRIC = 0x0106;
const STRIPS = 0x0111;
const STRIP_BYTES = 0x0117;

/** A picture of one pixel in strips of a byte each. */
function onePixel(
  strips: readonly number[],
  ...fields: TiffTestField[]
): Uint8Array<ArrayBuffer> {
  const data = bytesOf(strips);
  const places = (at: number): number | number[] =>
    strips.length === 1 ? at : strips.map((_, i) => at + i);
  return tiffTestFile(
    [
      (at) => [
        [0x0100, 1],
        [0x0101, 1],
        [0x0102, 8],
        [STRIPS, places(at)],
        [STRIP_BYTES, strips.length === 1 ? 1 : strips.map(() => 1)],
        ...fields,
      ],
    ],
    data,
  );
}

/** A pixel as gray as the last byte of what it is made of. */
const seen: string[] = [];
const decode: DecodeChunk = (format, chunk) => {
  seen.push(format);
  const gray = chunk.at(-1) ?? 0;
  const rgba = Uint8ClampedArray.of(gray, gray, gray, 255);
  return Promise.resolve({ rgba, widthPx: 1, heightPx: 1 });
};

test.each([
  [7, 'jpeg'],
  [33005, 'jp2'],
  [34712, 'jp2'],
  [34892, 'jpeg'],
  [34933, 'png'],
  [50001, 'webp'],
  [50002, 'jxl'],
  [52546, 'jxl'],
])('compression %i is %s', async (compression, format) => {
  const bytes = onePixel(
    [77],
    [COMPRESSION, compression],
    [PHOTOMETRIC, 2],
    [0x0115, 3],
  );
  seen.length = 0;
  const { rgba } = await decodeTiff(bytes, decode, limits);
  expect(seen).toEqual([format]);
  expect([...rgba]).toEqual([77, 77, 77, 255]);
});

function apart(photometric: number): Uint8Array<ArrayBuffer> {
  return onePixel(
    [10, 20, 30],
    [COMPRESSION, 7],
    [PHOTOMETRIC, photometric],
    [0x0115, 3],
    [0x011c, 2],
  );
}

test('channels that stand apart come together', async () => {
  const { rgba } = await decodeTiff(apart(2), decode, limits);
  expect([...rgba]).toEqual([10, 20, 30, 255]);
});

test('of which only red, green and blue are known', async () => {
  await expect(decodeTiff(apart(6), decode, limits)).rejects.toThrow(
    'JPEG of each channel inside',
  );
});

/** Four components of a JPEG, each in place of one of RGBA. */
const decodeFour: DecodeChunk = (format) => {
  seen.push(format);
  const rgba = Uint8ClampedArray.of(255, 0, 51, 51);
  return Promise.resolve({ rgba, widthPx: 1, heightPx: 1 });
};

test.each([
  ['inks', 5, [], [0, 204, 163, 255]],
  ['RGB and alpha', 2, [[0x0152, 2]], [255, 0, 51, 51]],
] satisfies [string, number, TiffTestField[], number[]][])(
  'four components of a JPEG are %s, as the TIFF says',
  async (_, photometric, more, expected) => {
    const own: TiffTestField[] = [
      [COMPRESSION, 7],
      [PHOTOMETRIC, photometric],
    ];
    const bytes = onePixel([0], ...own, [0x0115, 4], ...more);
    const { rgba } = await decodeTiff(bytes, decodeFour, limits);
    expect([...rgba]).toEqual(expected);
    expect(seen.at(-1)).toBe('four-jpeg');
  },
);

test('four components of JPEG 2000 are inks, where the TIFF says so', async () => {
  const jp2 = onePixel(
    [0],
    ...([
      [COMPRESSION, 34712],
      [PHOTOMETRIC, 5],
    ] satisfies TiffTestField[]),
    [0x0115, 4],
  );
  const { rgba } = await decodeTiff(jp2, decodeFour, limits);
  expect([...rgba]).toEqual([0, 204, 163, 255]);
  expect(seen.at(-1)).toBe('four-jp2');
});

test('inks of other kinds, and in other formats, are refused', async () => {
  const others = onePixel(
    [0],
    ...([
      [COMPRESSION, 7],
      [PHOTOMETRIC, 5],
    ] satisfies TiffTestField[]),
    ...([
      [0x0115, 4],
      [0x014c, 2],
    ] satisfies TiffTestField[]),
  );
  await expect(decodeTiff(others, decodeFour, limits)).rejects.toThrow(
    'inks other than',
  );
  const five = onePixel(
    [0],
    ...([
      [COMPRESSION, 34712],
      [PHOTOMETRIC, 5],
    ] satisfies TiffTestField[]),
    [0x0115, 5],
  );
  await expect(decodeTiff(five, decode, limits)).rejects.toThrow(
    'JPEG 2000 in CMYK inside',
  );
});

test('a JPEG as before 1995 is taken whole where a tag names it', async () => {
  const fields: TiffTestField[] = [
    [COMPRESSION, 6],
    [PHOTOMETRIC, 2],
    [0x0115, 3],
  ];
  const named = tiffTestFile(
    [
      (at) => [
        ...[[0x0100, 1] as const, [0x0101, 1] as const, [0x0102, 8] as const],
        ...fields,
        [0x0201, at],
        [0x0202, 3],
      ],
    ],
    bytesOf([9, 9, 88, 7]),
  );
  const { rgba } = await decodeTiff(named, decode, limits);
  expect([...rgba]).toEqual([88, 88, 88, 255]);
  await expect(
    decodeTiff(onePixel([0], ...fields), decode, limits),
  ).rejects.toThrow('before 1995');
});
