import { ByteReader } from '../byte-reader.ts';
import { readJp2Layout } from '../headers/jp2-header.ts';
import { jpegSegments } from '../headers/jpeg-header.ts';
import { readJp2Picture } from '../jp2/jp2-channels.ts';
import { readPsdLayout } from '../psd/psd-layout.ts';
import { readRaw } from '../raw/read-raw.ts';
import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { picturePages } from '../tiff/tiff-layout.ts';
import { unpackDeflate } from '../tiff/unpack-deflate.ts';
import { bmffSpace } from './bmff-space.ts';
import { codedSpace, type ColourSpace } from './colour-space.ts';
import { readIcc } from './read-icc.ts';
import type { ImageFormat } from '../../domain/image-format.ts';

/** The largest profile that is looked at; those of colorants and curves are far smaller. */
const MOST_BYTES = 256 * 1024;

/**
 * The colour space that a file names for its pixels, by ICC profile or code points.
 * @returns undefined when it names none or one that is not followed: then the pixels count as sRGB
 */
export async function findColourSpace(
  format: ImageFormat,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ColourSpace | undefined> {
  const reader = new ByteReader(bytes);
  switch (format) {
    case 'jpeg':
      return readIcc(jpegProfile(reader));
    case 'png':
      return pngSpace(reader);
    case 'webp':
      return readIcc(webpProfile(reader));
    case 'avif':
    case 'heic':
      return bmffSpace(reader);
    case 'tiff':
      return readIcc(tiffProfile(reader));
    case 'psd':
      return readIcc(readPsdLayout(reader)?.iccProfile ?? NONE);
    case 'jp2': {
      const layout = readJp2Layout(reader);
      const picture = layout && readJp2Picture(reader, layout);
      return readIcc(picture?.iccProfile ?? NONE);
    }
    case 'raw': {
      const { preview } = readRaw(bytes);
      // Of JPEG XL all decoders make sRGB.
      if (preview?.format !== 'jpeg') return undefined;
      const { startByte, endByte } = preview;
      const jpeg = new ByteReader(bytes.subarray(startByte, endByte));
      return readIcc(jpegProfile(jpeg));
    }
    default:
      return undefined;
  }
}

const NONE = new Uint8Array();

/** APP2 segments, numbered from 1 (ICC.1:2022, B.4). */
function jpegProfile(reader: ByteReader): Uint8Array {
  const parts: { number: number; data: Uint8Array }[] = [];
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (marker !== 0xe2 || !reader.isText(dataAt, 'ICC_PROFILE\0')) continue;
    const data = reader.bytes.subarray(dataAt + 14, endAt);
    parts.push({ number: reader.u8(dataAt + 12), data });
  }
  if (parts.length === 0) return NONE;
  parts.sort((a, b) => a.number - b.number);
  const total = parts.reduce((sum, { data }) => sum + data.length, 0);
  const profile = new Uint8Array(Math.min(MOST_BYTES, total));
  let to = 0;
  for (const { data } of parts) {
    const part = data.subarray(0, profile.length - to);
    profile.set(part, to);
    to += part.length;
  }
  return profile.subarray(0, to);
}

/** cICP before iCCP (PNG, third edition, 4.3). */
async function pngSpace(reader: ByteReader): Promise<ColourSpace | undefined> {
  let profileAt: { start: number; end: number } | undefined;
  for (let at = 8; reader.has(at, 12); at += 12 + reader.u32(at)) {
    const type = reader.text(at + 4, 4);
    if (type === 'cICP')
      return codedSpace(reader.u8(at + 8), reader.u8(at + 9));
    if (type === 'iCCP') {
      profileAt = { start: at + 8, end: at + 8 + reader.u32(at) };
    }
    if (type === 'IDAT') break;
  }
  if (!profileAt) return undefined;
  // A name up to its zero, the method, then zlib data.
  const nameEnd = reader.bytes.indexOf(0, profileAt.start);
  if (nameEnd < 0) return undefined;
  const packed = reader.bytes.slice(nameEnd + 2, profileAt.end);
  const profile = new Uint8Array(MOST_BYTES);
  const length = await unpackDeflate(packed, profile);
  return readIcc(profile.subarray(0, length));
}

/** The ICCP chunk stands right behind VP8X. */
function webpProfile(reader: ByteReader): Uint8Array {
  for (let at = 12; reader.has(at, 8);) {
    const bytes = reader.u32(at + 4, true);
    if (reader.isText(at, 'ICCP')) {
      return reader.bytes.subarray(at + 8, at + 8 + bytes);
    }
    at += 8 + bytes + (bytes % 2);
  }
  return NONE;
}

function tiffProfile(reader: ByteReader): Uint8Array {
  const tiff = TiffDirectories.open(reader);
  const page = tiff && picturePages(tiff)[0];
  return tiff?.bytes(page, 0x8773) ?? NONE;
}
