import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hammingBits } from './hamming.ts';
import { contentHash, fileKey, rootId, splitFileKey } from './photo-id.ts';
import {
  LARGEST_STEP_BITS,
  LONGEST_PAUSE_S,
  LONGEST_SERIES_S,
  similarShots as similarShotsOf,
  takenSeconds,
  type ShotSeries,
  type TakenPhoto,
} from './similar-shots.ts';

/** 256 bits, those from `from` up to `to` set. */
function bits(from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let at = from; at < to; at += 1) {
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (128 >> (at & 7));
  }
  return bytes;
}

interface HashedPhoto extends TakenPhoto {
  pHash256: Uint8Array;
}

function similarShots(photos: readonly HashedPhoto[]): ShotSeries[] {
  return similarShotsOf(photos, (a, b) => hammingBits(a.pHash256, b.pHash256));
}

function photo(
  path: string,
  takenS: number,
  more: Partial<HashedPhoto> = {},
): HashedPhoto {
  return {
    key: fileKey(rootId('root'), path),
    content: contentHash(path),
    takenS,
    camera: 0,
    pHash256: bits(0, 10),
    ...more,
  };
}

function pathsOf(series: readonly ShotSeries[]): string[][] {
  return series.map(({ photos }) =>
    photos.map(({ key }) => splitFileKey(key).path),
  );
}

const START = takenSeconds('2019-07-14T06:12:40') ?? 0;

describe('a series', () => {
  it('is made of photos of one camera that follow each other and look alike', () => {
    const series = similarShots([
      photo('10.jpg', START + 1),
      photo('9.jpg', START + 1),
      photo('1.jpg', START),
      photo('other camera.jpg', START + 1, { camera: 1 }),
      photo('other view.jpg', START + 2, { pHash256: bits(0, 120) }),
      photo('an hour later.jpg', START + 3600),
    ]);
    expect(pathsOf(series)).toEqual([['1.jpg', '9.jpg', '10.jpg']]);
    expect(series[0]).toMatchObject({
      id: 's-1.jpg',
      startedAt: '2019-07-14T06:12:40',
      photos: [{ afterS: 0 }, { afterS: 1 }, { afterS: 1 }],
    });
  });

  it.each([
    ['time', LONGEST_PAUSE_S, LARGEST_STEP_BITS, 1],
    ['a second more', LONGEST_PAUSE_S + 1, LARGEST_STEP_BITS, 0],
    ['a bit more', LONGEST_PAUSE_S, LARGEST_STEP_BITS + 1, 0],
  ])('ends at its limits: %s', (_name, pauseS, distance, count) => {
    const series = similarShots([
      photo('a', 0, { pHash256: bits(0, 0) }),
      photo('b', pauseS, { pHash256: bits(0, distance) }),
    ]);
    expect(series).toHaveLength(count);
  });

  it('goes on when the first picture is far behind, until its time is over', () => {
    const panned = Array.from({ length: 4 }, (_, at) =>
      photo(`${at}`, at, { pHash256: bits(0, at * 60) }),
    );
    expect(similarShots(panned)[0]?.photos).toHaveLength(4);
    const lapse = Array.from({ length: 100 }, (_, at) =>
      photo(`${at}`, at * 10),
    );
    const series = similarShots(lapse);
    expect(series.length).toBe(
      Math.ceil(100 / (Math.floor(LONGEST_SERIES_S / 10) + 1)),
    );
    for (const { photos } of series) {
      expect(photos.at(-1)?.afterS).toBeLessThanOrEqual(LONGEST_SERIES_S);
    }
  });

  it('is not broken by another phone of the same kind', () => {
    const mine = bits(0, 20);
    const theirs = bits(100, 220);
    const series = similarShots([
      photo('a1', 0, { pHash256: mine }),
      photo('b1', 1, { pHash256: theirs }),
      photo('a2', 2, { pHash256: mine }),
      photo('b2', 3, { pHash256: theirs }),
    ]);
    expect(pathsOf(series)).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]);
  });

  it('counts all copies of a photo once, as the one that is kept', () => {
    const copies = [
      photo('a small.jpg', 0, { copyOf: ['g'] }),
      photo('a.jpg', 0, { copyOf: ['g'], isKeeper: true }),
    ];
    expect(similarShots(copies)).toEqual([]);
    expect(pathsOf(similarShots([...copies, photo('b.jpg', 2)]))).toEqual([
      ['a.jpg', 'b.jpg'],
    ]);
  });

  it('counts the files of one shot and the copies of either once', () => {
    const series = similarShots([
      photo('a.jpg', 0, { copyOf: ['g', 'shot'], isKeeper: true }),
      photo('a.cr2', 0, { copyOf: ['shot', 'raws'] }),
      photo('backup/a.cr2', 0, { copyOf: ['raws'] }),
      photo('b.jpg', 2),
    ]);
    expect(pathsOf(series)).toEqual([['a.jpg', 'b.jpg']]);
  });

  it('has no photo whose hash is missing', () => {
    const pHash256 = new Uint8Array();
    expect(
      similarShots([photo('a', 0, { pHash256 }), photo('b', 0, { pHash256 })]),
    ).toEqual([]);
  });
});

describe('any library', () => {
  const taken = fc.record({
    takenS: fc.integer({ min: 0, max: 400 }),
    camera: fc.integer({ min: 0, max: 1 }),
    to: fc.integer({ min: 0, max: 256 }),
    copyOf: fc.subarray(['g', 'h', 'i', 'j'], { maxLength: 2 }),
    isKeeper: fc.boolean(),
  });
  const library = fc.array(taken, { maxLength: 40 }).map((list) =>
    list.map(({ takenS, camera, to, copyOf, isKeeper }, at) =>
      photo(`${at % 7}/${at}`, takenS, {
        camera,
        pHash256: bits(0, to),
        copyOf,
        isKeeper,
      }),
    ),
  );

  it('gives the same series in any order, each step within the limits, no photo twice', () => {
    fc.assert(
      fc.property(
        library.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        ([list, shuffled]) => {
          const series = similarShots(list);
          expect(similarShots(shuffled)).toEqual(series);
          const byKey = new Map(list.map((one) => [one.key, one]));
          const seen = new Set<string>();
          for (const { photos } of series) {
            const members = photos.flatMap(({ key }) => byKey.get(key) ?? []);
            expect(members.length).toBe(photos.length);
            expect(members.length).toBeGreaterThan(1);
            for (const [at, one] of members.entries()) {
              for (const name of [one.key, ...(one.copyOf ?? [])]) {
                expect(seen.has(name)).toBe(false);
                seen.add(name);
              }
              const before = members[at - 1];
              if (before === undefined) continue;
              expect(one.camera).toBe(before.camera);
              const pauseS = one.takenS - before.takenS;
              expect(pauseS).toBeGreaterThanOrEqual(0);
              expect(pauseS).toBeLessThanOrEqual(LONGEST_PAUSE_S);
              expect(
                hammingBits(before.pHash256, one.pHash256),
              ).toBeLessThanOrEqual(LARGEST_STEP_BITS);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

it.each([
  ['1970-01-01T00:01:00', 60],
  [undefined, undefined],
  ['not a time', undefined],
])('%s is %s s', (text, seconds) => {
  expect(takenSeconds(text)).toBe(seconds);
});
