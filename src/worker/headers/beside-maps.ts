import { ByteReader } from '../byte-reader.ts';
import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { boxesIn, findBox } from './bmff-boxes.ts';
import { jpegSegments } from './jpeg-header.ts';
import type { ImageFormat } from '../../domain/image-format.ts';

/**
 * What the maps of a HEIC are called in `auxC`: Apple's gain maps and mattes, and depth. Names of
 * 23008-12 and of HEVC; planes of transparency have others.
 */
const MAP_NAMES = [
  'urn:com:apple:photo:',
  'urn:mpeg:mpegB:cicp:systems:auxiliary:depth',
  'urn:mpeg:hevc:2015:auxid:2\0',
];

const APP2 = 0xe2;
/** CIPA DC-007: entries of 16 bytes, of which the first four say what a picture is for. */
const MP_ENTRIES = 0xb002;
const ENTRY_BYTES = 16;
/** Gain maps are of no type of that standard, depth is a disparity; previews and panoramas have theirs. */
const MAP_TYPES: ReadonlySet<number> = new Set([0, 0x02_00_02]);

/**
 * Whether depth or a gain map (HDR) stands beside a HEIC or JPEG picture. Cameras measure them:
 * programs that save a picture in another format leave them out, and cannot make them.
 * @param bytes the picture, from its first byte
 */
export function hasMaps(format: ImageFormat, bytes: Uint8Array): boolean {
  const reader = new ByteReader(bytes);
  if (format === 'heic') return hasMapsHeic(reader);
  return format === 'jpeg' && hasMapsJpeg(reader);
}

function hasMapsHeic(reader: ByteReader): boolean {
  const file = { dataAt: 0, endAt: reader.length };
  const properties = findBox(reader, ['meta', 'iprp', 'ipco'], file);
  if (!properties) return false;
  const boxes = [...boxesIn(reader, properties.dataAt, properties.endAt)];
  return boxes.some(
    ({ type, dataAt }) =>
      type === 'auxC' &&
      MAP_NAMES.some((name) => reader.isText(dataAt + 4, name)),
  );
}

function hasMapsJpeg(reader: ByteReader): boolean {
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (marker !== APP2 || !reader.isText(dataAt, 'MPF\0')) continue;
    return pictureTypes(reader.bytes.subarray(dataAt + 4, endAt)).some((type) =>
      MAP_TYPES.has(type),
    );
  }
  return false;
}

/** What each further picture of a JPEG is for. */
function pictureTypes(index: Uint8Array): number[] {
  const reader = new ByteReader(index);
  const tiff = TiffDirectories.open(reader);
  const [directory] = tiff?.pages() ?? [];
  const entries = tiff?.bytes(directory, MP_ENTRIES) ?? new Uint8Array();
  const inEntries = new ByteReader(entries);
  const types: number[] = [];
  for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    types.push(inEntries.u32(at, reader.isText(0, 'II')) & 0xff_ff_ff);
  }
  // The first is the picture itself.
  return types.slice(1);
}
