import { ByteReader } from './byte-reader.ts';
import { jpegSegments } from './headers/jpeg-header.ts';
import { readRaw } from './raw/read-raw.ts';
import { TiffDirectories } from './tiff/tiff-directories.ts';
import { orientationOf } from './tiff/tiff-layout.ts';
import type { EmbeddedPicture } from '../protocol/analyzer-protocol.ts';

const APP1 = 0xe1;
const EXIF_HEAD = 'Exif\0\0';
const ORIENTATION = 0x0112;
const JPEG_START = 0x0201;
const JPEG_LENGTH = 0x0202;
/** Less cannot hold the tables and a picture. */
const LEAST_BYTES = 200;

/**
 * The EXIF thumbnail of a JPEG (the JPEG in IFD1, EXIF 2.32 §4.5.8).
 * @param head the start of the file
 * @param startByte where the JPEG begins
 * @returns undefined without one, or when it does not lie whole inside its segment
 */
export function exifThumbnail(
  head: Uint8Array,
  startByte: number,
): EmbeddedPicture | undefined {
  const reader = new ByteReader(head.subarray(startByte));
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (marker !== APP1 || !reader.isText(dataAt, EXIF_HEAD)) continue;
    const blockAt = startByte + dataAt + EXIF_HEAD.length;
    const block = head.subarray(blockAt, startByte + endAt);
    const found = thumbnailOfBlock(block);
    return (
      found && {
        startByte: blockAt + found.startByte,
        endByte: blockAt + found.endByte,
        orientation: found.orientation,
      }
    );
  }
  return undefined;
}

function thumbnailOfBlock(block: Uint8Array): EmbeddedPicture | undefined {
  const tiff = TiffDirectories.open(new ByteReader(block));
  const [main, second] = tiff?.pages() ?? [];
  const startByte = tiff?.number(second, JPEG_START);
  const lengthBytes = tiff?.number(second, JPEG_LENGTH);
  if (startByte === undefined || lengthBytes === undefined) return undefined;
  const endByte = startByte + lengthBytes;
  const isInside = lengthBytes >= LEAST_BYTES && endByte <= block.length;
  if (!isInside || !isJpegAt(block, startByte)) return undefined;
  const orientation = orientationOf(tiff?.number(main, ORIENTATION) ?? 1);
  return { startByte, endByte, orientation };
}

function isJpegAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xff && bytes[at + 1] === 0xd8;
}

/**
 * The largest JPEG that lies whole in the head of a camera's raw file.
 * @param head the start of the file
 */
export function rawThumbnail(head: Uint8Array): EmbeddedPicture | undefined {
  const { preview, clues } = readRaw(head);
  if (preview?.isWhole !== true || preview.format !== 'jpeg') return undefined;
  const { startByte, endByte } = preview;
  return { startByte, endByte, orientation: clues.orientation ?? 1 };
}
