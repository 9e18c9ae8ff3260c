import { beforeAll, describe, expect, test } from 'vitest';
import type { CodeBytes } from './hamming-join.ts';
import type { Kernels } from './load-kernels.ts';
import { joinOracle } from './oracle/join-oracle.ts';
import { randomBytes, seededRandom } from './oracle/seeded-random.ts';
import { testKernels } from './test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

/** Codes around a few centres, a random number of bits away, so that every distance occurs. */
function clusteredCodes(
  count: number,
  bytesPerCode: number,
  seed: number,
): Uint8Array {
  const random = seededRandom(seed);
  const codes = randomBytes(count * bytesPerCode, seed);
  const centres = randomBytes(3 * bytesPerCode, 77);
  for (let i = 0; i < count; i++) {
    if (random() < 0.2) continue;
    const centre = Math.floor(random() * 3) * bytesPerCode;
    const code = codes.subarray(i * bytesPerCode, (i + 1) * bytesPerCode);
    code.set(centres.subarray(centre, centre + bytesPerCode));
    for (let flips = Math.floor(random() * 20); flips > 0; flips--) {
      const bit = Math.floor(random() * bytesPerCode * 8);
      code[bit >> 3]! ^= 1 << (bit & 7);
    }
  }
  return codes;
}

/** All batches of a join in one. */
function crossJoin(
  queries: Uint8Array,
  stored: Uint8Array,
  bytesPerCode: CodeBytes,
  radiusBits: number,
  isSelfJoin = false,
): Uint32Array {
  const request = { queries, stored, bytesPerCode, radiusBits, isSelfJoin };
  return Uint32Array.from(
    [...kernels.joinBatches(request)].flatMap((batch) => [...batch]),
  );
}

function sorted(triples: Uint32Array): string[] {
  const found: string[] = [];
  for (let i = 0; i < triples.length; i += 3) {
    found.push(triples.subarray(i, i + 3).join(','));
  }
  return found.sort();
}

describe.each([8, 32] as const)('codes of %i bytes', (bytesPerCode) => {
  test.each([
    [0, 5],
    [5, 0],
    [1, 1],
    [3, 4],
    [37, 61],
    [130, 259],
  ])('%i × %i at every kind of radius', (queryCount, storedCount) => {
    const queries = clusteredCodes(queryCount, bytesPerCode, 1);
    const stored = clusteredCodes(storedCount, bytesPerCode, 2);
    for (const radius of [0, 1, 10, 31, 53, bytesPerCode * 8, 10_000]) {
      const triples = crossJoin(queries, stored, bytesPerCode, radius);
      expect(sorted(triples)).toEqual(
        joinOracle(queries, stored, bytesPerCode, radius, false),
      );
    }
  });

  test.each([0, 1, 2, 5, 203])('%i codes with themselves', (count) => {
    const codes = clusteredCodes(count, bytesPerCode, 4);
    for (const radius of [0, 12, bytesPerCode * 8]) {
      const triples = crossJoin(codes, codes, bytesPerCode, radius, true);
      expect(sorted(triples)).toEqual(
        joinOracle(codes, codes, bytesPerCode, radius, true),
      );
    }
  });

  test('more pairs than any buffer holds, over many blocks', () => {
    const count = 20_000;
    const codes = randomBytes(count * bytesPerCode, 8);
    // Every 50th code is the same.
    for (let i = 0; i < count; i += 50) {
      codes.copyWithin(i * bytesPerCode, 0, bytesPerCode);
    }
    const triples = crossJoin(codes, codes, bytesPerCode, 0, true);
    expect(triples.length / 3).toBe((400 * 399) / 2);
    const pairs = new Set<number>();
    for (let i = 0; i < triples.length; i += 3) {
      const [query = 0, stored = 0, bits] = triples.subarray(i, i + 3);
      if (stored > query && query % 50 === 0 && bits === 0) {
        pairs.add(query * count + stored);
      }
    }
    expect(pairs.size).toBe(triples.length / 3);
  });

  test('ranges of queries add up to the whole', () => {
    const codes = clusteredCodes(2500, bytesPerCode, 6);
    const request = {
      queries: codes,
      stored: codes,
      bytesPerCode,
      radiusBits: 9,
      isSelfJoin: true,
    };
    const parts: string[] = [];
    for (const [from, to] of [
      [0, 1],
      [1, 1],
      [1, 1300],
      [1300, 2500],
    ] as const) {
      for (const batch of kernels.joinBatches({ ...request, from, to })) {
        parts.push(...sorted(batch));
        // Whatever else runs between two batches does not matter.
        kernels.ncc(randomBytes(90_000, 3), randomBytes(90_000, 4), 90_000);
      }
    }
    const whole = crossJoin(codes, codes, bytesPerCode, 9, true);
    expect(parts.sort()).toEqual(sorted(whole));
    expect(parts.length).toBeGreaterThan(10_000);
  });
});

describe('refused', () => {
  const codes = new Uint8Array(64);
  test.each<[string, Uint8Array, Uint8Array, CodeBytes, number, boolean]>([
    ['half a query', new Uint8Array(12), codes, 8, 1, false],
    ['half a stored code', codes, new Uint8Array(40), 32, 1, false],
    ['a negative radius', codes, codes, 8, -1, false],
    ['a broken radius', codes, codes, 8, 1.5, false],
    ['a self-join of two lists', codes, new Uint8Array(8), 8, 1, true],
  ])('%s', (_name, queries, stored, bytesPerCode, radius, isSelfJoin) => {
    expect(() =>
      crossJoin(queries, stored, bytesPerCode, radius, isSelfJoin),
    ).toThrow(RangeError);
  });

  test.each([
    [-1, 2],
    [3, 2],
    [0, 9],
    [0.5, 2],
  ])('queries from %d to %d of 8', (from, to) => {
    const batches = kernels.joinBatches({
      queries: codes,
      stored: codes,
      bytesPerCode: 8,
      radiusBits: 1,
      from,
      to,
    });
    expect(() => [...batches]).toThrow(RangeError);
  });
});
