import type { PictureHeader } from './headers/picture-header.ts';
import { describe, expect, test } from 'vitest';
import { inspectPhoto } from './inspect-photo.ts';
import { ladderFor } from './decode-ladder.ts';
import {
  box,
  bytesOf,
  encodedPicture,
  segment,
  u16be,
  u16le,
  u32be,
  u32le,
} from './test-pictures.ts';
import { sniffFormat } from './sniff-format.ts';
import { tiffTestFile } from './tiff/tiff-test-file.ts';
import { IMAGE_FORMATS, type ImageFormat } from '../domain/image-format.ts';
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
  test('a picture over the limit, by its header alone', () => {
    const bytes = pngOf(20000, 20000);
    const file = { format: 'png', startByte: 0, bytes } as const;
    expect(inspectPhoto(file, settings)).toEqual({
      kind: 'failed',
      failure: {
        kind: 'too-many-pixels',
        widthPx: 20000,
        heightPx: 20000,
        limitMegapixels: 300,
      },
    });
  });

  test('a thread of a picture that the kernels could not hold', () => {
    const bytes = pngOf(1, 200_000);
    const file = { format: 'png', startByte: 0, bytes } as const;
    expect(inspectPhoto(file, settings)).toMatchObject({
      failure: { kind: 'damaged' },
    });
  });

  test('a header that is not there', () => {
    const bytes = bytesOf([0xff, 0xd8, 0xff, 0xd9]);
    const file = { format: 'jpeg', startByte: 0, bytes } as const;
    expect(inspectPhoto(file, settings)).toMatchObject({
      failure: { kind: 'damaged' },
    });
  });
});

test('a rare kind without a header that is known here is named', () => {
  const size = [...u16be(16), ...u16be(16)];
  const bytes = bytesOf(
    [0xff, 0xd8],
    segment(0xf7, 8, ...size, 1, 1, 0x11, 0),
    [...segment(0xda, 1, 1, 0, 0, 0, 0), 0x12, 0xff, 0xd9],
  );
  const file = { format: 'jpeg', startByte: 0, bytes } as const;
  expect(inspectPhoto(file, settings)).toMatchObject({
    failure: { kind: 'unsupported-format', variant: 'JPEG-LS' },
  });
});

/** Sides that no limit allows, as far as the format can say them. */
const SIDE = 60_000;

const fullBox = (type: string, ...content: number[]): number[] =>
  box(type, 0, 0, 0, 0, ...content);

function bmffBomb(brand: string): Uint8Array<ArrayBuffer> {
  const size = fullBox('ispe', ...u32be(SIDE), ...u32be(SIDE));
  return bytesOf(
    box('ftyp', ...bytesOf(brand, 0, 0, 0, 0)),
    fullBox('meta', ...box('iprp', ...box('ipco', ...size))),
  );
}

/** The picture track alone names the size. */
function sequenceBomb(): Uint8Array<ArrayBuffer> {
  const entry = box(
    'av01',
    ...new Array<number>(24).fill(0),
    ...[...u16be(SIDE), ...u16be(SIDE)],
  );
  const stsd = fullBox('stsd', ...u32be(1), ...entry);
  const minf = box('minf', ...box('stbl', ...stsd));
  return bytesOf(
    box('ftyp', ...bytesOf('avis', 0, 0, 0, 0)),
    box('moov', ...box('trak', ...box('mdia', ...minf))),
  );
}

const jpegBomb = bytesOf(
  [0xff, 0xd8],
  segment(0xc0, 8, ...u16be(SIDE), ...u16be(SIDE), 1, 1, 0x11, 0),
  [...segment(0xda, 1, 1, 0, 0, 63, 0), 0x12, 0xff, 0xd9],
);

const dibBomb = bytesOf(
  [...u32le(40), ...u32le(SIDE), ...u32le(2 * SIDE)],
  [1, 0, 24, 0, ...new Array<number>(24).fill(0)],
);

function icoOf(inside: Uint8Array): Uint8Array<ArrayBuffer> {
  const place = [...u32le(inside.length), ...u32le(22)];
  return bytesOf(
    [0, 0, 1, 0, 1, 0],
    [16, 16, 0, 0, 1, 0, 32, 0],
    place,
    inside,
  );
}

function jxlBomb(): Uint8Array<ArrayBuffer> {
  // Not small; height and width by 30 bits each, less one; no ratio. Lowest bit first.
  const fields = [
    [0, 1],
    [3, 2],
    [SIDE - 1, 30],
    [0, 3],
    [3, 2],
    [SIDE - 1, 30],
  ] as const;
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) % 2),
  );
  const bytes = new Uint8Array(12);
  for (const [i, bit] of bits.entries()) {
    bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (i & 7));
  }
  return bytesOf([0xff, 0x0a], bytes);
}

function jp2Bomb(): Uint8Array<ArrayBuffer> {
  const none = u32be(0);
  return bytesOf(
    [0xff, 0x4f, 0xff, 0x51, ...u16be(47), ...u16be(0)],
    [...u32be(SIDE), ...u32be(SIDE), ...none, ...none],
    [...none, ...none, ...none, ...none, ...u16be(1), 7, 1, 1],
  );
}

const BOMBS: readonly (readonly [ImageFormat, Uint8Array<ArrayBuffer>])[] = [
  ['jpeg', jpegBomb],
  ['png', pngOf(SIDE, SIDE)],
  ['gif', bytesOf('GIF89a', u16le(SIDE), u16le(SIDE), [0, 0, 0, 0x3b])],
  [
    'webp',
    bytesOf('RIFF', u32le(22), 'WEBPVP8X', u32le(10), [
      ...[0, 0, 0, 0, 0x5f, 0xea, 0, 0x5f, 0xea, 0],
    ]),
  ],
  ['avif', bmffBomb('avif')],
  ['avif', sequenceBomb()],
  ['heic', bmffBomb('heic')],
  ['jxl', jxlBomb()],
  [
    'tiff',
    tiffTestFile([
      () => [
        [0x0100, SIDE],
        [0x0101, SIDE],
      ],
    ]),
  ],
  ['bmp', bytesOf('BM', u32le(99), u32le(0), u32le(54), dibBomb)],
  ['ico', icoOf(pngOf(SIDE, SIDE))],
  ['ico', icoOf(dibBomb)],
  [
    'psd',
    bytesOf('8BPS', [0, 1, 0, 0, 0, 0, 0, 0, 0, 3], u32be(SIDE), u32be(SIDE), [
      ...[0, 8, 0, 3],
      ...new Array<number>(16).fill(0),
    ]),
  ],
  ['raw', bytesOf('\0MRM', new Uint8Array(60), jpegBomb)],
  ['jp2', jp2Bomb()],
  ['qoi', bytesOf('qoif', u32be(SIDE), u32be(SIDE), [4, 0, 0xc0])],
  ['pnm', bytesOf(`P6 ${SIDE} ${SIDE} 255\n`)],
  [
    'tga',
    bytesOf([0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0], u16le(SIDE), u16le(SIDE), [
      ...[24, 0],
    ]),
  ],
];

describe('a bomb is refused by its header', () => {
  test.each(BOMBS)('%s', (format, bytes) => {
    const sniffed = sniffFormat(bytes);
    expect(sniffed?.format).toBe(format);
    const outcome = inspectPhoto({ bytes, ...sniffed! }, settings);
    expect(outcome).toMatchObject({ failure: { kind: 'too-many-pixels' } });
  });

  test('of every format, but drawings, which have no pixels before they are drawn', () => {
    const tested = new Set(BOMBS.map(([format]) => format));
    const others = IMAGE_FORMATS.filter((format) => !tested.has(format));
    expect(others).toEqual(['svg']);
  });
});

test('padding in front of a JPEG is cut off', async () => {
  const jpeg = await encodedPicture('jpeg', 20, 10);
  const bytes = bytesOf(new Uint8Array(9), jpeg);
  const photo = inspectPhoto({ format: 'jpeg', startByte: 9, bytes }, settings);
  expect(photo).toMatchObject({
    kind: 'inspected',
    bytes: jpeg,
    header: { widthPx: 20, heightPx: 10 },
  });
});

test('a film behind a JPEG is noted', async () => {
  const still = await encodedPicture('jpeg', 20, 10);
  const film = box('ftyp', ...bytesOf('mp42', 0, 0, 0, 0));
  const noted = [still, bytesOf(still, film)].map((bytes) => {
    const photo = inspectPhoto(
      { format: 'jpeg', startByte: 0, bytes },
      settings,
    );
    return photo.kind === 'inspected' ? photo.exif.hasFilm : photo.kind;
  });
  expect(noted).toEqual([undefined, true]);
});

describe('the ladder', () => {
  const sized = (widthPx: number, heightPx: number): PictureHeader => ({
    widthPx,
    heightPx,
    frameCount: 1,
    isIncomplete: false,
  });

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
    expect(ladderFor('jpeg', 'fastest', sized(500, 375))[0]?.isNative).toBe(
      false,
    );
    expect(ladderFor('jpeg', 'fastest', sized(4000, 3000))[0]?.isNative).toBe(
      true,
    );
    expect(ladderFor('png', 'fastest', sized(500, 375))[0]?.isNative).toBe(
      true,
    );
  });

  test('AVIF that moves or has alpha is decoded here: browsers mistake the range', () => {
    const still = sized(1000, 1000);
    const firstOf = (header: PictureHeader) =>
      ladderFor('avif', 'fastest', header)[0];
    expect(firstOf(still)?.isNative).toBe(true);
    expect(firstOf({ ...still, frameCount: 2 })?.isNative).toBe(false);
    expect(firstOf({ ...still, hasAlphaPlane: true })?.isNative).toBe(false);
  });
});
