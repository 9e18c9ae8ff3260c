import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SNIFF_BYTES, sniffFormat } from './sniff-format.ts';
import {
  type BytePart,
  box,
  bytesOf,
  encodedPicture,
  exifTiff,
  u16le,
  u32le,
} from './test-pictures.ts';

const CORPUS = process.env['TWINSIFT_CORPUS'] ?? '../shared/corpus';

function formatOf(...parts: BytePart[]): string | undefined {
  return sniffFormat(bytesOf(...parts))?.format;
}

function ftyp(major: string, ...compatible: string[]): number[] {
  return box('ftyp', ...bytesOf(major, 0, 0, 0, 0, ...compatible));
}

describe('formats by signature', () => {
  test.each([
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['png', '\x89PNG\r\n\x1a\n'],
    ['gif', 'GIF89a'],
    ['webp', 'RIFF\x20\0\0\0WEBPVP8 '],
    ['jxl', '\xff\x0a\xfa\x7f'],
    ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['jp2', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['psd', '8BPS\0\x01'],
    ['raw', 'FUJIFILMCCD-RAW 0201'],
    ['raw', 'FOVb'],
    ['raw', 'II\x1a\0\0\0HEAPCCDR'],
    ['raw', 'IIRO\x08\0\0\0'],
    ['raw', 'MMOR\0\0\0\x08'],
    ['raw', 'IIU\0\x18\0\0\0'],
    ['raw', 'II*\0\x10\0\0\0CR\x02\0'],
    ['tiff', 'II*\0\x08\0\0\0'],
    ['tiff', 'MM\0+\0\x08\0\0'],
  ])('%s', (format, text) => {
    expect(formatOf(text)).toBe(format);
  });

  test('a RIFF file that is not WebP is no picture', () => {
    expect(formatOf('RIFF\x20\0\0\0WAVEfmt ')).toBeUndefined();
  });

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'a real %s file',
    async (format) => {
      const bytes = await encodedPicture(format, 20, 10);
      expect(sniffFormat(bytes)).toEqual({ format, startByte: 0 });
    },
  );
});

describe('ISO base media brands', () => {
  test.each([
    ['avif', 'avif', []],
    ['avif', 'avis', []],
    ['avif', 'mif1', ['miaf', 'avif']],
    ['heic', 'heic', ['mif1']],
    ['heic', 'mif1', ['heic']],
    ['heic', 'msf1', []],
    ['heic', 'mif3', []],
    ['raw', 'crx ', ['isom']],
    [undefined, 'isom', ['iso2', 'avc1', 'mp41']],
    [undefined, 'qt  ', []],
  ])('%s for %s', (format, major, compatible) => {
    expect(formatOf(ftyp(major, ...compatible))).toBe(format);
  });

  test('the major brand goes before a compatible one', () => {
    expect(formatOf(ftyp('heic', 'avif'))).toBe('heic');
  });
});

describe('JPEG with padding in front', () => {
  test('says where the picture starts', () => {
    const padded = bytesOf(new Uint8Array(300), '\xff\xd8\xff\xe1');
    expect(sniffFormat(padded)).toEqual({ format: 'jpeg', startByte: 300 });
  });

  test('a picture inside something else is not the file', () => {
    expect(formatOf('ID3\x03\0', '\xff\xd8\xff\xe0')).toBeUndefined();
  });

  test('looks no further than the sniffed bytes', () => {
    const padded = bytesOf(new Uint8Array(SNIFF_BYTES), '\xff\xd8\xff\xe1');
    expect(sniffFormat(padded)).toBeUndefined();
  });
});

describe('TIFF and what borrows its frame', () => {
  const MAKE = 0x010f;
  test('a camera name alone does not make it raw', () => {
    expect(formatOf(exifTiff([[MAKE, 'NIKON CORPORATION']]))).toBe('tiff');
  });

  test('nor does a reduced picture in front', () => {
    const scan = exifTiff([
      [0x00fe, 1],
      [MAKE, 'EPSON'],
    ]);
    expect(formatOf(scan)).toBe('tiff');
  });

  test('a DNG version does', () => {
    expect(formatOf(exifTiff([[0xc612, 1]]))).toBe('raw');
  });

  test('a colour filter array does', () => {
    expect(formatOf(exifTiff([[0x0106, 32803]]))).toBe('raw');
  });

  test('a preview with the picture in a sub-directory does', () => {
    const nef = exifTiff([
      [0x00fe, 1],
      [MAKE, 'NIKON CORPORATION'],
      [0x014a, 1],
    ]);
    // SHORT subfile type is 1 in the first half of the value.
    expect(formatOf(nef)).toBe('raw');
  });
});

describe('BMP and ICO', () => {
  const bmpHead = ['BM', u32le(70), u32le(0), u32le(54)] as const;
  test('a bitmap needs a header length that exists', () => {
    expect(formatOf(...bmpHead, u32le(40))).toBe('bmp');
    expect(formatOf(...bmpHead, u32le(41))).toBeUndefined();
    expect(formatOf('BMW is a maker of cars and more')).toBeUndefined();
  });

  test('an icon needs entries behind its directory', () => {
    const head = [0, 0, 1, 0, ...u16le(1), 16, 16, 0, 0, 1, 0, 32, 0];
    expect(formatOf(head, u32le(64), u32le(22))).toBe('ico');
    expect(formatOf(head, u32le(64), u32le(2))).toBeUndefined();
  });
});

describe('SVG', () => {
  test.each([
    ['plain', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['prologue', '<?xml version="1.0"?>\n<!-- by hand -->\n<svg>'],
    ['doctype', '<!DOCTYPE svg [ <!ENTITY a "b"> ]><svg width="1">'],
    ['prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg">'],
    ['byte order mark', '\xef\xbb\xbf<svg>'],
    ['UTF-16', '\xff\xfe<\0s\0v\0g\0>\0'],
  ])('%s', (_, text) => {
    expect(formatOf(text)).toBe('svg');
  });

  test.each([
    ['a page with a drawing', '<!DOCTYPE html><html><svg></svg></html>'],
    ['another word', '<svgx>'],
    ['an open comment', '<!-- <svg>'],
    ['text', 'see <svg>'],
  ])('not %s', (_, text) => {
    expect(formatOf(text)).toBeUndefined();
  });
});

test('any bytes give an answer', () => {
  const starts = [
    '',
    'II*\0',
    'MM\0+',
    '<!DOCTYPE [',
    '<!--',
    '\0\0\0\x18ftyp',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 400 }),
      (start, tail) => {
        const sniffed = sniffFormat(bytesOf(start, tail));
        expect(sniffed?.startByte ?? 0).toBeLessThanOrEqual(406);
      },
    ),
    { numRuns: 5000 },
  );
});

const formatsDir = join(CORPUS, 'formats');

describe.skipIf(!existsSync(formatsDir))(
  'the corpus of formats (skipped when it is not there)',
  () => {
    const expected: readonly (readonly [RegExp, string])[] = [
      [/^(raw|cr2|crw|rw2)/, 'raw'],
      [/^(bmff|heic-special|mif1)/, 'heic'],
      [/^(jpeg|png|gif|webp|avif|jxl|tiff|bmp|ico|svg|psd)/, ''],
    ];
    const folders = existsSync(formatsDir) ? readdirSync(formatsDir) : [];
    const known = folders.flatMap((folder) => {
      const match = expected.find(([pattern]) => pattern.test(folder));
      const format =
        match?.[1] === '' ? match[0].exec(folder)?.[0] : match?.[1];
      return format === undefined ? [] : [[folder, format] as const];
    });

    test.each(known)('%s is %s', (folder, format) => {
      for (const name of readdirSync(join(formatsDir, folder))) {
        const bytes = readFileSync(join(formatsDir, folder, name));
        expect([name, sniffFormat(bytes)?.format]).toEqual([name, format]);
      }
    });
  },
);
