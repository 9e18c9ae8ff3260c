import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pictureKey } from '../../domain/build-groups-input.ts';
import { testFingerprint, testFile } from '../../domain/group-test-photos.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { HashDistances } from '../../domain/judge-edge.ts';
import { NEAREST_PAIRS } from '../../domain/nearest-pairs.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { PairCheck } from '../../protocol/matcher-protocol.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { picturePairKey } from './matcher-awaited-edges.ts';
import { MatcherEdges } from './matcher-edges.ts';
import type { Candidate } from './matcher-measure-pairs.ts';
import { MatcherSession } from './matcher-session.ts';
import { drawnFingerprint, movedApart } from './matcher-test-pictures.ts';
import { DIFFERENT, SAME, TestPage, testRoot } from './matcher-test-session.ts';

const { matching } = DEFAULT_SETTINGS;

/** More than have room beside each other. */
const pictures = Array.from({ length: 100 }, (_none, at) =>
  pictureKey(testFingerprint({ name: `p${at}`, pixels: `p${at}` })),
);

/** Nothing in memory: only the distances are at stake. */
function emptyEdges(): MatcherEdges {
  return new MatcherEdges(
    matching,
    {
      changes: 0,
      representative: () => undefined,
      thumbed: () => undefined,
    },
    (picture) => pictures.indexOf(picture),
  );
}

function keysOf(edges: MatcherEdges): string[] {
  return [...edges.pairs()]
    .map(({ first, second }) => picturePairKey(first, second))
    .sort();
}

/** Every pair of the pictures once, at distances that a seed gives: many are equal. */
function candidatesOf(seed: number, mostBits: number): Candidate[] {
  return pictures.flatMap((from, a) =>
    pictures.slice(a + 1).map((to, b): Candidate => {
      const mixed = Math.imul(seed + a * 131 + (a + b + 1) * 7919, 0x9e3779b1);
      const pHash256Bits = 2 * ((mixed >>> 8) % (1 + mostBits / 2));
      const measured: HashDistances = {
        transform: 'upright',
        pHash64Bits: (mixed >>> 20) % 5,
        pHash256Bits,
        ...((mixed & 31) === 0 ? { isWindow: true } : {}),
      };
      return { from, to, measured };
    }),
  );
}

/** What the rule says in words: among the nearest of its kind of one of its pictures. */
function expectedKeys(candidates: readonly Candidate[]): string[] {
  const kept = new Set<string>();
  for (const own of pictures) {
    for (const isWindow of [true, undefined]) {
      const near = candidates
        .filter(({ measured }) => measured.isWindow === isWindow)
        .flatMap(({ from, to, measured }) => {
          if (from !== own && to !== own) return [];
          return { other: from === own ? to : from, measured };
        })
        .map(({ other, measured: { pHash256Bits, pHash64Bits } }) => ({
          other,
          rank: [pHash256Bits, pHash64Bits]
            .map((bits) => String(bits).padStart(3, '0'))
            .join(),
        }))
        .sort((a, b) => (a.rank + a.other < b.rank + b.other ? -1 : 1));
      for (const { other } of near.slice(0, NEAREST_PAIRS)) {
        kept.add(picturePairKey(own, other));
      }
    }
  }
  return [...kept].sort();
}

/** As joins do, who ask before they make a pair. */
function putIfTaken(edges: MatcherEdges, candidate: Candidate): boolean {
  const { from, to, measured } = candidate;
  const [a, b] = [pictures.indexOf(from), pictures.indexOf(to)];
  const mayTake = edges.mayTake(a, b, measured);
  if (mayTake) edges.put(candidate);
  return mayTake;
}

describe('pictures with very many neighbours', () => {
  it('keep the pairs that are among the nearest of either, in any order', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0, 10, 40, 72),
        fc.nat(),
        (seed, mostBits, order) => {
          const candidates = candidatesOf(seed, mostBits);
          const shuffled = candidates
            .map((candidate, at) => ({
              candidate,
              rank: Math.imul(order + at, 0x9e3779b1) >>> 0,
            }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ candidate }) => candidate);
          const edges = emptyEdges();
          let untaken = 0;
          for (const [at, { from, to, measured }] of shuffled.entries()) {
            // Each third was read farther off before, from its other end.
            if (at % 3 === 0) {
              const { pHash256Bits: bits, pHash64Bits } = measured;
              const pHash256Bits = bits + 30;
              const first: HashDistances = {
                ...measured,
                pHash64Bits,
                pHash256Bits,
              };
              edges.put({ from: to, to: from, measured: first });
            }
            if (!putIfTaken(edges, { from, to, measured })) untaken += 1;
          }
          expect(untaken).toBeGreaterThan(100);
          const expected = expectedKeys(candidates);
          expect(keysOf(edges)).toEqual(expected);
          expect(expected.length).toBeLessThan(candidates.length);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  it('keep a pair that was looked at, and say of how many pictures others are left out', () => {
    const candidates = candidatesOf(1, 40).map((one) => {
      const { transform, pHash64Bits, pHash256Bits } = one.measured;
      return { ...one, measured: { transform, pHash64Bits, pHash256Bits } };
    });
    const kept = new Set(expectedKeys(candidates));
    const out = candidates.filter(
      ({ from, to }) => !kept.has(picturePairKey(from, to)),
    );
    const [looked] = out;
    const edges = emptyEdges();
    edges.setLook(looked!.from, looked!.to, SAME);
    // Once before all others, and once when there is no room left.
    edges.put(looked!);
    for (const one of candidates) edges.put(one);
    expect(keysOf(edges)).toContain(picturePairKey(looked!.from, looked!.to));
    edges.clear();
    for (const one of candidates) if (one !== looked) edges.put(one);
    expect(putIfTaken(edges, looked!)).toBe(true);
    expect(keysOf(edges)).toEqual(
      [...kept, picturePairKey(looked!.from, looked!.to)].sort(),
    );
    const left = new Set(out.slice(1).flatMap(({ from, to }) => [from, to]));
    expect(edges.picturesLeftOut).toBe(left.size);
    const [gone] = left;
    edges.removePicture(gone!);
    expect(edges.picturesLeftOut).toBe(left.size - 1);
  });

  it('have room again when others go', () => {
    const candidates = candidatesOf(2, 10);
    const edges = emptyEdges();
    for (const one of candidates) edges.put(one);
    const gone = new Set(pictures.slice(0, 10));
    for (const one of gone) edges.removePicture(one);
    const left = candidates.filter(
      ({ from, to }) => !gone.has(from) && !gone.has(to),
    );
    // As when all are joined anew.
    for (const one of left) edges.put(one);
    expect(keysOf(edges)).toEqual(expectedKeys(left));
  });
});

describe('a series without dates', () => {
  let kernels: Kernels;

  beforeAll(async () => {
    kernels = await testKernels();
  });

  /** Frames that the hashes hardly tell apart: each has one bit of its own. */
  function framesOf(count: number, series: string): Fingerprint[] {
    const first = drawnFingerprint(kernels, { seed: 5 });
    return Array.from({ length: count }, (_none, at) => {
      const frame = copyOf(first, `${series} ${at}`);
      const pHash256 = frame.hashes.pHash256.slice();
      pHash256[31 - (at % 16)]! ^= 1 << Math.floor(at / 16);
      return { ...frame, hashes: { ...frame.hashes, pHash256 } };
    });
  }

  /** Another file that looks just like it. */
  function copyOf(shot: Fingerprint, name: string): Fingerprint {
    const { hashes, lumaThumb, colour } = shot;
    const own = testFingerprint({ name, pixels: name });
    return { ...own, hashes, lumaThumb, colour };
  }

  function session(): MatcherSession {
    return new MatcherSession(kernels, [testRoot('root')], matching, [], []);
  }

  function put(
    one: MatcherSession,
    page: TestPage,
    shots: readonly Fingerprint[],
  ): void {
    const files = shots.map((shot) => testFile(shot, `${shot.content}.jpg`));
    page.apply(one.putFiles(files, shots));
  }

  /** Looks until nothing waits, or nothing but pairs that are to wait. @returns how many looks */
  function look(
    one: MatcherSession,
    page: TestPage,
    same: ReadonlySet<ContentHash>,
    waits: (pair: PairCheck) => boolean = () => false,
    pairsPerRound = 256,
  ): number {
    let looks = 0;
    for (;;) {
      const pairs = one
        .nextChecks(pairsPerRound)
        .filter((pair) => !waits(pair));
      if (pairs.length === 0) return looks;
      looks += pairs.length;
      const results = pairs.map(({ first, second }) => ({
        first,
        second,
        measure: same.has(first) && same.has(second) ? SAME : DIFFERENT,
      }));
      page.apply(one.setLooks(results));
    }
  }

  it('takes looks by the number of its frames, and finds the copies in it in any order', () => {
    const shots = framesOf(90, 'frame');
    const shot = shots[40]!;
    const copies = ['one', 'other'].map((name) => copyOf(shot, name));
    const all = [...shots, ...copies];
    const same = new Set([shot, ...copies].map(({ content }) => content));
    const [first, second] = [all, all.toReversed()].map((order) => {
      const one = session();
      const page = new TestPage();
      for (let at = 0; at < order.length; at += 30) {
        put(one, page, order.slice(at, at + 30));
      }
      const looks = look(one, page, same);
      expect(looks).toBeLessThan((all.length * (all.length - 1)) / 2);
      expect(one.picturesLeftOut).toBeGreaterThan(0);
      return page.sorted;
    });
    expect(first).toEqual(second);
    expect(first).toHaveLength(1);
    expect(first![0]!.members).toHaveLength(2);
  }, 60_000);

  it('lets the copy of another photo have its look before the hundreds of the series', () => {
    const shots = framesOf(90, 'frame');
    const photo = drawnFingerprint(kernels, { seed: 7 });
    const copy = movedApart(copyOf(photo, 'copy'), 5);
    const pair = new Set([photo.content, copy.content]);
    const one = session();
    const page = new TestPage();
    put(one, page, [...shots, photo, copy]);
    let before: number | undefined;
    let looks = 0;
    const noted = ({ first }: PairCheck) => {
      if (pair.has(first)) before ??= looks;
      looks += 1;
      return false;
    };
    const all = look(one, page, pair, noted, 32);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(all / 3);
  }, 60_000);

  it('keeps a group from which nearer pairs took a pair that was being checked', () => {
    const shots = framesOf(NEAREST_PAIRS, 'frame');
    const copy = copyOf(shots[0]!, 'copy');
    const others = framesOf(NEAREST_PAIRS + 1, 'other').map((one) =>
      movedApart(one, 3),
    );
    const last = others.pop()!;
    const isOther = new Set(others.map(({ content }) => content));
    const same = new Set([shots[0]!.content, copy.content]);
    const one = session();
    const page = new TestPage();
    put(one, page, [...shots, copy, ...others]);
    look(
      one,
      page,
      same,
      (pair) => isOther.has(pair.first) !== isOther.has(pair.second),
    );
    const before = page.sorted.filter(({ members }) =>
      members.some(({ isBeingChecked }) => isBeingChecked),
    );
    expect(before).not.toEqual([]);
    // Now each of the other series has all its nearest within it.
    put(one, page, [last]);
    look(one, page, same, () => false);
    expect(page.sorted).toHaveLength(1);
    expect(page.sorted[0]!.members).toHaveLength(1);
  }, 60_000);
});
