import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sniffForeign } from './sniff-foreign.ts';
import { sniffFormat } from './sniff-format.ts';
import { bytesOf, u32le, type BytePart } from './test-pictures.ts';
import { FOREIGN_FORMATS } from '../domain/foreign-format.ts';

const zeros = (count: number): Uint8Array => new Uint8Array(count);
/** A local header of an entry named "mimetype", stored. */
const zipOf = (type: string): BytePart[] => [
  'PK\x03\x04',
  zeros(22),
  [8, 0, 0, 0],
  `mimetype${type}`,
];

/** The start of a file of each kind, as its specification has it. */
const STARTS: readonly (readonly [format: string, ...parts: BytePart[]])[] = [
  ['affinity', '\0\xffKA\x0a\0'],
  ['astc', [0x13, 0xab, 0xa1, 0x5c, 6, 6, 1]],
  ['blp', 'BLP2\x01\0\0\0'],
  ['bpg', 'BPG\xfb\x20\0'],
  ['cineon', [0x80, 0x2a, 0x5f, 0xd7], zeros(800)],
  ['cineon', [0xd7, 0x5f, 0x2a, 0x80], zeros(800)],
  ['clip-studio', 'CSFCHUNK\0\0\0\0'],
  ['corel-draw', 'RIFF\x10\0\0\0CDRDvrsn'],
  ['dds', 'DDS ', u32le(124), u32le(0x1007)],
  ['dicom', zeros(128), 'DICM\x02\0'],
  ['djvu', 'AT&TFORM\0\0\x10\0DJVUINFO'],
  ['dpx', 'SDPX', zeros(2000)],
  ['dpx', 'XPDS', zeros(2000)],
  ['ecw', [0x65, 0x02, 0x01, 0]],
  ['emf', u32le(1), u32le(108), zeros(32), ' EMF\0\0\x01\0'],
  ['farbfeld', 'farbfeld\0\0\0\x10\0\0\0\x10'],
  ['fits', 'SIMPLE  =                    T / file conforms'],
  [
    'flashpix',
    ...['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', zeros(22), [9, 0], zeros(480)],
    ...['R\0o\0o\0t\0', zeros(72)],
    '\0gaV\x54\xc1\xce\x11\x85\x53\0\xaa\0\xa1\xf9\x5b',
  ],
  ['flif', 'FLIF31\x10\x10'],
  ['hdr', '#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 16 +X 16\n'],
  ['hdr', '#?RGBE\n'],
  ['icns', 'icns\0\0\x10\0ic07'],
  ['ilbm', 'FORM\0\0\x10\0ILBMBMHD'],
  ['ilbm', 'FORM\0\0\x10\0PBM BMHD'],
  ['indesign', [6, 6, 0xed, 0xf5, 0xd8, 0x1d, 0x46, 0xe5]],
  ['jbig2', '\x97JB2\r\n\x1a\n\x01'],
  ['jng', '\x8bJNG\r\n\x1a\n\0\0\0\x10JHDR'],
  ['jpeg-xr', 'II\xbc\x01\x20\0\0\0'],
  ['jpeg-xs', '\xff\x10\xff\x50\0\x0d'],
  ['jpeg-xs', '\0\0\0\x0cJXS \r\n\x87\n'],
  ['krita', ...zipOf('application/x-krita')],
  ['ktx', '\xabKTX 11\xbb\r\n\x1a\n'],
  ['ktx', '\xabKTX 20\xbb\r\n\x1a\n'],
  ['mng', '\x8aMNG\r\n\x1a\n\0\0\0\x1cMHDR'],
  ['mrsid', 'msid\x01\0'],
  ['msp', 'DanM', zeros(28)],
  ['msp', 'LinS', zeros(28)],
  ['openexr', '\x76\x2f\x31\x01\x02\0\0\0channels'],
  ['openraster', ...zipOf('image/openraster')],
  ['paint-net', 'PDN3\x50\x01\0<pdnImage'],
  ['paint-shop-pro', 'Paint Shop Pro Image File\n\x1a\0\0'],
  ['pcx', [10, 5, 1, 8], zeros(61), [3, 0, 1], zeros(60)],
  ['pcx', u32le(0x3ade68b1), u32le(4096)],
  ['pdf', '%PDF-1.7\n'],
  ['pdf', '\xef\xbb\xbf%PDF-1.4\n'],
  ['pfm', 'PF\n16 16\n-1.0\n'],
  ['pfm', 'Pf 16 16 1.0\n'],
  ['pgx', 'PG ML + 8 16 16\n'],
  ['photo-cd', new Uint8Array(2048).fill(0xff), 'PCD_IPI'],
  ['pict', zeros(512), zeros(10), '\0\x11\x02\xff\x0c\0'],
  ['pict', '\x20\x20\0\0\0\0\x01\0\x01\0\0\x11\x02\xff\x0c\0'],
  ['postscript', '%!PS-Adobe-3.0 EPSF-3.0\n'],
  ['postscript', '\xc5\xd0\xd3\xc6\x20\0\0\0'],
  ['pvr', 'PVR\x03\0\0\0\0'],
  ['quicktake', 'qktk\0\0\0\x08'],
  ['sgi', [1, 0xda, 1, 1, 0, 3, 0, 16, 0, 16, 0, 3]],
  ['sun', [0x59, 0xa6, 0x6a, 0x95, 0, 0, 0, 16]],
  ['vtf', 'VTF\0\x07\0\0\0'],
  ['wmf', '\xd7\xcd\xc6\x9a\0\0'],
  ['wmf', '\x01\0\x09\0\0\x03\x20\0'],
  ['wbmp', [0, 0, 0x81, 0x00, 2], new Uint8Array(32).fill(0x5a)],
  ['webp2', [0xf4, 0xff, 0x6f, 0]],
  ['xbm', '#define a_width 16\n#define a_height 16\nstatic char a_bits[] = {'],
  ['xbm', '/* by hand */\n#define width 8\n#define height 8\n'],
  ['xcf', 'gimp xcf v011\0'],
  ['xpm', '/* XPM */\nstatic char * a[] = {'],
];

test.each(STARTS)('%s', (format, ...parts) => {
  const bytes = bytesOf(...parts);
  // Padding in front of a mark must not pass for a format without one.
  expect(sniffFormat(bytes)).toBeUndefined();
  expect(sniffForeign(bytes)).toBe(format);
});

test('every foreign format is told by something', () => {
  const told = new Set(STARTS.map(([format]) => format));
  expect([...FOREIGN_FORMATS].filter((format) => !told.has(format))).toEqual(
    [],
  );
});

test.each([
  ['a text', 'see the %PDF- mark'],
  ['a piece of C', '#define LINE_width 3\n#include <stdio.h>\n'],
  ['a sound', 'RIFF\x20\0\0\0WAVEfmt '],
  ['a sound for the Amiga', 'FORM\0\0\x10\0AIFFCOMM'],
  ['a ZIP file', ...zipOf('application/epub+zip')],
  ['a film', '\0\0\0\x18ftypisom'],
  ['nothing', ''],
])('%s is no picture', (_, ...parts) => {
  expect(sniffForeign(bytesOf(...parts))).toBeUndefined();
});

test('any bytes give an answer', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STARTS),
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(300),
      ([, ...parts], tail, cut) => {
        const format = sniffForeign(bytesOf(...parts, tail).subarray(0, cut));
        expect(format === undefined || FOREIGN_FORMATS.has(format)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
