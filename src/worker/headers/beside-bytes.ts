import { ByteReader } from '../byte-reader.ts';
import { jpegSegments } from './jpeg-header.ts';
import type { ImageFormat } from '../../domain/image-format.ts';

const APP0 = 0xe0;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

const PNG_SIGNATURE_BYTES = 8;
const PNG_CHUNK_BYTES = 12;
/** Bit 5 of a chunk's first letter: small letters stand for what a decoder can do without. */
const ANCILLARY = 0x20;

/**
 * How many bytes of a JPEG or PNG are not the picture: what cameras and programs wrote beside it,
 * colour profiles and previews included. Says what was taken out of a copy, where its size would
 * also tell how well it was packed.
 * @param bytes the picture, from its first byte
 * @returns undefined for other formats
 */
export function besideBytes(
  format: ImageFormat,
  bytes: Uint8Array,
): number | undefined {
  const reader = new ByteReader(bytes);
  if (format === 'jpeg') return besideJpeg(reader);
  return format === 'png' ? besidePng(reader) : undefined;
}

function besideJpeg(reader: ByteReader): number {
  let sum = 0;
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (isBesideJpeg(marker)) sum += endAt - dataAt;
  }
  return sum;
}

/** Every program writes JFIF's (APP0) and Adobe's (APP14) segments anew. */
function isBesideJpeg(marker: number): boolean {
  const isApplication = marker > APP0 && marker <= APP15 && marker !== APP14;
  return isApplication || marker === COM;
}

function besidePng(reader: ByteReader): number {
  let sum = 0;
  let at = PNG_SIGNATURE_BYTES;
  while (reader.has(at, PNG_CHUNK_BYTES)) {
    const lengthBytes = reader.u32(at);
    if ((reader.u8(at + 4) & ANCILLARY) !== 0) sum += lengthBytes;
    at += PNG_CHUNK_BYTES + lengthBytes;
  }
  return sum;
}
