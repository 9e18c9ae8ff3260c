import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTileParts, type Jp2TileParts } from './jp2-tile-parts.ts';
import { readPictureHeader } from './read-header.ts';
import { ByteReader } from '../byte-reader.ts';
import { filledCodestream } from '../jp2/fill-codestream.ts';
import { bytesOf, u16be, u32be } from '../test-pictures.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Part {
  tile: number;
  /** Which of how many; 0 leaves that open. */
  part?: [number, number];
  /** What is written instead of the length. */
  length?: number;
}

const DATA = [0x80, 1, 2, 3, 4, 5];
const PART_BYTES = 14 + DATA.length;
const END = [0xff, 0xd9];

/** 30 × 20 pixels in tiles of 10 × 10, which begin two pixels to the left of it: four by two. */
function codestream(parts: readonly Part[], end = END): Bytes {
  return bytesOf(
    [0xff, 0x4f, 0xff, 0x51, ...u16be(41), 0, 0],
    ...[32, 20, 2, 0, 10, 10, 0, 0].map(u32be),
    [...u16be(1), 7, 1, 1],
    [0xff, 0x64, 0, 5, 0, 1, 65],
    ...parts.map(({ tile, part = [0, 1], length = PART_BYTES }) => [
      ...[0xff, 0x90, 0, 10, ...u16be(tile), ...u32be(length), ...part],
      ...[0xff, 0x93, ...DATA],
    ]),
    end,
  );
}

function read(bytes: Bytes): Jp2TileParts {
  const all = { dataAt: 0, endAt: bytes.length };
  return readTileParts(new ByteReader(bytes), all);
}

function fill(bytes: Bytes): Bytes | undefined {
  const all = { dataAt: 0, endAt: bytes.length };
  return filledCodestream(new ByteReader(bytes), all);
}

const TILES = [0, 1, 2, 3, 4, 5, 6, 7];
const ALL = TILES.map((tile): Part => ({ tile }));
const WHOLE = codestream(ALL);

function isIncomplete(bytes: Bytes): boolean | undefined {
  return readPictureHeader('jp2', bytes)?.isIncomplete;
}

describe('a picture is there when all of its tiles are', () => {
  test.each<[string, Bytes]>([
    ['as written', WHOLE],
    ['without the end', codestream(ALL, [])],
    ['in any order', codestream(ALL.toReversed())],
    [
      'with a last part of open length',
      codestream(ALL.with(7, { tile: 7, length: 0 })),
    ],
    [
      'in parts',
      codestream([
        ...ALL.with(3, { tile: 3, part: [0, 0] }),
        { tile: 3, part: [1, 2] },
      ]),
    ],
  ])('%s', (_name, bytes) => {
    expect(read(bytes)).toMatchObject({ isWhole: true, missingTiles: [] });
    expect(isIncomplete(bytes)).toBe(false);
  });

  test.each<[string, Bytes, number[]]>([
    ['cut in the last part', WHOLE.slice(0, -4), []],
    [
      'cut in the last part of open length',
      codestream(ALL.with(7, { tile: 7, length: 0 }), []),
      [],
    ],
    ['without the last tile', codestream(ALL.slice(0, -1)), [7]],
    ['cut between two', WHOLE.slice(0, -2 - 2 * PART_BYTES), [6, 7]],
    [
      'without a part of a tile',
      codestream(ALL.with(3, { tile: 3, part: [0, 2] })),
      [],
    ],
    ['without any', codestream([]), TILES],
  ])('%s it is not', (_name, bytes, missingTiles) => {
    expect(read(bytes)).toMatchObject({ isWhole: false, missingTiles });
    expect(isIncomplete(bytes)).toBe(true);
  });
});

describe('what is missing is filled up', () => {
  test('nothing, but for the end', () => {
    expect(fill(WHOLE)).toEqual(WHOLE);
    expect(fill(codestream(ALL, []))).toEqual(WHOLE);
    expect(fill(bytesOf(WHOLE, [1, 2, 3]))).toEqual(WHOLE);
  });

  test('whatever is cut: what is there stays, and then it is whole', () => {
    const firstAt = 2 + 43 + 7;
    for (let end = firstAt + 12; end < WHOLE.length; end++) {
      const filled = fill(WHOLE.slice(0, end))!;
      expect(read(filled)).toMatchObject({ isWhole: true });
      expect([...filled.subarray(-2)]).toEqual(END);
      const last =
        firstAt + PART_BYTES * Math.floor((end - firstAt) / PART_BYTES);
      const changed = [...filled.subarray(0, Math.min(end, last + 6))];
      expect(changed).toEqual([...WHOLE.subarray(0, changed.length)]);
      expect([...filled.subarray(last + 10, end)]).toEqual([
        ...WHOLE.subarray(last + 10, end),
      ]);
    }
    expect(fill(WHOLE.slice(0, firstAt))).toBeUndefined();
  });

  test('not as much as any number says', () => {
    const last = ALL.length - 1;
    const huge = codestream(ALL.with(last, { tile: 7, length: 0xffff_ffff }));
    expect(fill(huge)).toBeUndefined();
    const many = WHOLE.slice();
    // Tiles of one pixel.
    many.set([...u32be(1), ...u32be(1)], 24);
    expect(read(many).missingTiles).toHaveLength(32 * 20 - 8);
    many.set([...u32be(2000), ...u32be(20)], 8);
    expect(read(many).missingTiles.length).toBeGreaterThan(30_000);
    expect(fill(many)).toBeUndefined();
  });

  test('any bytes at all: an end, and never much more of them', () => {
    const change = fc.tuple(fc.nat(WHOLE.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.nat(WHOLE.length),
        (changes, length) => {
          const bytes = WHOLE.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const filled = fill(bytes.slice(0, length));
          expect(filled?.length ?? 0).toBeLessThan(80 * 1024 * 1024);
        },
      ),
      { numRuns: 300 },
    );
  });
});
