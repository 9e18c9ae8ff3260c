import { ByteReader } from './byte-reader.ts';
import { isRawTiff } from './sniff-raw-tiff.ts';
import { readPnmLayout } from './plain/pnm-layout.ts';
import { readTgaLayout } from './plain/tga-layout.ts';
import { looksLikeSvg } from './sniff-svg.ts';
import type { ImageFormat } from '../domain/image-format.ts';

/** Bytes from the start of a file that are enough to sniff it. */
export const SNIFF_BYTES = 64 * 1024;

export interface SniffedFormat {
  format: ImageFormat;
  /** Where the picture begins: over 0 when a JPEG has padding in front. */
  startByte: number;
}

/** Brands of picture containers that do not name their codec. */
const VAGUE_BRANDS = ['mif1', 'mif2', 'mif3', 'msf1', 'miaf'];

/** Brands of ISO base media files (ISO/IEC 14496-12) that are pictures; movies have none of these. */
const FTYP_BRANDS: readonly (readonly [ImageFormat, readonly string[]])[] = [
  ['avif', ['avif', 'avis']],
  ['raw', ['crx ']],
  ['jxl', ['jxl ']],
  ['jp2', ['jp2 ', 'jpx ', 'jpm ']],
  ['heic', ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs']],
  // No decoder here reads any of these, whatever is inside.
  ['heic', [...VAGUE_BRANDS, 'jpeg', 'avci', 'avcs']],
];

/** Signatures at byte 0 that decide by themselves. Latin-1. */
const SIGNATURES: readonly (readonly [string, ImageFormat])[] = [
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['8BPS', 'psd'],
  ['qoif', 'qoi'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'jp2'],
  ['\xff\x4f\xff\x51', 'jp2'],
  ['FUJIFILMCCD-RAW', 'raw'],
  ['FOVb', 'raw'],
  ['II\x1a\0\0\0HEAPCCDR', 'raw'],
  ['\0MRM', 'raw'],
  ['IIU\0', 'raw'],
  ['IIRO', 'raw'],
  ['IIRS', 'raw'],
  ['MMOR', 'raw'],
];

/**
 * The format of a file by its content, never by its name.
 * @param head The first SNIFF_BYTES of the file, or all of it: then TIFF and raw files are told apart wherever they say it.
 * @returns undefined when it is no picture this program knows: a movie, a text, anything.
 */
export function sniffFormat(head: Uint8Array): SniffedFormat | undefined {
  const reader = new ByteReader(head.subarray(0, SNIFF_BYTES));
  const startByte = jpegStart(reader);
  if (startByte !== undefined) return { format: 'jpeg', startByte };
  const format =
    SIGNATURES.find(([text]) => reader.isText(0, text))?.[1] ??
    sniffTiff(head) ??
    sniffStructure(reader);
  return format === undefined ? undefined : { format, startByte: 0 };
}

function sniffStructure(reader: ByteReader): ImageFormat | undefined {
  if (reader.isText(0, 'RIFF')) {
    return reader.isText(8, 'WEBP') ? 'webp' : undefined;
  }
  if (reader.isText(4, 'ftyp')) return sniffBrands(reader);
  if (isBmp(reader)) return 'bmp';
  if (isIco(reader)) return 'ico';
  if (readPnmLayout(reader)) return 'pnm';
  if (readTgaLayout(reader)) return 'tga';
  return looksLikeSvg(reader.bytes) ? 'svg' : undefined;
}

/**
 * The start of a JPEG: byte 0, or after padding. Only zeros, blanks and 0xFF count as padding: a
 * picture inside something else (the cover in a music file, a page of a PDF) is not the file.
 */
function jpegStart(reader: ByteReader): number | undefined {
  for (let at = 0; at < reader.length; at++) {
    if (isJpegAt(reader, at)) return at;
    const byte = reader.u8(at);
    const isPadding =
      byte === 0 ||
      byte === 0xff ||
      byte === 0x20 ||
      byte === 10 ||
      byte === 13;
    if (!isPadding) return undefined;
  }
  return undefined;
}

function isJpegAt(reader: ByteReader, at: number): boolean {
  if (reader.u16(at) !== 0xffd8) return false;
  // Two bytes are enough at the very start (a cut file); after padding a marker must follow.
  return at === 0 || (reader.u8(at + 2) === 0xff && reader.u8(at + 3) >= 0xc0);
}

function sniffBrands(reader: ByteReader): ImageFormat | undefined {
  const end = Math.min(reader.u32(0), 1024, reader.length);
  const brands = [reader.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(reader.text(at, 4));
  // The major brand decides, unless it names a container that any codec may fill.
  const major = brands.slice(0, 1);
  const isVague = VAGUE_BRANDS.includes(brands[0] ?? '');
  return (
    (isVague ? undefined : formatOfBrands(major)) ?? formatOfBrands(brands)
  );
}

function formatOfBrands(brands: readonly string[]): ImageFormat | undefined {
  return FTYP_BRANDS.find(([, names]) =>
    names.some((name) => brands.includes(name)),
  )?.[0];
}

/** Directories stand anywhere in the file: as much of it counts as is there. */
function sniffTiff(head: Uint8Array): ImageFormat | undefined {
  const reader = new ByteReader(head);
  const isTiff = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].some((text) =>
    reader.isText(0, text),
  );
  if (!isTiff) return undefined;
  return isRawTiff(reader) ? 'raw' : 'tiff';
}

function isBmp(reader: ByteReader): boolean {
  const dibBytes = reader.u32(14, true);
  return (
    reader.isText(0, 'BM') &&
    [12, 16, 40, 52, 56, 64, 108, 124].includes(dibBytes)
  );
}

function isIco(reader: ByteReader): boolean {
  const count = reader.u16(4, true);
  return (
    // Icons and cursors differ in this one number.
    (reader.isText(0, '\0\0\x01\0') || reader.isText(0, '\0\0\x02\0')) &&
    count > 0 &&
    count < 1024 &&
    // Each entry's bytes lie behind the directory.
    reader.u32(18, true) >= 6 + 16 * count
  );
}
