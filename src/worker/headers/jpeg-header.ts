import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

const EOI = 0xd9;
const SOS = 0xda;
const DNL = 0xdc;

/** One marker segment. */
export interface JpegSegment {
  marker: number;
  /** First byte behind the length field. */
  dataAt: number;
  /** First byte behind the segment. */
  endAt: number;
}

/**
 * Marker segments from SOI up to and with the first SOS (ITU-T T.81, annex B). Stray bytes between
 * segments are passed over, as libjpeg does.
 * @param start where to begin instead: behind a scan
 */
export function* jpegSegments(
  reader: ByteReader,
  start = 2,
): Generator<JpegSegment> {
  let at = start;
  while (reader.has(at, 2)) {
    const marker = reader.u8(at + 1);
    if (reader.u8(at) !== 0xff) {
      const next = reader.bytes.indexOf(0xff, at);
      if (next < 0) return;
      at = next;
    } else if (marker === 0xff) {
      at += 1; // fill byte
    } else if (isStandalone(marker)) {
      at += 2;
    } else if (marker === EOI || !reader.has(at + 2, 2)) {
      return;
    } else {
      // A length under 2 cannot be: the length counts itself.
      const endAt = at + 2 + Math.max(2, reader.u16(at + 2));
      yield { marker, dataAt: at + 4, endAt };
      if (marker === SOS) return;
      at = endAt;
    }
  }
}

function isStandalone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

export function isStartOfFrame(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return marker >= 0xc0 && marker <= 0xcf && !isTable;
}

/** The first frame's size, and whether an end-of-image marker follows the first scan. */
export function readJpegHeader(reader: ByteReader): PictureHeader | undefined {
  let size: { widthPx: number; heightPx: number } | undefined;
  let scanAt: number | undefined;
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (isStartOfFrame(marker) && reader.has(dataAt, 6)) {
      size ??= {
        heightPx: reader.u16(dataAt + 1),
        widthPx: reader.u16(dataAt + 3),
      };
    }
    if (marker === SOS) scanAt = endAt;
  }
  const lines =
    size?.heightPx === 0 && scanAt !== undefined
      ? linesBehindScan(reader.bytes, scanAt)
      : undefined;
  return (
    size && {
      ...size,
      ...(lines === undefined ? {} : { heightPx: lines }),
      frameCount: 1,
      isIncomplete: scanAt === undefined || !hasEnd(reader, scanAt),
    }
  );
}

/**
 * The number of lines, where it is stated behind the first scan only (T.81, B.2.5).
 *
 * @param scanAt first byte of the scan's data
 */
export function linesBehindScan(
  bytes: Uint8Array,
  scanAt: number,
): number | undefined {
  for (
    let at = bytes.indexOf(0xff, scanAt);
    at >= 0 && at + 6 <= bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    if (bytes[at + 1] === DNL && bytes[at + 2] === 0 && bytes[at + 3] === 4) {
      return (bytes[at + 4] ?? 0) * 256 + (bytes[at + 5] ?? 0);
    }
  }
  return undefined;
}

/**
 * Whether an EOI marker stands in or behind the scan data. Inside the data 0xFF is always escaped.
 * Looked for from the end, where it nearly always is.
 */
function hasEnd({ bytes }: ByteReader, scanAt: number): boolean {
  for (
    let at = bytes.lastIndexOf(EOI);
    at > scanAt;
    at = bytes.lastIndexOf(EOI, at - 1)
  ) {
    if (bytes[at - 1] === 0xff) return true;
  }
  return false;
}
