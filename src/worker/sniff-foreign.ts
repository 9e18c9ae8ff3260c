import { ByteReader } from './byte-reader.ts';
import type { ForeignFormat } from '../domain/foreign-format.ts';

/** Marks that decide by themselves: at a byte, as Latin-1. */
const MARKS: readonly (readonly [
  format: ForeignFormat,
  at: number,
  mark: string,
])[] = [
  ['affinity', 0, '\0\xffKA'],
  ['astc', 0, '\x13\xab\xa1\x5c'],
  ['blp', 0, 'BLP1'],
  ['blp', 0, 'BLP2'],
  ['bpg', 0, 'BPG\xfb'],
  ['cineon', 0, '\x80\x2a\x5f\xd7'],
  ['cineon', 0, '\xd7\x5f\x2a\x80'],
  ['clip-studio', 0, 'CSFCHUNK'],
  ['dds', 0, 'DDS \x7c\0\0\0'],
  ['dicom', 128, 'DICM'],
  ['djvu', 0, 'AT&TFORM'],
  ['dpx', 0, 'SDPX'],
  ['dpx', 0, 'XPDS'],
  ['ecw', 0, '\x65\x02\x01'],
  ['farbfeld', 0, 'farbfeld'],
  ['fits', 0, 'SIMPLE  ='],
  ['flif', 0, 'FLIF'],
  ['hdr', 0, '#?RADIANCE'],
  ['hdr', 0, '#?RGBE'],
  ['icns', 0, 'icns'],
  ['indesign', 0, '\x06\x06\xed\xf5\xd8\x1d\x46\xe5'],
  ['jbig2', 0, '\x97JB2\r\n\x1a\n'],
  ['jng', 0, '\x8bJNG\r\n\x1a\n'],
  ['jpeg-xr', 0, 'II\xbc\x01'],
  ['jpeg-xr', 0, 'II\xbc\x00'],
  ['jpeg-xs', 0, '\xff\x10\xff\x50'],
  ['jpeg-xs', 0, '\0\0\0\x0cJXS \r\n\x87\n'],
  ['ktx', 0, '\xabKTX '],
  ['mng', 0, '\x8aMNG\r\n\x1a\n'],
  ['mrsid', 0, 'msid'],
  ['msp', 0, 'DanM'],
  ['msp', 0, 'LinS'],
  ['openexr', 0, '\x76\x2f\x31\x01'],
  ['paint-net', 0, 'PDN3'],
  ['paint-shop-pro', 0, 'Paint Shop Pro Image File'],
  // Several pages in one file.
  ['pcx', 0, '\xb1\x68\xde\x3a'],
  ['pgx', 0, 'PG ML '],
  ['pgx', 0, 'PG LM '],
  ['photo-cd', 2048, 'PCD_IPI'],
  // With the 512 bytes in front that a file has, and without, as from the clipboard.
  ['pict', 522, '\0\x11\x02\xff\x0c\0'],
  ['pict', 10, '\0\x11\x02\xff\x0c\0'],
  ['postscript', 0, '%!PS'],
  ['postscript', 0, '\x04%!PS'],
  ['postscript', 0, '\xc5\xd0\xd3\xc6'],
  ['pvr', 0, 'PVR\x03'],
  ['quicktake', 0, 'qktk'],
  ['quicktake', 0, 'qktn'],
  ['sun', 0, '\x59\xa6\x6a\x95'],
  ['vtf', 0, 'VTF\0'],
  ['webp2', 0, '\xf4\xff\x6f'],
  ['wmf', 0, '\xd7\xcd\xc6\x9a'],
  ['wmf', 0, '\x01\0\x09\0\0\x03'],
  ['xcf', 0, 'gimp xcf '],
  ['xpm', 0, '/* XPM */'],
  ['xpm', 0, '! XPM2'],
];

/** Formats whose mark is a matter of several bytes. */
const STRUCTURES: readonly (readonly [
  format: ForeignFormat,
  isOne: (reader: ByteReader) => boolean,
])[] = [
  [
    'emf',
    (reader) => reader.isText(0, '\x01\0\0\0') && reader.isText(40, ' EMF'),
  ],
  [
    'corel-draw',
    (reader) => reader.isText(0, 'RIFF') && reader.isText(8, 'CDR'),
  ],
  ['flashpix', isFlashPix],
  ['ilbm', isIlbm],
  ['krita', (reader) => isZipOf(reader, 'application/x-krita')],
  ['openraster', (reader) => isZipOf(reader, 'image/openraster')],
  ['pcx', isPcx],
  ['pdf', isPdf],
  ['pfm', (reader) => /^P[Ff]4?\s+\d+\s+\d+\s/u.test(reader.text(0, 64))],
  ['sgi', isSgi],
  ['wbmp', isWbmp],
  ['xbm', isXbm],
];

/**
 * The kind of a picture that nothing here decodes, by its content.
 * @param head The start of a file that is in none of the formats that are read.
 * @returns undefined when it is no kind of picture that is known here.
 */
export function sniffForeign(head: Uint8Array): ForeignFormat | undefined {
  const reader = new ByteReader(head);
  return (MARKS.find(([, at, mark]) => reader.isText(at, mark)) ??
    STRUCTURES.find(([, isOne]) => isOne(reader)))?.[0];
}

/** The class of the root of a compound file, by the bytes of its number. */
const FLASHPIX = '\0gaV\x54\xc1\xce\x11\x85\x53\0\xaa\0\xa1\xf9\x5b';

/** A compound file of Microsoft's ([MS-CFB] 2.2, 2.6.1), as Word's documents are, of another class. */
function isFlashPix(reader: ByteReader): boolean {
  const sectorBytes = 2 ** Math.min(16, reader.u16(30, true));
  const rootAt = (reader.u32(48, true) + 1) * sectorBytes;
  return (
    reader.isText(0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') &&
    reader.isText(rootAt + 80, FLASHPIX)
  );
}

function isIlbm(reader: ByteReader): boolean {
  return reader.isText(0, 'FORM') && /^(?:ILBM|PBM )/u.test(reader.text(8, 4));
}

/** A ZIP file that says in front what it is, as OpenDocument does. */
function isZipOf(reader: ByteReader, mimeType: string): boolean {
  return (
    reader.isText(0, 'PK\x03\x04') && reader.isText(30, `mimetype${mimeType}`)
  );
}

/** Version, packing, bits a sample, then a reserved zero and one to four planes. */
function isPcx(reader: ByteReader): boolean {
  const planes = reader.u8(65);
  return (
    reader.u8(0) === 10 &&
    [0, 2, 3, 4, 5].includes(reader.u8(1)) &&
    reader.u8(2) <= 1 &&
    [1, 2, 4, 8].includes(reader.u8(3)) &&
    reader.has(0, 128) &&
    reader.u8(64) === 0 &&
    planes >= 1 &&
    planes <= 4
  );
}

/** Blanks or a byte order mark may stand in front. */
function isPdf(reader: ByteReader): boolean {
  return /^[\s\0\xef\xbb\xbf]*%PDF-\d/u.test(reader.text(0, 64));
}

/** A piece of C: its sides come first, perhaps behind a comment. */
function isXbm(reader: ByteReader): boolean {
  return /^(?:\/\*[^*]*\*\/)?\s*#define\s+\w*width\s+\d+\s+#define\s+\w*height\s+\d/u.test(
    reader.text(0, 1024),
  );
}

/** Nothing but the sides, in seven bits a byte, and rows of one bit a pixel: the length tells. */
function isWbmp(reader: ByteReader): boolean {
  let at = 2;
  const [widthPx, heightPx] = [0, 0].map(() => {
    let value = 0;
    let isMore = true;
    // Three bytes hold more than any such phone showed.
    for (const end = at + 3; isMore && at < end; at++) {
      value = value * 128 + (reader.u8(at) & 0x7f);
      isMore = reader.u8(at) >= 0x80;
    }
    return value;
  });
  const isSized = widthPx !== undefined && heightPx !== undefined;
  return (
    reader.isText(0, '\0\0') &&
    isSized &&
    widthPx * heightPx > 0 &&
    reader.length === at + Math.ceil(widthPx / 8) * heightPx
  );
}

/** Packing, bytes a sample and dimensions. */
function isSgi(reader: ByteReader): boolean {
  const dimensions = reader.u16(4);
  return (
    reader.isText(0, '\x01\xda') &&
    reader.u8(2) <= 1 &&
    [1, 2].includes(reader.u8(3)) &&
    dimensions >= 1 &&
    dimensions <= 3
  );
}
