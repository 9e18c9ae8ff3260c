import { findBox, type BmffBox } from './bmff-boxes.ts';
import type { ByteReader } from '../byte-reader.ts';

/** How wide the numbers of an `iloc` are, and where the next one stands. */
interface Cursor {
  at: number;
  offsetBytes: number;
  lengthBytes: number;
  baseBytes: number;
  indexBytes: number;
}

/** Where the data stand that an item's extents are counted from (ISO/IEC 14496-12, 8.11.3). */
const [IN_FILE, IN_IDAT] = [0, 1];

/**
 * The first part of an item's data; a picture's header stands in it.
 * @returns no bytes where it is not in this file
 */
export function itemData(
  reader: ByteReader,
  meta: BmffBox,
  itemId: number,
): Uint8Array {
  const iloc = findBox(reader, ['iloc'], meta);
  if (!iloc) return NONE;
  const version = reader.u8(iloc.dataAt);
  const idBytes = version < 2 ? 2 : 4;
  const sizes = reader.u8(iloc.dataAt + 4);
  const others = reader.u8(iloc.dataAt + 5);
  const cursor: Cursor = {
    at: iloc.dataAt + 6,
    offsetBytes: sizes >> 4,
    lengthBytes: sizes & 15,
    baseBytes: others >> 4,
    indexBytes: version === 0 ? 0 : others & 15,
  };
  let left = take(reader, cursor, idBytes);
  for (; left > 0 && cursor.at < iloc.endAt; left--) {
    const id = take(reader, cursor, idBytes);
    const place = readPlace(reader, cursor, version);
    if (id === itemId) return dataAt(reader, meta, place);
  }
  return NONE;
}

const NONE = new Uint8Array();

interface Place {
  construction: number;
  offset: number;
  length: number;
}

function readPlace(reader: ByteReader, cursor: Cursor, version: number): Place {
  const { offsetBytes, lengthBytes, baseBytes, indexBytes } = cursor;
  const construction = version === 0 ? IN_FILE : take(reader, cursor, 2) & 15;
  // The file that it is in.
  cursor.at += 2;
  const base = take(reader, cursor, baseBytes);
  const extents = take(reader, cursor, 2);
  const startAt = cursor.at;
  cursor.at += indexBytes;
  const offset = base + take(reader, cursor, offsetBytes);
  const length = take(reader, cursor, lengthBytes);
  cursor.at = startAt + extents * (indexBytes + offsetBytes + lengthBytes);
  return { construction, offset, length };
}

function take(reader: ByteReader, cursor: Cursor, bytes: number): number {
  let value = 0;
  for (let i = 0; i < bytes; i++) {
    value = value * 256 + reader.u8(cursor.at++);
  }
  return value;
}

function dataAt(
  reader: ByteReader,
  meta: BmffBox,
  { construction, offset, length }: Place,
): Uint8Array {
  const idat = findBox(reader, ['idat'], meta);
  const start = construction === IN_IDAT ? idat?.dataAt : 0;
  const isHere = construction === IN_FILE || construction === IN_IDAT;
  if (start === undefined || !isHere) return NONE;
  // No length: all of it (8.11.3.3).
  const endAt = length === 0 ? reader.length : start + offset + length;
  return reader.bytes.subarray(start + offset, endAt);
}
