import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBmp } from './decode-bmp.ts';
import { decodeGif } from './decode-gif.ts';
import { decodeIco } from './decode-ico.ts';
import { decodePnm } from './decode-pnm.ts';
import { decodeQoi } from './decode-qoi.ts';
import { decodeTga } from './decode-tga.ts';
import plainPictures from './plain-pictures.json' with { type: 'json' };
import { PictureTooLarge } from '../codecs/decode-errors.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import { sniffFormat } from '../sniff-format.ts';
import { bytesOf, u16le, u32be, u32le } from '../test-pictures.ts';
import type { ImageFormat } from '../../domain/image-format.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const limits = { maxPixels: 1_000_000 };

/** A PNG inside an icon is another codec's work; here it only has to be handed over. */
function decode(
  format: ImageFormat | undefined,
  bytes: Bytes,
): RgbaPixels | Promise<RgbaPixels> {
  switch (format) {
    case 'gif':
      return decodeGif(bytes, limits);
    case 'bmp':
      return decodeBmp(bytes, limits);
    case 'ico':
      return decodeIco(bytes, handedOver, limits);
    case 'qoi':
      return decodeQoi(bytes, limits);
    case 'pnm':
      return decodePnm(bytes, limits);
    case 'tga':
      return decodeTga(bytes, limits);
    default:
      throw new Error(`${format ?? 'nothing'} is not read here`);
  }
}

function handedOver(png: Bytes): Promise<RgbaPixels> {
  const { widthPx = 0, heightPx = 0 } = readPictureHeader('png', png) ?? {};
  return Promise.resolve({
    rgba: new Uint8ClampedArray(png),
    widthPx,
    heightPx,
  });
}

function fromBase64(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

const files = plainPictures.map(({ name, file }) => ({
  name,
  bytes: fromBase64(file),
}));

// Written by Pillow 13, or by hand where it cannot, and read back by it (PAM excepted).
test.each(plainPictures)(
  '$name: the pixels that another program reads',
  async ({ name, file, rgba, widthPx, heightPx }) => {
    const bytes = fromBase64(file);
    const sniffed = sniffFormat(bytes);
    expect(sniffed?.format).toBe(name.slice(0, 3));
    const header = readPictureHeader(sniffed!.format, bytes);
    expect(header).toMatchObject({ widthPx, heightPx, isIncomplete: false });
    const picture = await decode(sniffed?.format, bytes);
    expect(picture).toMatchObject({ widthPx, heightPx });
    if (name === 'ico png') return;
    const expected = fromBase64(rgba);
    // What is transparent has no colour; five bits are widened in more than one way.
    const furthest = expected.reduce((most, value, i) => {
      const isSeen = expected[i | 3] !== 0;
      const off = Math.abs(value - (picture.rgba[i] ?? 0));
      return isSeen || i % 4 === 3 ? Math.max(most, off) : most;
    }, 0);
    expect(furthest).toBeLessThanOrEqual(/5[56]5/u.test(name) ? 4 : 0);
  },
);

test('a cut file gives what it holds, and says so where the format can tell', async () => {
  for (const { name, bytes } of files) {
    if (name.startsWith('ico')) continue;
    const cut = bytes.slice(0, Math.floor(bytes.length * 0.8));
    const format = sniffFormat(cut)?.format;
    const { rgba } = await decode(format, cut);
    expect(rgba.some((value) => value !== 0)).toBe(true);
    const isTold = !/rle|text|tga top/u.test(name);
    if (!isTold) continue;
    expect(readPictureHeader(format!, cut)?.isIncomplete, name).toBe(true);
  }
});

test('a cursor is read as the icon it is, whatever its point is taken for', async () => {
  const icon = files.find(({ name }) => name === 'ico bmp')!.bytes;
  const entry = icon.slice(6, 22);
  // Two entries of one size: in an icon the second would win for its bits.
  const moved = entry.slice();
  moved.set(u32le(new DataView(entry.buffer).getUint32(12, true) + 16), 12);
  const other = moved.slice();
  other.set([...u16le(7), ...u16le(900)], 4);
  other.set(u32le(6), 12);
  const cursor = bytesOf([0, 0, 2, 0, 2, 0], moved, other, icon.slice(22));
  expect(sniffFormat(cursor)?.format).toBe('ico');
  expect(readPictureHeader('ico', cursor)?.widthPx).toBe(icon[6]);
  const expected = await decode('ico', icon);
  expect(await decode('ico', cursor)).toEqual(expected);
});

test('any bytes at all: an answer or an error, and soon', async () => {
  const startedMs = performance.now();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 6 }),
      fc.nat(1500),
      async ({ name, bytes }, changes, cut) => {
        const broken = bytes.slice(0, cut);
        for (const [at, value] of changes) {
          if (at < broken.length) broken[at] = value;
        }
        const format = sniffFormat(bytes)?.format;
        sniffFormat(broken);
        try {
          const picture = await decode(format, broken);
          const pixels = picture.widthPx * picture.heightPx;
          expect(pixels, name).toBeLessThanOrEqual(limits.maxPixels);
          if (name !== 'ico png') expect(picture.rgba.length).toBe(pixels * 4);
        } catch (error) {
          if (error instanceof Error && error.name === 'AssertionError') {
            throw error;
          }
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(performance.now() - startedMs).toBeLessThan(30_000);
});

const BOMB = {
  gif: 65_535,
  bmp: 60_000,
  qoi: 60_000,
  pnm: 60_000,
  tga: 65_535,
};

function bombs(): [ImageFormat, Bytes][] {
  const gif = BOMB.gif;
  return [
    [
      'gif',
      bytesOf(
        'GIF89a',
        u16le(gif),
        u16le(gif),
        [0x80, 0, 0, 0, 0, 0, 1, 1, 1],
        [...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0, 0x3b]],
      ),
    ],
    [
      'bmp',
      bytesOf(
        'BM',
        u32le(58),
        u32le(0),
        u32le(54),
        u32le(40),
        u32le(BOMB.bmp),
        [
          ...u32le(BOMB.bmp),
          ...[1, 0, 24, 0],
          ...new Array<number>(24).fill(0),
        ],
      ),
    ],
    ['qoi', bytesOf('qoif', u32be(BOMB.qoi), u32be(BOMB.qoi), [4, 0, 0xc0])],
    ['pnm', bytesOf(`P6 ${BOMB.pnm} ${BOMB.pnm} 255\n`, [1, 2, 3])],
    [
      'tga',
      bytesOf([0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0], u16le(BOMB.tga), [
        ...u16le(BOMB.tga),
        ...[24, 0, 255, 1, 2, 3],
      ]),
    ],
  ];
}

test.each(bombs())('%s: no memory for a bomb', (format, bytes) => {
  expect(sniffFormat(bytes)?.format).toBe(format);
  expect(() => decode(format, bytes)).toThrow(PictureTooLarge);
});

test('GIF: a first frame larger than the canvas is seen by the header', () => {
  const gif = bytesOf(
    'GIF89a',
    u16le(1),
    u16le(1),
    [0, 0, 0],
    [...[0x2c, 0, 0, 0, 0, ...u16le(60_000), ...u16le(60_000), 0, 2, 0, 0x3b]],
  );
  expect(readPictureHeader('gif', gif)).toMatchObject({ widthPx: 60_000 });
});

test('Netpbm: pictures behind the first, comments, and text that only begins alike', () => {
  const one = 'P5 2 1 255\nab';
  expect(readPictureHeader('pnm', bytesOf(one))?.frameCount).toBe(1);
  expect(readPictureHeader('pnm', bytesOf(one, one))?.frameCount).toBe(2);
  expect(readPictureHeader('pnm', bytesOf(one, '\n'))?.frameCount).toBe(1);
  const noted = bytesOf('P2 # by hand\n# 9 9\n2 1 # size\n4\n0 4\n');
  expect([...decodePnm(noted, limits).rgba]).toEqual([
    ...[0, 0, 0, 255],
    ...[255, 255, 255, 255],
  ]);
  for (const text of [
    'P5 is a browser',
    'P6',
    'P7\nsomething',
    'P1 0 5 ',
    'PS',
  ]) {
    expect(sniffFormat(bytesOf(text, new Uint8Array(64)))).toBeUndefined();
  }
});

test('Targa: what other programs write at the start of their files is none', () => {
  const zeros = new Uint8Array(64);
  for (const start of [
    [0, 0, 0, 0],
    [0, 0, 1, 0xba], // MPEG
    [0, 0, 2, 0, 1, 0, 32, 32], // a cursor
    [0, 0, 2, 0, 6, 4, 6, 0], // Lotus 1-2-3
    [0, 1, 0, 0, 0, 12], // TrueType
    [0, 0, 10, 0], // a size of nothing
  ]) {
    expect(sniffFormat(bytesOf(start, zeros))?.format).not.toBe('tga');
  }
});
