import { beforeAll, describe, expect, test } from 'vitest';
import {
  BUCKET_COUNT,
  bucketJoinBatches,
  type BucketJoinRequest,
  bucketList,
  chunkLimits,
  chunkMasks,
} from './bucket-join.ts';
import type { KernelExports } from './kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';
import { joinOracle } from './oracle/join-oracle.ts';
import { realisticCodes } from './oracle/realistic-codes.ts';
import { randomBytes, seededRandom } from './oracle/seeded-random.ts';
import { testExports } from './test-kernels.ts';

let kernels: KernelExports;
let memory: KernelMemory;
beforeAll(async () => {
  kernels = await testExports();
  memory = new KernelMemory(kernels);
});

type Range = Pick<BucketJoinRequest, 'fromBucket' | 'toBucket'>;

function batches(
  queries: Uint8Array,
  stored: Uint8Array | 'self',
  radiusBits: number,
  range: Range = {},
): Generator<Uint32Array> {
  const first = bucketList(kernels, memory, queries, false);
  return bucketJoinBatches(kernels, memory, {
    queries: first,
    stored:
      stored === 'self' ? first : bucketList(kernels, memory, stored, true),
    radiusBits,
    ...range,
  });
}

function found(all: Iterable<Uint32Array>): string[] {
  const list: string[] = [];
  for (const triples of all) {
    for (let at = 0; at < triples.length; at += 3) {
      list.push(triples.subarray(at, at + 3).join(','));
    }
  }
  return list.sort();
}

/** Codes around three centres, 0–20 flips away; every tenth is an exact duplicate. */
function clusteredCodes(count: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const centres = randomBytes(24, 77);
  const codes = randomBytes(count * 8, seed);
  for (let i = 0; i < count; i++) {
    const code = codes.subarray(i * 8, i * 8 + 8);
    if (i % 10 === 9) code.set(codes.subarray(i * 8 - 8, i * 8));
    else if (random() < 0.8) {
      const centre = Math.floor(random() * 3) * 8;
      code.set(centres.subarray(centre, centre + 8));
      for (let flips = Math.floor(random() * 20); flips > 0; flips--) {
        code[Math.floor(random() * 8)]! ^= 1 << Math.floor(random() * 8);
      }
    }
  }
  return codes;
}

const RADII = Array.from({ length: 13 }, (_zero, at) => at);

describe('equal to comparing every pair', () => {
  test.each(RADII)('clustered codes at radius %i', (radius) => {
    for (const count of [0, 1, 2, 3, 5, 63, 258]) {
      const codes = clusteredCodes(count, count + 1);
      expect(found(batches(codes, 'self', radius))).toEqual(
        joinOracle(codes, codes, 8, radius, true),
      );
    }
    for (const [queryCount, storedCount] of [
      [0, 5],
      [5, 0],
      [1, 1],
      [7, 301],
      [301, 6],
      [97, 130],
    ] as const) {
      const queries = clusteredCodes(queryCount, 3);
      const stored = clusteredCodes(storedCount, 4);
      expect(found(batches(queries, stored, radius))).toEqual(
        joinOracle(queries, stored, 8, radius, false),
      );
    }
  });

  test.each([13, 14, 20, 31, 63, 64])('radius %i', (radius) => {
    const codes = clusteredCodes(61, 5);
    expect(found(batches(codes, 'self', radius))).toEqual(
      joinOracle(codes, codes, 8, radius, true),
    );
  });

  test.each([0, 3, 10, 12, 14])(
    'codes like those of photos, radius %i',
    (radius) => {
      const codes = realisticCodes(1501, 0.4, 9);
      const pairs = found(batches(codes, 'self', radius));
      expect(pairs.length).toBeGreaterThan(100);
      expect(pairs).toEqual(joinOracle(codes, codes, 8, radius, true));
    },
  );

  test('the same list as two lists gives both ends and each code itself', () => {
    const codes = clusteredCodes(90, 6);
    expect(found(batches(codes, codes.slice(), 8))).toEqual(
      joinOracle(codes, codes, 8, 8, false),
    );
  });
});

describe('hostile lists', () => {
  test('more pairs than the output holds, all in one bucket', () => {
    const codes = new Uint8Array(701 * 8).fill(0xa5);
    const steps = [...batches(codes, 'self', 10)];
    expect(steps.length).toBeGreaterThan(5);
    const pairs = found(steps);
    expect(pairs.length).toBe((701 * 700) / 2);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test('a bucket too large for one step is worked through in several', () => {
    // All equal but for 24 bits: no chunk tells them apart well, and few are near.
    const codes = randomBytes(12_000 * 8, 3);
    for (let i = 0; i < codes.length; i++) if (i % 8 < 5) codes[i] = 7;
    const steps = [...batches(codes, 'self', 3)];
    expect(steps.length).toBeGreaterThan(4);
    const first = codes.subarray(0, 1500 * 8);
    const brute = new Set(joinOracle(first, first, 8, 3, true));
    const firsts = found(steps).filter((pair) =>
      pair.split(',').every((place, at) => at === 2 || Number(place) < 1500),
    );
    expect(new Set(firsts)).toEqual(brute);
  });

  test('every value of a chunk once', () => {
    const codes = new Uint8Array(BUCKET_COUNT * 8);
    const view = new DataView(codes.buffer);
    for (let i = 0; i < BUCKET_COUNT; i++) view.setUint16(i * 8 + 6, i, true);
    let pairs = 0;
    for (const triples of batches(codes, 'self', 1))
      pairs += triples.length / 3;
    expect(pairs).toBe((BUCKET_COUNT * 16) / 2);
  });
});

test('ranges of buckets add up to the whole, whatever runs in between', () => {
  const codes = clusteredCodes(800, 8);
  const whole = found(batches(codes, 'self', 9));
  const parts: string[] = [];
  for (const [fromBucket, toBucket] of [
    [0, 1],
    [1, 1],
    [1, 20_000],
    [20_000, BUCKET_COUNT],
  ] as const) {
    for (const triples of batches(codes, 'self', 9, { fromBucket, toBucket })) {
      parts.push(...found([triples]));
      memory.reset();
      memory.put(randomBytes(5_000_000, 1));
    }
  }
  expect(parts.sort()).toEqual(whole);
  expect(whole.length).toBeGreaterThan(1000);
});

test('memory outlives neither the lists nor the pairs', () => {
  const before = kernels.memory.buffer.byteLength;
  const codes = realisticCodes(50_000, 0.1, 2);
  let pairs = 0;
  for (const triples of batches(codes, 'self', 10)) pairs += triples.length / 3;
  expect(pairs).toBeGreaterThan(4000);
  const grown = kernels.memory.buffer.byteLength - before;
  expect(grown).toBeLessThan(50_000 * 20 + 2_000_000);
});

describe('the plan of chunks', () => {
  test('leaves no pair within the radius unseen', () => {
    for (let radius = 0; radius <= 64; radius++) {
      const limits = chunkLimits(radius);
      // All chunks exceeded must be more than the radius, or a chunk takes any difference.
      const exceeded = limits.reduce((sum, limit) => sum + limit + 1, 0);
      expect(exceeded).toBe(radius + 1);
    }
    expect(chunkLimits(10)).toEqual([1, 2, 2, 2]);
  });

  test('has all masks of so many bits, and the first is none', () => {
    expect(chunkMasks(2)).toHaveLength(137);
    expect(chunkMasks(16)).toHaveLength(BUCKET_COUNT);
    expect(chunkMasks(3)[0]).toBe(0);
    expect([...chunkMasks(0)]).toEqual([0]);
  });
});

test('the kernel writes nothing outside its regions', () => {
  memory.reset();
  const codes = randomBytes(333 * 8, 4);
  const input = memory.put(codes);
  const before = memory.put(new Uint8Array(64).fill(0xee));
  const side = memory.take(kernels.bucketSideBytes(333));
  const behind = memory.put(new Uint8Array(64).fill(0xee));
  kernels.bucketSort(input, 333, 2, side);
  const masks = memory.put(new Uint8Array(chunkMasks(16).buffer));
  const out = memory.take(48);
  const afterOut = memory.put(new Uint8Array(64).fill(0xee));
  const cursor = memory.take(16);
  memory.clear(cursor, 16);
  // Room for four triples only, and everything is near.
  do {
    const written = kernels.bucketJoin(
      ...([side, 333, side, 333, 2, 0, masks, BUCKET_COUNT, 64] as const),
      ...([BUCKET_COUNT, 1 << 30, out, 4, cursor] as const),
    );
    expect(written).toBeLessThanOrEqual(4);
  } while (memory.readU32(cursor, 1)[0]! < 40);
  for (const guard of [before, behind, afterOut]) {
    expect([...memory.read(guard, 64)]).toEqual(Array(64).fill(0xee));
  }
  expect(memory.read(input, codes.length)).toEqual(Uint8Array.from(codes));
});

describe('refused', () => {
  test.each([-1, 1.5, 65, Number.NaN])('radius %d', (radius) => {
    expect(() => [...batches(new Uint8Array(64), 'self', radius)]).toThrow(
      RangeError,
    );
  });

  test.each([
    [-1, 2],
    [3, 2],
    [0, BUCKET_COUNT + 1],
    [0.5, 2],
  ])('buckets from %d to %d', (fromBucket, toBucket) => {
    expect(() => [
      ...batches(new Uint8Array(64), 'self', 1, { fromBucket, toBucket }),
    ]).toThrow(RangeError);
  });

  test('half a code', () => {
    expect(() => bucketList(kernels, memory, new Uint8Array(12), true)).toThrow(
      RangeError,
    );
  });
});
