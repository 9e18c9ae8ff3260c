import { joinedBytes } from '../../domain/joined-bytes.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { Jp2Layout } from '../headers/jp2-header.ts';
import { readTileParts } from '../headers/jp2-tile-parts.ts';

/** What is missing of a part is no more than that; whoever says so has no picture. */
const MOST_FILLED_BYTES = 64 * 1024 * 1024;

/** For the packets behind the one that is cut, a byte each. */
const SPARE_BYTES = 4096;

const MOST_FILLED_TILES = 1024;

const LENGTH_AT = 6;
const END = Uint8Array.of(0xff, 0xd9);

/**
 * A codestream that OpenJPEG takes, which refuses one without its end: what is missing is filled up
 * with zeros. As a packet they say that there is nothing in it (ITU-T T.800, B.10.3), so that what
 * was sent is shown: all of the picture but its last details, or all tiles but the last ones.
 * @returns a copy; undefined where nothing of the picture is there
 */
export function filledCodestream(
  reader: ByteReader,
  { dataAt, endAt }: Pick<Jp2Layout, 'dataAt' | 'endAt'>,
): Uint8Array<ArrayBuffer> | undefined {
  const stream = reader.bytes.subarray(dataAt, endAt);
  const parts = readTileParts(reader, { dataAt, endAt });
  const { lastAt, partsEnd, missingTiles } = parts;
  if (lastAt === undefined || missingTiles.length > MOST_FILLED_TILES) {
    return undefined;
  }
  const missingBytes = partsEnd - endAt;
  if (missingBytes <= 0) {
    const there = stream.subarray(0, partsEnd - dataAt);
    return joinedBytes([there, ...missingTiles.map(emptyTile), END]);
  }
  if (missingBytes > MOST_FILLED_BYTES) return undefined;
  const zeros = new Uint8Array(missingBytes + SPARE_BYTES);
  const filled = joinedBytes([
    stream,
    zeros,
    ...missingTiles.map(emptyTile),
    END,
  ]);
  const partBytes = endAt - lastAt + zeros.length;
  new DataView(filled.buffer).setUint32(lastAt - dataAt + LENGTH_AT, partBytes);
  return filled;
}

/** A part of a tile that holds nothing: SOT, SOD and packets without contents. */
function emptyTile(tile: number): Uint8Array {
  const part = new Uint8Array(14 + SPARE_BYTES);
  part.set([0xff, 0x90, 0, 10, tile >> 8, tile & 0xff]);
  new DataView(part.buffer).setUint32(LENGTH_AT, part.length);
  part.set([0, 1, 0xff, 0x93], 10);
  return part;
}
