import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pictureKey } from '../../domain/build-groups-input.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type DihedralTransform,
  type Fingerprint,
} from '../../domain/fingerprint.ts';
import { testFingerprint } from '../../domain/group-test-photos.ts';
import { inverseTransform } from '../../domain/judge-edge-geometry.ts';
import { hammingBits } from '../../domain/hamming.ts';
import {
  DECIDING_ALGORITHMS,
  DEFAULT_SETTINGS,
  usualThresholdBits,
  type MatchingSettings,
} from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { realisticCodes } from '../kernels/oracle/realistic-codes.ts';
import { randomRaster } from '../kernels/oracle/seeded-random.ts';
import { isMissingHash } from '../kernels/perceptual-hashes.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import {
  CANDIDATE_PHASH64_BITS,
  KEPT_PHASH256_BITS,
} from './matcher-candidates.ts';
import { decidingPart, inverseVariant } from './matcher-measure.ts';
import { TestFinder } from './matcher-test-finder.ts';
import { drawnFingerprint } from './matcher-test-pictures.ts';

let kernels: Kernels;

beforeAll(async () => {
  kernels = await testKernels();
});

/** Pairs found by adding and asking step by step, as `a+b`, sorted. */
function pairsFound(
  settings: MatchingSettings,
  steps: readonly (readonly Fingerprint[])[],
  { releases = false, keepsTurns = false } = {},
): string[] {
  const finder = new TestFinder(kernels, settings);
  if (keepsTurns) finder.keepTurns();
  const pairs = new Set<string>();
  for (const step of steps) {
    for (const one of step) finder.add(one);
    for (const { from, to } of finder.find(step)) {
      pairs.add([from, to].sort().join('+'));
    }
    if (releases) finder.release(step);
  }
  return [...pairs].sort();
}

/** A hash with some bits of a base flipped. */
const nearHash = (length: number) =>
  fc
    .record({
      base: fc.nat(2),
      flips: fc.array(fc.nat(length * 8 - 1), { maxLength: length * 2 }),
    })
    .map(({ base, flips }) => {
      const bytes = new Uint8Array(length).map(
        (_zero, at) => (at * 37 + base * 91) & 255,
      );
      for (const bit of flips) bytes[bit >> 3]! ^= 128 >> (bit & 7);
      return bytes;
    });

const photos = fc
  .array(fc.tuple(nearHash(8), nearHash(32), nearHash(8), nearHash(32)), {
    minLength: 1,
    maxLength: 25,
  })
  .map((list) =>
    list.map(([pHash64, pHash256, dHash64, dHash256], at) => {
      const photo = testFingerprint({ name: String(at) });
      const { hashes } = photo;
      Object.assign(hashes, { pHash64, pHash256, dHash64, dHash256 });
      hashes.dihedralPHash64.set(pHash64);
      hashes.dihedralPHash256.set(pHash256);
      return photo;
    }),
  );

function pairsByHand(
  list: readonly Fingerprint[],
  isPair: (a: Fingerprint, b: Fingerprint) => boolean,
): string[] {
  return list
    .flatMap((a, at) =>
      list
        .slice(at + 1)
        .filter((b) => isPair(a, b))
        .map((b) => [pictureKey(a), pictureKey(b)].sort().join('+')),
    )
    .sort();
}

describe('upright pairs', () => {
  const base = { ...DEFAULT_SETTINGS.matching, matchesRotations: false };

  it('are all those within the radii, however they arrive', () => {
    fc.assert(
      fc.property(photos, fc.nat(24), (list, cut) => {
        const expected = pairsByHand(
          list,
          (a, b) =>
            hammingBits(a.hashes.pHash64, b.hashes.pHash64)! <=
              CANDIDATE_PHASH64_BITS &&
            hammingBits(a.hashes.pHash256, b.hashes.pHash256)! <=
              KEPT_PHASH256_BITS,
        );
        expect(pairsFound(base, [list])).toEqual(expected);
        expect(pairsFound(base, [list.slice(cut), list.slice(0, cut)])).toEqual(
          expected,
        );
        expect(pairsFound(base, list.map((one) => [one]).reverse())).toEqual(
          expected,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([8, 16] as const)(
    'of dHash at size %i are joined directly',
    (hashSize) => {
      const settings = {
        ...base,
        algorithm: 'dhash' as const,
        hashSize,
        thresholdBits: hashSize === 8 ? 12 : 40,
      };
      fc.assert(
        fc.property(photos, (list) => {
          const expected = pairsByHand(
            list,
            (a, b) =>
              hammingBits(
                a.hashes[decidingPart(settings)],
                b.hashes[decidingPart(settings)],
              )! <= settings.thresholdBits,
          );
          expect(pairsFound(settings, [list])).toEqual(expected);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('forgets removed pictures', () => {
    const [a, b] = ['a', 'b'].map((name) => testFingerprint({ name }));
    const finder = new TestFinder(kernels, base);
    finder.add(a!);
    finder.add(b!);
    expect(finder.find([b!])).toHaveLength(1);
    finder.remove(a!);
    expect(finder.find([b!])).toEqual([]);
  });
});

describe('turned pairs of drawn pictures', () => {
  const turned = (transform: DihedralTransform) =>
    drawnFingerprint(kernels, { seed: 3, transform, noise: 4 });

  it.each(DIHEDRAL_TRANSFORMS.slice(1))(
    'are found with the turn that was made, from either end: %s',
    (transform) => {
      const original = drawnFingerprint(kernels, { seed: 3 });
      const copy = turned(transform);
      for (const last of [original, copy]) {
        const finder = new TestFinder(kernels, DEFAULT_SETTINGS.matching);
        for (const one of [original, copy]) finder.add(one);
        const [best] = finder
          .find([last])
          .sort((a, b) => a.measured.pHash256Bits - b.measured.pHash256Bits);
        // The pair is measured from the lesser key, whichever that is.
        const isForward = best?.from === pictureKey(original);
        expect(best?.measured.transform).toBe(
          isForward ? transform : inverseTransform(transform),
        );
        expect(best?.measured.pHash256Bits).toBeLessThan(16);
      }
    },
  );

  it('are measured alike whatever came first and is in memory', () => {
    const list = DIHEDRAL_TRANSFORMS.map(turned);
    const measuredIn = (order: readonly Fingerprint[], isHeld: boolean) => {
      const finder = new TestFinder(kernels, DEFAULT_SETTINGS.matching);
      const found = order.flatMap((one) => {
        finder.add(one);
        const pairs = finder.find([one]);
        if (!isHeld) finder.release([one]);
        return pairs.map((pair) => JSON.stringify(pair));
      });
      expect(finder.lateCount > 0).toBe(!isHeld);
      return [...new Set(found)].sort();
    };
    const expected = measuredIn(list, true);
    expect(expected.length).toBeGreaterThanOrEqual(28);
    for (const order of [list, [...list].reverse()]) {
      expect(measuredIn(order, true)).toEqual(expected);
      expect(measuredIn(order, false)).toEqual(expected);
    }
  });

  it('are not looked for when switched off', () => {
    const settings = { ...DEFAULT_SETTINGS.matching, matchesRotations: false };
    expect(pairsFound(settings, [DIHEDRAL_TRANSFORMS.map(turned)])).toEqual([]);
  });

  it.each(DECIDING_ALGORITHMS)(
    'are found whatever decides: %s',
    (algorithm) => {
      const settings = {
        ...DEFAULT_SETTINGS.matching,
        algorithm,
        thresholdBits: usualThresholdBits(algorithm, 16),
      };
      const pair = DIHEDRAL_TRANSFORMS.slice(0, 2).map(turned);
      expect(pairsFound(settings, [pair])).toHaveLength(1);
    },
  );
});

describe('many at once', () => {
  /** Pictures of which nothing but pHash-64 and its turns differ; a third are near or turned. */
  function manyPhotos(count: number): Fingerprint[] {
    const codes = realisticCodes(count, 0.3, 21);
    return Array.from({ length: count }, (_zero, at) => {
      const photo = testFingerprint({ name: String(at) });
      const code = codes.subarray(at * 8, at * 8 + 8);
      photo.hashes.pHash64.set(code);
      for (let variant = 0; variant < 8; variant += 1) {
        // A turn and what undoes it are as far from either end.
        const mask = 17 * Math.min(variant, inverseVariant(variant));
        photo.hashes.dihedralPHash64.set(
          code.map((byte) => byte ^ mask),
          variant * 8,
        );
      }
      return photo;
    });
  }

  it('finds what few at a time find, sorted into buckets or not', () => {
    const list = manyPhotos(18_000);
    const halves = [list.slice(0, 9000), list.slice(9000)];
    const all = pairsFound(DEFAULT_SETTINGS.matching, [list]);
    expect(all.length).toBeGreaterThan(5000);
    expect(pairsFound(DEFAULT_SETTINGS.matching, halves)).toEqual(all);
    const late = [list.slice(0, 17_500), list.slice(17_500)];
    expect(pairsFound(DEFAULT_SETTINGS.matching, late)).toEqual(all);
    const released = { releases: true };
    expect(pairsFound(DEFAULT_SETTINGS.matching, halves, released)).toEqual(
      all,
    );
    const kept = { releases: true, keepsTurns: true };
    expect(pairsFound(DEFAULT_SETTINGS.matching, halves, kept)).toEqual(all);
  }, 60_000);
});

describe('covers', () => {
  it('knows which settings need another join', () => {
    const { matching } = DEFAULT_SETTINGS;
    const { finder } = new TestFinder(kernels, matching);
    const covers = (change: Partial<MatchingSettings>) =>
      finder.covers({ ...matching, ...change });
    expect(covers({ thresholdBits: 0, isRefined: false })).toBe(true);
    expect(covers({ thresholdBits: KEPT_PHASH256_BITS })).toBe(true);
    expect(covers({ thresholdBits: KEPT_PHASH256_BITS + 1 })).toBe(false);
    expect(covers({ algorithm: 'pdq' })).toBe(false);
    expect(covers({ hashSize: 8 })).toBe(false);
    expect(covers({ matchesRotations: false })).toBe(false);
    expect(covers({ minShortSidePx: 1 })).toBe(false);
  });
});

describe('pictures too small for the hash that decides', () => {
  it.each([
    ['whash', 12],
    ['pdq', 4],
  ] as const)('are no pair for having no %s, at %i px', (algorithm, sidePx) => {
    const [first, second, copy] = [1, 2, 1].map((seed, at) =>
      testFingerprint({
        name: String(at),
        pixels: String(at),
        hashes: kernels.hashes(randomRaster(sidePx, sidePx, seed)),
      }),
    );
    const settings = {
      ...DEFAULT_SETTINGS.matching,
      algorithm,
      thresholdBits: usualThresholdBits(algorithm, 16),
      matchesRotations: false,
    };
    const part = decidingPart(settings);
    expect(isMissingHash(first!.hashes[part])).toBe(true);
    expect(pairsFound(settings, [[first!, second!, copy!]])).toEqual([]);
    // They have other hashes, by which the copy is found.
    const byPHash = { ...settings, algorithm: 'phash' as const };
    expect(pairsFound(byPHash, [[first!, second!, copy!]])).toHaveLength(1);
  });
});
