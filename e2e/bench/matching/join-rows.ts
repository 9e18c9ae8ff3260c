import {
  bucketJoinBatches,
  bucketList,
} from '../../../src/worker/kernels/bucket-join.ts';
import { joinBatches } from '../../../src/worker/kernels/hamming-join.ts';
import type { KernelExports } from '../../../src/worker/kernels/kernel-exports.ts';
import { KernelMemory } from '../../../src/worker/kernels/kernel-memory.ts';
import { realisticCodes } from '../../../src/worker/kernels/oracle/realistic-codes.ts';
import { testExports } from '../../../src/worker/kernels/test-kernels.ts';
import type { ResultRow } from '../../support/result-rows.ts';
import { BkTree } from './bk-tree.ts';
import { cpuMs, exhaust } from './cpu-time.ts';

const RADIUS_BITS = 10;
const DUPLICATE_SHARE = 0.1;
const MANY = 1_000_000;
const SOME = 100_000;

/** Brute force at a million is measured on so many pairs and scaled: all of them take minutes. */
const BRUTE_PAIRS = 4e9;

/** Searches in the BK-tree, spread over all codes and scaled: all of them take minutes. */
const TREE_SEARCHES = 1500;

/** Rounds in which both sides of a ratio take turns, so that a busy machine hits both alike. */
const ROUNDS = 3;

/**
 * The bucket join against brute force by the same popcount kernels file and against a BK-tree, on
 * codes like those of photos with 10 % near copies. CPU time of one thread; the medians of rounds
 * in turn.
 * @throws Error when the two joins do not find the same pairs of 100,000 codes
 */
export async function joinRows(): Promise<ResultRow[]> {
  const kernels = await testExports();
  const memory = new KernelMemory(kernels);
  const many = realisticCodes(MANY, DUPLICATE_SHARE, 11);
  const some = many.subarray(0, SOME * 8);
  expectSamePairs(kernels, memory, some);
  const times = {
    bruteMany: [] as number[],
    bucketMany: [] as number[],
    bucketSome: [] as number[],
    treeSome: [] as number[],
  };
  const tree = new BkTree(some);
  let peakBytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    times.bruteMany.push(bruteMs(kernels, memory, many));
    times.bucketMany.push(
      bucketMs(kernels, memory, many, (bytes) => {
        peakBytes = Math.max(peakBytes, bytes);
      }),
    );
    times.bucketSome.push(bucketMs(kernels, memory, some));
    times.treeSome.push(treeMs(tree));
  }
  const bruteMany = MANY / (median(times.bruteMany) / 1000);
  const bucketMany = MANY / (median(times.bucketMany) / 1000);
  const treeSome = SOME / (median(times.treeSome) / 1000);
  const bucketSome = SOME / (median(times.bucketSome) / 1000);
  return [
    { name: 'bruteForce1M', value: bruteMany, unit: 'codes/s' },
    {
      name: 'joinVsBruteForce1M',
      value: bucketMany,
      unit: 'codes/s',
      ratioTo: 'bruteForce1M',
      ratio: bucketMany / bruteMany,
    },
    { name: 'join1MSeconds', value: MANY / bucketMany, unit: 's' },
    { name: 'join1MMemory', value: peakBytes / 1e6, unit: 'MB' },
    { name: 'bkTree100k', value: treeSome, unit: 'codes/s' },
    {
      name: 'joinVsBkTree100k',
      value: bucketSome,
      unit: 'codes/s',
      ratioTo: 'bkTree100k',
      ratio: bucketSome / treeSome,
    },
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** One number for each pair. */
function pairNumbers(batches: Iterable<Uint32Array>): Float64Array {
  const pairs: number[] = [];
  for (const triples of batches) {
    for (let at = 0; at < triples.length; at += 3) {
      const [first, second, bits] = triples.subarray(at, at + 3);
      pairs.push((first! * SOME + second!) * 64 + bits!);
    }
  }
  return Float64Array.from(pairs).sort();
}

function expectSamePairs(
  kernels: KernelExports,
  memory: KernelMemory,
  codes: Uint8Array,
): void {
  const list = bucketList(kernels, memory, codes, false);
  const byBuckets = pairNumbers(
    bucketJoinBatches(kernels, memory, {
      queries: list,
      stored: list,
      radiusBits: RADIUS_BITS,
    }),
  );
  const byBruteForce = pairNumbers(
    joinBatches(kernels, memory, {
      queries: codes,
      stored: codes,
      bytesPerCode: 8,
      radiusBits: RADIUS_BITS,
      isSelfJoin: true,
    }),
  );
  const isSame =
    byBuckets.length === byBruteForce.length &&
    byBuckets.every((pair, at) => pair === byBruteForce[at]);
  if (!isSame || byBuckets.length < SOME / 20) {
    throw new Error(
      `${byBuckets.length} pairs by buckets, ${byBruteForce.length} by brute force`,
    );
  }
}

function bruteMs(
  kernels: KernelExports,
  memory: KernelMemory,
  codes: Uint8Array,
): number {
  const count = codes.length / 8;
  const to = Math.min(count, Math.ceil(BRUTE_PAIRS / count));
  const done = to * count - (to * to) / 2;
  const startedMs = cpuMs();
  const batches = joinBatches(kernels, memory, {
    queries: codes,
    stored: codes,
    bytesPerCode: 8,
    radiusBits: RADIUS_BITS,
    isSelfJoin: true,
    to,
  });
  exhaust(batches);
  return ((cpuMs() - startedMs) * ((count * count) / 2)) / done;
}

/** @param onMemory bytes of the kernels' memory and of all buffers outside, at every step */
function bucketMs(
  kernels: KernelExports,
  memory: KernelMemory,
  codes: Uint8Array,
  onMemory?: (bytes: number) => void,
): number {
  const before = process.memoryUsage().arrayBuffers;
  const startedMs = cpuMs();
  const list = bucketList(kernels, memory, codes, false);
  const batches = bucketJoinBatches(kernels, memory, {
    queries: list,
    stored: list,
    radiusBits: RADIUS_BITS,
  });
  for (const { byteLength } of batches) {
    onMemory?.(
      codes.length +
        byteLength +
        kernels.memory.buffer.byteLength +
        process.memoryUsage().arrayBuffers -
        before,
    );
  }
  return cpuMs() - startedMs;
}

function treeMs(tree: BkTree): number {
  let pairs = 0;
  const startedMs = cpuMs();
  for (let search = 0; search < TREE_SEARCHES; search += 1) {
    const query = Math.floor((search * SOME) / TREE_SEARCHES);
    tree.search(query, RADIUS_BITS, () => {
      pairs += 1;
    });
  }
  if (pairs === 0) throw new Error('the tree finds nothing');
  return ((cpuMs() - startedMs) * SOME) / TREE_SEARCHES;
}
