import { ByteReader } from '../byte-reader.ts';
import { jpegSegments, readJpegHeader } from '../headers/jpeg-header.ts';
import { readJxlHeader } from '../headers/jxl-header.ts';
import { cr3Raw } from './cr3-raw.ts';
import { crwRaw } from './crw-raw.ts';
import { noClues, type RawClues } from './raw-clues.ts';
import { mrwRaw } from './mrw-raw.ts';
import { rafRaw } from './raf-raw.ts';
import { tiffRaw } from './tiff-raw.ts';
import { x3fRaw } from './x3f-raw.ts';

/** A picture inside a raw file. */
export interface RawPreview {
  format: 'jpeg' | 'jxl';
  startByte: number;
  endByte: number;
  widthPx: number;
  heightPx: number;
  /** Its end is there. */
  isWhole: boolean;
}

export interface RawPicture {
  /** The largest preview; undefined when there is none. */
  preview: RawPreview | undefined;
  clues: RawClues;
}

/** A camera names four or five; a hostile file any number, each as long as the file. */
const MOST_PLACES = 32;

/** Below this a preview is a thumbnail, and worth looking for a better one, px of the long side. */
const SMALL_PREVIEW_PX = 640;

/**
 * Finds the largest preview of a camera's raw file: where the container says, else by looking
 * for JPEGs through all of the file. Whole previews come before cut ones, and a JPEG that is no thumbnail
 * before JPEG XL, which takes longer. The sensor's data are
 * not touched.
 */
export function readRaw(bytes: Uint8Array): RawPicture {
  const reader = new ByteReader(bytes);
  const clues =
    tiffRaw(reader) ??
    rafRaw(reader) ??
    cr3Raw(reader) ??
    crwRaw(reader) ??
    x3fRaw(reader) ??
    mrwRaw(reader) ??
    noClues();
  const named = clues.places
    .slice(0, MOST_PLACES)
    .map(({ startByte, lengthBytes }) =>
      previewAt(bytes, startByte, startByte + lengthBytes),
    )
    .filter((preview) => preview !== undefined);
  const best = bestOf(named);
  const isGood = best?.isWhole === true && !isThumbnail(best);
  const preview = isGood ? best : bestOf([...named, ...searchJpegs(bytes)]);
  return { preview, clues };
}

/** The bytes of a preview, as a file that decoders take. */
export function previewBytes(
  file: Uint8Array<ArrayBuffer>,
  { startByte, endByte, format }: RawPreview,
): Uint8Array<ArrayBuffer> {
  const bytes = file.subarray(startByte, endByte);
  if (format === 'jxl' || !isFirstByteLost(file, startByte)) return bytes;
  const mended = bytes.slice();
  mended[0] = 0xff;
  return mended;
}

/** Minolta's cameras write something else over it; a marker always follows there. */
function isFirstByteLost(file: Uint8Array, startByte: number): boolean {
  const [first, second, third, marker = 0] = file.subarray(
    startByte,
    startByte + 4,
  );
  return first !== 0xff && second === 0xd8 && third === 0xff && marker >= 0xc0;
}

/** Pixels, and more than any picture has for having its end, and for being a JPEG of some size. */
function rankOf(preview: RawPreview): number {
  const { format, isWhole, widthPx, heightPx } = preview;
  const isJpeg = format === 'jpeg' && !isThumbnail(preview);
  return widthPx * heightPx + (isJpeg ? 2 ** 33 : 0) + (isWhole ? 2 ** 34 : 0);
}

function isThumbnail({ widthPx, heightPx }: RawPreview): boolean {
  return Math.max(widthPx, heightPx) < SMALL_PREVIEW_PX;
}

function bestOf(previews: readonly RawPreview[]): RawPreview | undefined {
  return previews.toSorted((a, b) => rankOf(b) - rankOf(a))[0];
}

/** The picture between two places, if it is one that decoders show: no lossless sensor data. */
function previewAt(
  file: Uint8Array,
  startByte: number,
  endByte: number,
): RawPreview | undefined {
  return jpegAt(file, startByte, endByte) ?? jxlAt(file, startByte, endByte);
}

function jxlAt(
  file: Uint8Array,
  startByte: number,
  endByte: number,
): RawPreview | undefined {
  const bytes = file.subarray(startByte, endByte);
  const header = readJxlHeader(new ByteReader(bytes));
  if (!header) return undefined;
  const { widthPx, heightPx } = header;
  const isWhole = endByte <= file.length;
  return { format: 'jxl', startByte, endByte, widthPx, heightPx, isWhole };
}

function jpegAt(
  file: Uint8Array,
  startByte: number,
  endByte: number,
): RawPreview | undefined {
  const isLost = isFirstByteLost(file, startByte);
  if (!isLost && (file[startByte] !== 0xff || file[startByte + 1] !== 0xd8)) {
    return undefined;
  }
  const bytes = file.subarray(startByte, endByte);
  const reader = new ByteReader(bytes);
  const header = readJpegHeader(reader);
  if (!header || header.widthPx < 1 || header.heightPx < 1) return undefined;
  const isShown = [...jpegSegments(reader)].some(({ marker }) =>
    [0xc0, 0xc1, 0xc2].includes(marker),
  );
  if (!isShown) return undefined;
  const { widthPx, heightPx } = header;
  const isWhole = !header.isIncomplete && endByte <= file.length;
  return { format: 'jpeg', startByte, endByte, widthPx, heightPx, isWhole };
}

/** Sensor data look like JPEG starts now and then; so many are looked at. */
const MOST_STARTS = 4096;
/** Segments in front of a scan; no camera writes that many. */
const MOST_SEGMENTS = 200;

/** JPEGs anywhere in the file, outermost ones: a thumbnail inside a found one is passed over. */
function searchJpegs(file: Uint8Array): RawPreview[] {
  const found: RawPreview[] = [];
  let starts = 0;
  // The last end marker looked up serves all starts before it, so the file is searched once.
  let endMarker = -1;
  for (let at = file.indexOf(0xff); at >= 0; at = file.indexOf(0xff, at + 1)) {
    if (file[at + 1] !== 0xd8 || file[at + 2] !== 0xff) continue;
    if (++starts > MOST_STARTS) break;
    const scanAt = scanOfJpeg(file, at);
    if (scanAt === undefined) continue;
    if (endMarker < scanAt) endMarker = endMarkerFrom(file, scanAt);
    const end = Math.min(file.length, endMarker + 2);
    const preview = jpegAt(file, at, end);
    if (!preview) continue;
    found.push(preview);
    at = end - 1;
  }
  return found;
}

/** Behind the header of the first scan; undefined when there is none. */
function scanOfJpeg(file: Uint8Array, start: number): number | undefined {
  let left = MOST_SEGMENTS;
  const reader = new ByteReader(file.subarray(start));
  for (const { marker, endAt } of jpegSegments(reader)) {
    if (marker === 0xda) return start + endAt;
    if (--left === 0) return undefined;
  }
  return undefined;
}

/** The next end marker; the end of the file where there is none. */
function endMarkerFrom(file: Uint8Array, from: number): number {
  let at = file.indexOf(0xff, from);
  while (at >= 0 && file[at + 1] !== 0xd9) at = file.indexOf(0xff, at + 1);
  return at < 0 ? file.length : at;
}
