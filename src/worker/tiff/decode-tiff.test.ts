import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeTiff } from './decode-tiff.ts';
import { tiffTestFile, type TiffTestField } from './tiff-test-file.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import { bytesOf, u16le } from '../test-pictures.ts';

const limits = { maxPixels: 1e6 };
const noChunks = () => Promise.reject(new Error('no picture inside'));

interface Page {
  width: number;
  height: number;
  bits?: number;
  samples?: number;
  photometric?: number;
  compression?: number;
  more?: readonly TiffTestField[];
}

function pageOf(page: Page, data: Uint8Array) {
  return (at: number): TiffTestField[] => [
    [0x0100, page.width],
    [0x0101, page.height],
    [0x0102, page.bits ?? 8],
    [0x0103, page.compression ?? 1],
    [0x0106, page.photometric ?? 1],
    [0x0111, at],
    [0x0115, page.samples ?? 1],
    [0x0116, page.height],
    [0x0117, data.length],
    ...(page.more ?? []),
  ];
}

function tiffOf(page: Page, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return tiffTestFile([pageOf(page, data)], data);
}

/** Reds, greens and blues of the pixels. */
async function colours(bytes: Uint8Array<ArrayBuffer>): Promise<number[][]> {
  const { rgba } = await decodeTiff(bytes, noChunks, limits);
  return Array.from({ length: rgba.length / 4 }, (_, i) => [
    ...rgba.subarray(4 * i, 4 * i + 3),
  ]);
}

async function grays(bytes: Uint8Array<ArrayBuffer>): Promise<number[]> {
  return (await colours(bytes)).map(([red = -1]) => red);
}

/** 40 × 3 px that all the compressions below hold. */
const PICTURE = Uint8Array.from({ length: 120 }, (_, i) =>
  i < 60 ? 7 : (i * 37) % 251,
);
/** Made by libtiff of PICTURE. */
const LZW = bytesOf(
  Buffer.from(
    'gAHgUDgkFg0HhEJhUFaj5EZINqSW7cAwrKB1TS/cgOGZYPqiY7sCw7MCFVTPegeIZoRqya4BExLOCVXTfBIuKZ4TrCc4RGxbQClZTvDI+MaIgIA=',
    'base64',
  ),
);

describe('one picture in every compression', () => {
  const page = { width: 40, height: 3 };
  const literal = (bytes: Uint8Array) => [bytes.length - 1, ...bytes];
  test.each([
    ['none', 1, PICTURE],
    ['Deflate', 8, bytesOf(deflateSync(PICTURE))],
    ['old Deflate', 32946, bytesOf(deflateSync(PICTURE))],
    [
      'PackBits',
      32773,
      bytesOf([257 - 60, 7, 128], literal(PICTURE.subarray(60))),
    ],
    ['LZW', 5, LZW],
  ])('%s', async (_name, compression, data) => {
    expect(await grays(tiffOf({ ...page, compression }, data))).toEqual([
      ...PICTURE,
    ]);
  });
});

/** Rows of 0 white and 1 black, made by libtiff. */
const FAX_ROWS =
  '00000001001100111111100000001111101000111100000111100011000000111111010000111100000000111110000111100000011111001111110000000111111110000000111000111111000000111111000000011100000000101111111100000000000000010011001111111111000011111010001111000001111000110000001111110100001111000000001111100001111000000111110011111100000001111111100000001110001111110000001111110000000111000000001011111111000000000000001111111111110000011111111111111111110000000000001000000011111111111111111000000000000011111111100000001110000000000000001111111111111111000000000000011111111111111111111111000000000000000000000000111110000001100011110000001110000001111110011110000000111111100000010000001100000001111111100001111111100000001110000000011110111110000000111111000011111111000011110011000000111111100011111100000001';
describe('one page in every fax compression', () => {
  test.each([
    [
      'modified Huffman',
      2,
      0,
      '9PuPzHUPHHxDq3M7fG5eL9BcX00OLMD0+4SzHUPHHxDq3M7fG5eL9BcX00OLMOD4GcheDAYn2oLhgoBgc+4fXE78fLvxbF+mxz8rFtv8OC9A',
    ],
    [
      'Group 3',
      3,
      0,
      'AB9PuPzHUPHHxDq3M7fG5eL9BcX00OLMAH0+4SzHUPHHxDq3M7fG5eL9BcX00OLMAHg+BnIXgwGJ9qC4YKAYALn3D64nfj5d+LYv02OflYtt/hwXoA==',
    ],
    [
      'Group 3, two-dimensional',
      3,
      1,
      'AB+n3H5jqHjj4h1bmdvjcvF+guL6aHFmAC+D//////4APg+BnIXgwGJ9qC4YKAYAIuZ7MM9HiLsSOM8j2fFNiiR4EWOT8lZFstz8RwS+',
    ],
    [
      'Group 4',
      4,
      0,
      'PovlxnzI6MM4zGeIjo2zMzbPGXI+KfjBHiPxmiOL+D//////6ES8ERjURYggwbFihBCRgy5nswz0eIuxI4zyPZ8U2KJHgRY5PyVkWy3PxHBL4AIAIA==',
    ],
  ])('%s', async (_name, compression, options, base64) => {
    const data = bytesOf(Buffer.from(base64, 'base64'));
    const page = {
      width: 200,
      height: 4,
      bits: 1,
      photometric: 0,
      compression,
    };
    const bytes = tiffOf({ ...page, more: [[0x0124, options]] }, data);
    const black = (await grays(bytes))
      .map((gray) => (gray === 0 ? 1 : 0))
      .join('');
    expect(black).toBe(FAX_ROWS);
  });
});

describe('samples', () => {
  test('16 bits come to the nearest of 8', async () => {
    const data = bytesOf(u16le(0), u16le(257 * 9 + 120), u16le(65535));
    expect(
      await grays(tiffOf({ width: 3, height: 1, bits: 16 }, data)),
    ).toEqual([0, 9, 255]);
  });

  test('1, 2, 4 and 12 bits fill the range', async () => {
    for (const [bits, byte, expected] of [
      [1, 0b01000000, [0, 255]],
      [2, 0b00110000, [0, 255]],
      [4, 0x0f, [0, 255]],
    ] as const) {
      expect(
        await grays(tiffOf({ width: 2, height: 1, bits }, bytesOf(byte))),
      ).toEqual(expected);
    }
    const twelve = bytesOf(0xff, 0xf0, 0x00);
    expect(
      await grays(tiffOf({ width: 2, height: 1, bits: 12 }, twelve)),
    ).toEqual([255, 0]);
  });

  test('floating point is linear light', async () => {
    const light = [0, 1, 7, -1, NaN, 0.2158605];
    const data = new Uint8Array(new Float32Array(light).buffer);
    const page = {
      width: 6,
      height: 1,
      bits: 32,
      more: [[0x0153, 3]] as const,
    };
    expect(await grays(tiffOf(page, data))).toEqual([0, 255, 255, 0, 0, 128]);
  });

  test('signed numbers count from their lowest', async () => {
    const data = bytesOf(0x80, 0, 0x7f);
    const page = { width: 3, height: 1, more: [[0x0153, 2]] as const };
    expect(await grays(tiffOf(page, data))).toEqual([0, 128, 255]);
  });

  test('differences are summed', async () => {
    const page = { width: 4, height: 1, more: [[0x013d, 2]] as const };
    expect(await grays(tiffOf(page, bytesOf(250, 1, 1, 10)))).toEqual([
      250, 251, 252, 6,
    ]);
  });
});

describe('colours', () => {
  test('white is zero', async () => {
    const page = { width: 2, height: 1, photometric: 0 };
    expect(await grays(tiffOf(page, bytesOf(0, 255)))).toEqual([255, 0]);
  });

  test.each([
    ['apart', 1, 2, [80, 128], [80, 128]],
    ['multiplied in', 1, 1, [40, 128], [80, 128]],
    ['apart, white is zero', 0, 2, [80, 128], [175, 128]],
    ['of no known meaning', 1, 0, [80, 128], [80, 255]],
  ] as const)(
    'gray with alpha: %s',
    async (_name, photometric, extraSample, stored, shown) => {
      const page = {
        ...{ width: 1, height: 1, samples: 2, photometric },
        more: [[0x0152, extraSample]] as const,
      };
      const bytes = tiffOf(page, bytesOf(stored));
      const { rgba } = await decodeTiff(bytes, noChunks, limits);
      expect([rgba[0], rgba[3]]).toEqual(shown);
    },
  );

  test('CMYK', async () => {
    const page = { width: 3, height: 1, photometric: 5, samples: 4 };
    const data = bytesOf([0, 0, 0, 0], [255, 0, 0, 0], [0, 0, 0, 255]);
    expect(await colours(tiffOf(page, data))).toEqual([
      [255, 255, 255],
      [0, 255, 255],
      [0, 0, 0],
    ]);
  });

  test('Lab', async () => {
    const page = { width: 2, height: 1, photometric: 8, samples: 3 };
    const [white, red] = await colours(
      tiffOf(page, bytesOf([255, 0, 0], [138, 81, 70])),
    );
    expect(Math.min(...white!)).toBeGreaterThan(252);
    // L*a*b* of sRGB red under D50: 54.3, 80.8, 69.9.
    expect(red![0]).toBeGreaterThan(250);
    expect(Math.max(red![1]!, red![2]!)).toBeLessThan(16);
  });

  test('palette', async () => {
    const map = Array.from({ length: 768 }, (_, i) =>
      i % 256 === 5 ? (1 + Math.floor(i / 256)) * 257 : 0,
    );
    const page = {
      width: 1,
      height: 1,
      photometric: 3,
      more: [[0x0140, map]] as const,
    };
    expect(await colours(tiffOf(page, bytesOf(5)))).toEqual([[1, 2, 3]]);
  });

  test('components stored apart', async () => {
    const data = bytesOf(1, 2, 3, 4, 5, 6);
    const bytes = tiffTestFile(
      [
        (at) => [
          [0x0100, 2],
          [0x0101, 1],
          [0x0102, 8],
          [0x0106, 2],
          [0x0111, [at, at + 2, at + 4]],
          [0x0115, 3],
          [0x0117, [2, 2, 2]],
          [0x011c, 2],
        ],
      ],
      data,
    );
    expect(await colours(bytes)).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
  });
});

test('tiles that stick out are cut', async () => {
  const tile = Uint8Array.from({ length: 256 }, (_, i) => i);
  const data = bytesOf(tile, tile);
  const bytes = tiffTestFile(
    [
      (at) => [
        [0x0100, 20],
        [0x0101, 2],
        [0x0102, 8],
        [0x0106, 1],
        [0x0142, 16],
        [0x0143, 16],
        [0x0144, [at, at + 256]],
        [0x0145, [256, 256]],
      ],
    ],
    data,
  );
  const row = [...Array(16).keys(), 0, 1, 2, 3];
  expect(await grays(bytes)).toEqual([
    ...row,
    ...row.map((value) => value + 16),
  ]);
});

test('a picture in too many pieces is not read in part', async () => {
  const fields = (at: number): TiffTestField[] => [
    ...pageOf({ width: 400, height: 400 }, bytesOf(5))(at),
    [0x0142, 1],
    [0x0143, 1],
    [0x0144, at],
    [0x0145, 1],
  ];
  await expect(
    decodeTiff(tiffTestFile([fields], bytesOf(5)), noChunks, limits),
  ).rejects.toThrow('in more than 131072 pieces');
});

test('pages count, thumbnails and masks do not', () => {
  const data = bytesOf(9);
  const page = { width: 1, height: 1 };
  const thumbnail = pageOf({ width: 3, height: 3, more: [[0x00fe, 1]] }, data);
  const bytes = tiffTestFile(
    [thumbnail, pageOf(page, data), pageOf(page, data)],
    data,
  );
  expect(readPictureHeader('tiff', bytes)).toMatchObject({
    widthPx: 1,
    frameCount: 2,
  });
});

describe('refused', () => {
  test('a size beyond the limit, before memory is taken', async () => {
    const bytes = tiffOf(
      { width: 2_000_000_000, height: 2_000_000_000 },
      bytesOf(0),
    );
    await expect(decodeTiff(bytes, noChunks, limits)).rejects.toMatchObject({
      widthPx: 2_000_000_000,
    });
    const tile = tiffOf(
      {
        width: 1,
        height: 1,
        more: [
          [0x0142, 1e9],
          [0x0143, 1e9],
          [0x0144, 0],
          [0x0145, 1],
        ],
      },
      bytesOf(0),
    );
    await expect(decodeTiff(tile, noChunks, limits)).rejects.toMatchObject({
      widthPx: 1e9,
    });
  });

  test('a bomb ends where its chunk is full', async () => {
    const bomb = bytesOf(deflateSync(new Uint8Array(50_000_000).fill(3)));
    expect(
      await grays(tiffOf({ width: 2, height: 1, compression: 8 }, bomb)),
    ).toEqual([3, 3]);
  });

  test.each([
    [6, 'JPEG inside, as before 1995'],
    [34661, 'JBIG compression'],
    [34887, 'LERC compression'],
    [34925, 'LZMA compression'],
    [34934, 'JPEG XR inside'],
    [60606, 'compression 60606'],
  ])('what nothing here knows, in words: %i', async (compression, words) => {
    const bytes = tiffOf({ width: 1, height: 1, compression }, bytesOf(0));
    await expect(decodeTiff(bytes, noChunks, limits)).rejects.toThrow(words);
  });
});

test('any bytes at all: an answer or an error, and soon', async () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const seeds = [
    tiffOf({ width: 40, height: 3 }, PICTURE),
    tiffOf({ width: 40, height: 3, compression: 5 }, LZW),
    tiffOf(
      { width: 200, height: 4, bits: 1, photometric: 0, compression: 4 },
      bytesOf(
        Buffer.from(
          'PovlxnzI6MM4zGeIjo2zMzbPGXI+KfjBHiPxmiOL+D//////6ES8ERjURYggwbFihBCRgy5nswz0eIuxI4zyPZ8U2KJHgRY5PyVkWy3PxHBL4AIAIA==',
          'base64',
        ),
      ),
    ),
    tiffOf(
      { width: 200, height: 4, bits: 1, compression: 3, more: [[0x0124, 1]] },
      bytesOf(
        Buffer.from(
          'AB+n3H5jqHjj4h1bmdvjcvF+guL6aHFmAC+D//////4APg+BnIXgwGJ9qC4YKAYAIuZ7MM9HiLsSOM8j2fFNiiR4EWOT8lZFstz8RwS+',
          'base64',
        ),
      ),
    ),
    tiffOf({ width: 40, height: 3, compression: 32773 }, PICTURE),
  ];
  let longestMs = 0;
  for (let i = 0; i < 4000; i++) {
    const bytes = seeds[i % seeds.length]!.slice();
    for (let change = 0; change <= random(6); change++) {
      bytes[random(bytes.length)] = random(256);
    }
    const start = performance.now();
    readPictureHeader('tiff', bytes);
    await decodeTiff(bytes, noChunks, limits).catch(() => undefined);
    longestMs = Math.max(longestMs, performance.now() - start);
  }
  expect(longestMs).toBeLessThan(5000);
}, 120_000);
