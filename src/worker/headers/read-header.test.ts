import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPictureHeader } from './read-header.ts';
import {
  box,
  bytesOf,
  encodedPicture,
  segment,
  u16be,
  u16le,
  u32be,
  u32le,
} from '../test-pictures.ts';
import { IMAGE_FORMATS } from '../../domain/image-format.ts';

const SOF = [8, ...u16be(23), ...u16be(37), 1, 1, 0x11, 0];
const SCAN = [...segment(0xda, 1, 1, 0, 0, 63, 0), 0x12, 0xff, 0, 0x34];

const jpeg = bytesOf(
  [0xff, 0xd8],
  segment(0xe0, ...bytesOf('JFIF\0')),
  [0xff, 0xff], // fill bytes
  segment(0xc0, ...SOF),
  SCAN,
  [0xff, 0xd9],
);

function chunk(type: string, ...data: number[]): number[] {
  return [...u32be(data.length), ...bytesOf(type), ...data, 0, 0, 0, 0];
}

const IHDR = chunk('IHDR', ...u32be(37), ...u32be(23), 8, 2, 0, 0, 0);
const png = bytesOf(
  '\x89PNG\r\n\x1a\n',
  IHDR,
  chunk('acTL', ...u32be(5), ...u32be(0)),
  chunk('fcTL', ...Array.from({ length: 26 }, () => 0)),
  chunk('IDAT', 1, 2, 3),
  chunk('IEND'),
);

const gifImage = [0x2c, 0, 0, 0, 0, 37, 0, 23, 0, 0, 2, 2, 0x4c, 1, 0];
const gif = bytesOf(
  'GIF89a',
  u16le(37),
  u16le(23),
  [0x80, 0, 0],
  [0, 0, 0, 255, 255, 255],
  [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
  gifImage,
  gifImage,
  [0x3b],
);

function riff(...chunks: number[]): Uint8Array<ArrayBuffer> {
  return bytesOf('RIFF', u32le(chunks.length + 4), 'WEBP', chunks);
}

function riffChunk(type: string, ...data: number[]): number[] {
  const pad = data.length % 2 === 0 ? [] : [0];
  return [...bytesOf(type), ...u32le(data.length), ...data, ...pad];
}

const webpAnimated = riff(
  ...riffChunk('VP8X', 2, 0, 0, 0, 36, 0, 0, 22, 0, 0),
  ...riffChunk('ANMF', 1, 2, 3),
  ...riffChunk('ANMF', 1, 2, 3, 4),
);

const webpLossless = riff(
  ...riffChunk('VP8L', 0x2f, ...u32le((36 | (22 << 14)) >>> 0)),
);

function fullBox(type: string, ...content: number[]): number[] {
  return box(type, 0, 0, 0, 0, ...content);
}

function avif(irot: number, imir?: number): Uint8Array<ArrayBuffer> {
  const mirror = imir === undefined ? [] : box('imir', imir);
  const properties = imir === undefined ? [1, 2, 3] : [1, 2, 3, 4];
  return bytesOf(
    box('ftyp', ...bytesOf('avif', 0, 0, 0, 0)),
    fullBox(
      'meta',
      ...fullBox('pitm', ...u16be(7)),
      ...box(
        'iprp',
        ...box(
          'ipco',
          ...fullBox('ispe', ...u32be(37), ...u32be(23)),
          ...fullBox('ispe', ...u32be(16), ...u32be(16)),
          ...box('irot', irot),
          ...mirror,
        ),
        ...fullBox(
          'ipma',
          ...u32be(2),
          ...[...u16be(3), 1, 2],
          ...[...u16be(7), properties.length, ...properties],
        ),
      ),
    ),
  );
}

const bmp = bytesOf(
  'BM',
  u32le(58),
  u32le(0),
  u32le(54),
  u32le(40),
  u32le(37),
  u32le(2 ** 32 - 23), // negative: rows from the top
  new Uint8Array(32),
);

/** One size, small enough for the short form: 8 × (side / 8). */
function jxlSmall(heightEighths: number, ratio: number): number[] {
  const bits = 1 | ((heightEighths - 1) << 1) | (ratio << 6);
  return [0xff, 0x0a, bits & 255, bits >> 8, 0, 0];
}

test.each([
  ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', true],
  ['urn:mpeg:hevc:2015:auxid:1', true],
  ['urn:mpeg:mpegB:cicp:systems:auxiliary:depth', false],
])('a plane beside the picture, %s, is alpha: %s', (name, isAlpha) => {
  const file = bytesOf(
    fullBox(
      'meta',
      ...box(
        'iprp',
        ...box(
          'ipco',
          ...fullBox('ispe', ...u32be(37), ...u32be(23)),
          ...fullBox('auxC', ...bytesOf(name, 0)),
        ),
      ),
    ),
  );
  const header = readPictureHeader('avif', file);
  expect(header).toMatchObject({ widthPx: 37, hasAlphaPlane: isAlpha });
});

describe('sizes', () => {
  const size = { widthPx: 37, heightPx: 23, isIncomplete: false };

  test.each([
    ['jpeg', jpeg, 1],
    ['png', png, 5],
    ['gif', gif, 2],
    ['webp', webpAnimated, 2],
    ['webp', webpLossless, 1],
    ['avif', avif(0), 1],
    ['bmp', bmp, 1],
  ] as const)('%s', (format, bytes, frameCount) => {
    const header = readPictureHeader(format, bytes);
    expect(header).toMatchObject({ ...size, frameCount });
  });

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'of a real %s file',
    async (format) => {
      const bytes = await encodedPicture(format, 37, 23);
      expect(readPictureHeader(format, bytes)).toMatchObject({
        ...size,
        frameCount: 1,
      });
    },
  );

  test('JPEG XL: bare, square by ratio', () => {
    const header = readPictureHeader('jxl', bytesOf(jxlSmall(4, 1)));
    expect(header).toMatchObject({ widthPx: 32, heightPx: 32 });
  });

  test('JPEG XL: in parts in its container, 2 : 1', () => {
    const file = bytesOf(
      '\0\0\0\x0cJXL \r\n\x87\n',
      box('ftyp', ...bytesOf('jxl ', 0, 0, 0, 0)),
      box('jxlp', 0, 0, 0, 0, ...jxlSmall(3, 7)),
    );
    const header = readPictureHeader('jxl', file);
    expect(header).toMatchObject({ widthPx: 48, heightPx: 24 });
  });

  test.each([1, 2, 3, 4, 5])(
    'JPEG XL: the first part may end %i bytes into the header',
    (cut) => {
      const codestream = jxlSmall(3, 7);
      const file = bytesOf(
        '\0\0\0\x0cJXL \r\n\x87\n',
        box('ftyp', ...bytesOf('jxl ', 0, 0, 0, 0)),
        box('jxlp', 0, 0, 0, 0, ...codestream.slice(0, cut)),
        box('Exif', 0, 0, 0, 0),
        box('jxlp', 0x80, 0, 0, 1, ...codestream.slice(cut), 0, 0),
      );
      const header = readPictureHeader('jxl', file);
      expect(header).toMatchObject({ widthPx: 48, heightPx: 24 });
    },
  );

  test.each([
    ['in front of the pixels: they are the frame', true, 1],
    ['behind them: they are a picture beside it', false, 2],
  ])('APNG of one frame that is told %s', (_name, isBefore, frameCount) => {
    const control = chunk('fcTL', ...Array.from({ length: 26 }, () => 0));
    const file = bytesOf(
      ...['\x89PNG\r\n\x1a\n', IHDR],
      chunk('acTL', ...u32be(1), ...u32be(0)),
      ...(isBefore ? [control] : []),
      chunk('IDAT', 1, 2, 3),
      ...(isBefore ? [] : [control, chunk('fdAT', 0, 0, 0, 1, 1)]),
      chunk('IEND'),
    );
    expect(readPictureHeader('png', file)).toMatchObject({ frameCount });
  });

  test('ICO: the size of a PNG inside counts, not the entry', () => {
    const entry = [0, 0, 0, 0, 1, 0, 32, 0, ...u32le(png.length), ...u32le(22)];
    const ico = bytesOf([0, 0, 1, 0, 1, 0], entry, png);
    const header = readPictureHeader('ico', ico);
    expect(header).toMatchObject({ widthPx: 37, heightPx: 23 });
  });

  test('nothing of no size', () => {
    const zero = Uint8Array.from(png).fill(0, 16, 24);
    expect(readPictureHeader('png', zero)).toBeUndefined();
  });
});

describe('turns in an AVIF container', () => {
  // Quarter turns are counter-clockwise; the tag belongs to the primary item only.
  test.each([
    [0, undefined, 1],
    [1, undefined, 8],
    [2, undefined, 3],
    [3, undefined, 6],
    [0, 0, 4],
    [0, 1, 2],
    [1, 0, 5],
    [1, 1, 7],
  ])('irot %s, imir %s is EXIF %s', (irot, imir, orientation) => {
    const header = readPictureHeader('avif', avif(irot, imir));
    expect(header?.containerOrientation).toBe(orientation);
  });
});

describe('files cut short', () => {
  test.each([
    ['jpeg', jpeg],
    ['png', png],
    ['gif', gif],
    ['webp', webpAnimated],
  ] as const)('%s says so', (format, bytes) => {
    const cut = bytes.subarray(0, bytes.length - 2);
    expect(readPictureHeader(format, cut)?.isIncomplete).toBe(true);
  });

  test('a trailer behind the JPEG does not hide its end', () => {
    const header = readPictureHeader('jpeg', bytesOf(jpeg, 'SEFH trailer'));
    expect(header?.isIncomplete).toBe(false);
  });

  test('the end of an EXIF thumbnail is not the end of the JPEG', () => {
    const withThumbnail = bytesOf(
      [0xff, 0xd8],
      segment(0xe1, ...bytesOf('Exif\0\0', jpeg)),
      segment(0xc0, ...SOF),
      SCAN,
    );
    const header = readPictureHeader('jpeg', withThumbnail);
    expect(header).toMatchObject({ widthPx: 37, isIncomplete: true });
  });
});

describe('hostile bytes', () => {
  const seeds = [jpeg, png, gif, webpAnimated, webpLossless, avif(1, 1), bmp];
  const jxl = bytesOf(jxlSmall(4, 0), new Uint8Array(8));
  const ico = bytesOf([0, 0, 1, 0, 255, 3], new Uint8Array(64).fill(22), png);

  test('changed and cut headers always end, with whole sizes or none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds, jxl, ico),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 8 }),
        fc.nat(400),
        (seed, changes, cut) => {
          const bytes = seed.slice(0, cut);
          for (const [at, value] of changes) bytes[at % seed.length] = value;
          for (const format of IMAGE_FORMATS) {
            const header = readPictureHeader(format, bytes);
            if (!header) continue;
            expect(Number.isSafeInteger(header.widthPx)).toBe(true);
            expect(Number.isSafeInteger(header.heightPx)).toBe(true);
            expect(header.frameCount).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 4000 },
    );
  });

  test('long chains of empty parts end soon', () => {
    const million = 1_000_000;
    const files = [
      ['jpeg', bytesOf([0xff, 0xd8], new Uint8Array(million).fill(0xff))],
      ['png', bytesOf(png.subarray(0, 33), new Uint8Array(million))],
      ['gif', bytesOf(gif.subarray(0, 19), new Uint8Array(million).fill(0x21))],
      ['webp', bytesOf(webpLossless, new Uint8Array(million))],
      ['avif', bytesOf(avif(0), new Uint8Array(million))],
      ['ico', bytesOf([0, 0, 1, 0, 255, 255], new Uint8Array(million))],
    ] as const;
    const startedMs = performance.now();
    for (const [format, bytes] of files) readPictureHeader(format, bytes);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });
});
