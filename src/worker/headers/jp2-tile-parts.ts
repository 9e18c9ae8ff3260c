import type { ByteReader } from '../byte-reader.ts';

const [SOT, EOC] = [0xff90, 0xffd9];
/** The marker, its length, tile, length of the part, which part of how many. */
const SOT_BYTES = 12;

/** As many as tiles can be counted. */
const MOST_PARTS = 65_535;

/** What is there of a JPEG 2000 codestream, part by part (ITU-T T.800, A.4.2). */
export interface Jp2TileParts {
  /** Where the last part begins; undefined where the data end before the first. */
  lastAt: number | undefined;
  /** Where the last part ends, which may be behind the end of the data. */
  partsEnd: number;
  /** Tiles of which no part is there. */
  missingTiles: readonly number[];
  /** All that makes the picture is there, whether or not the last marker is. */
  isWhole: boolean;
}

/** @param codestream where it begins and must end */
export function readTileParts(
  reader: ByteReader,
  { dataAt, endAt }: { dataAt: number; endAt: number },
): Jp2TileParts {
  let lastAt: number | undefined;
  const partsOf = new Map<number, { found: number; stated: number }>();
  let at = firstPart(reader, dataAt + 2, endAt);
  for (let i = 0; i < MOST_PARTS; i++) {
    if (at + SOT_BYTES > endAt || reader.u16(at) !== SOT) break;
    lastAt = at;
    const tile = reader.u16(at + 4);
    const { found, stated } = partsOf.get(tile) ?? { found: 0, stated: 1 };
    // How many there are may stand in one of them alone.
    const count = Math.max(stated, reader.u8(at + 11));
    partsOf.set(tile, { found: found + 1, stated: count });
    at = partEnd(reader, at, endAt);
  }
  const missingTiles = allTiles(reader, dataAt).filter(
    (tile) => !partsOf.has(tile),
  );
  const areAllThere = [...partsOf.values()].every(
    ({ found, stated }) => found >= stated,
  );
  return {
    lastAt,
    partsEnd: at,
    missingTiles,
    isWhole:
      lastAt !== undefined &&
      at <= endAt &&
      missingTiles.length === 0 &&
      areAllThere,
  };
}

/** Behind the segments that stand for all tiles. */
function firstPart(reader: ByteReader, start: number, endAt: number): number {
  let at = start;
  while (at + 4 <= endAt && reader.u16(at) !== SOT) {
    at += 2 + Math.max(2, reader.u16(at + 2));
  }
  return at;
}

function partEnd(reader: ByteReader, at: number, endAt: number): number {
  const stated = reader.u32(at + 6);
  if (stated > 0) return at + Math.max(SOT_BYTES, stated);
  // The last one may leave its length open: up to the end marker, which data never look like.
  const { bytes } = reader;
  let marker = bytes.indexOf(0xff, at + SOT_BYTES);
  while (marker >= 0 && marker + 2 <= endAt) {
    if (reader.u16(marker) === EOC) return marker;
    marker = bytes.indexOf(0xff, marker + 1);
  }
  return endAt + 1;
}

/** By the sizes in SIZ (A.5.1). */
function allTiles(reader: ByteReader, dataAt: number): number[] {
  const along = (place: number): number => {
    const size = reader.u32(dataAt + 24 + place);
    const from = reader.u32(dataAt + 32 + place);
    return Math.ceil((reader.u32(dataAt + 8 + place) - from) / size);
  };
  const count = along(0) * along(4);
  // No such number of tiles can be told apart: nothing is known of them.
  const isKnown = count > 0 && count <= MOST_PARTS;
  return Array.from({ length: isKnown ? count : 0 }, (_, tile) => tile);
}
