import { beforeAll, describe, expect, test } from 'vitest';
import {
  GAVE_UP,
  MORE_TRIPLES,
  type JoinHelp,
  type JoinShard,
} from '../../protocol/join-protocol.ts';
import { BUCKET_COUNT } from '../kernels/bucket-join.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { realisticCodes } from '../kernels/oracle/realistic-codes.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import type { CandidateJoin } from './matcher-candidates.ts';
import { CodeIndex } from './matcher-code-index.ts';
import { type JoinSteps, MatcherJoins } from './matcher-joins.ts';
import { serveJoin } from '../serve-join.ts';

const RADIUS_BITS = 10;
/** Enough for the bucket join to be the faster one. */
const CODES = 12_000;

let kernels: Kernels;
let join: CandidateJoin;
let whole: string[];

beforeAll(async () => {
  kernels = await testKernels();
  const stored = realisticCodes(CODES, 0.2, 1);
  const index = new CodeIndex(kernels, 8);
  for (let at = 0; at < CODES; at += 1) {
    index.table.add(stored.subarray(at * 8, at * 8 + 8), at);
  }
  join = {
    queries: realisticCodes(CODES, 0.2, 1).subarray(0, 8 * 9000),
    index,
    radiusBits: RADIUS_BITS,
    // eslint-disable-next-line require-yield -- what triples propose is no matter here
    *candidates() {
      return;
    },
  };
  whole = sorted(index.near(join.queries, RADIUS_BITS));
});

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function sorted(batches: Iterable<Uint32Array>): string[] {
  const list: string[] = [];
  for (const triples of batches) {
    for (let at = 0; at < triples.length; at += 3) {
      list.push(triples.subarray(at, at + 3).join(','));
    }
  }
  return list.sort();
}

/** A change that needs the one join: all that was found, made here or by others. */
function* change(note: { isShared: boolean }): JoinSteps<string[]> {
  const batches: Uint32Array[] = [];
  let found = yield join;
  for (; found instanceof Uint32Array; found = yield join) batches.push(found);
  note.isShared = found === 'end';
  return sorted(
    note.isShared ? batches : join.index.near(join.queries, join.radiusBits),
  );
}

/** 1,500 pictures of one look among others: two million pairs, where a message holds some 65,000. */
function crowdedShard(): JoinShard {
  const codes = realisticCodes(CODES, 0.2, 1);
  for (let at = 0; at < 1500; at += 1) {
    codes.set([at & 255, at >> 8, 7, 7, 7, 7, 7, 7], at * 8);
  }
  const all = { fromBucket: 0, toBucket: BUCKET_COUNT, radiusBits: 11 };
  return { queries: codes, stored: codes, ...all };
}

const serve: JoinHelp = async (port) => {
  if (!(port instanceof MessagePort)) throw new TypeError('no port');
  await serveJoin(kernels, port);
  return true;
};

describe('a long change', () => {
  test('hears others before its end, also without a join', async () => {
    let isHeard = false;
    function* work(): JoinSteps<number> {
      for (let step = 0; step < 5000; step += 1) {
        if (isHeard) return step;
        for (const until = performance.now() + 1; performance.now() < until;);
        yield undefined;
      }
      return Infinity;
    }
    setTimeout(() => {
      isHeard = true;
    });
    const made = await new MatcherJoins().made(work());
    expect(made?.result).toBeLessThan(5000);
  });

  test('stops between two joins', async () => {
    const joins = new MatcherJoins();
    function* work(): JoinSteps<string> {
      for (let step = 0; step < 5000; step += 1) {
        for (const until = performance.now() + 1; performance.now() < until;);
        yield undefined;
      }
      return 'to its end';
    }
    setTimeout(() => {
      joins.stop();
    });
    expect(await joins.made(work())).toBeUndefined();
  });
});

describe('a join shared among workers', () => {
  test.each([2, 3, 4, 5, 8])('finds the same with %d', async (workers) => {
    const joins = new MatcherJoins(0);
    joins.useHelp(workers, serve);
    const note = { isShared: false };
    const made = await joins.made(change(note));
    expect(note.isShared).toBe(true);
    expect(whole.length).toBeGreaterThan(CODES);
    expect(made?.result).toEqual(whole);
  });

  test('is made here when a worker is lost', async () => {
    const joins = new MatcherJoins(0);
    let asked = 0;
    joins.useHelp(2, (port) => {
      asked += 1;
      return asked === 2 ? Promise.resolve(false) : serve(port);
    });
    const note = { isShared: true };
    const made = await joins.made(change(note));
    expect(note.isShared).toBe(false);
    expect(made?.result).toEqual(whole);
  });

  test('throws what a worker throws', async () => {
    const joins = new MatcherJoins(0);
    joins.useHelp(2, () => Promise.reject(new Error('no memory')));
    await expect(joins.made(change({ isShared: false }))).rejects.toThrow(
      'no memory',
    );
  });

  test('is made here when it is short, or nobody is there to help', async () => {
    const joins = new MatcherJoins();
    const note = { isShared: true };
    expect((await joins.made(change(note)))?.result).toEqual(whole);
    joins.useHelp(2, serve);
    expect((await joins.made(change(note)))?.result).toEqual(whole);
    expect(note.isShared).toBe(false);
  });

  test('is made here when a worker gives up before its end', async () => {
    const joins = new MatcherJoins(0);
    let asked = 0;
    joins.useHelp(2, (port) => {
      asked += 1;
      if (asked !== 2 || !(port instanceof MessagePort)) return serve(port);
      port.postMessage(GAVE_UP);
      return Promise.resolve(true);
    });
    const note = { isShared: true };
    expect((await joins.made(change(note)))?.result).toEqual(whole);
    expect(note.isShared).toBe(false);
  });

  test('a worker that nobody asks for more gives up, and does not say that this was all', async () => {
    const { port1, port2 } = new MessageChannel();
    const words: unknown[] = [];
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof Uint32Array)) words.push(data);
    };
    const served = serveJoin(kernels, port2, 20);
    port1.postMessage(crowdedShard());
    await served;
    await expect.poll(() => words).toEqual([GAVE_UP]);
    port1.close();
  });

  test('brings no more than is taken in', async () => {
    const { port1, port2 } = new MessageChannel();
    let messages = 0;
    const isEnded = new Promise<number>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (data instanceof Uint32Array) messages += 1;
        else resolve(messages);
      };
    });
    const served = serveJoin(kernels, port2);
    port1.postMessage(crowdedShard());
    // It would find them all in less time.
    await wait(1000);
    expect(messages).toBe(1);
    port1.postMessage(MORE_TRIPLES);
    await wait(100);
    expect(messages).toBe(2);
    for (let more = 0; more < 100; more += 1) port1.postMessage(MORE_TRIPLES);
    expect(await isEnded).toBeGreaterThan(20);
    await served;
  });

  test('stops, and the workers with it', async () => {
    const joins = new MatcherJoins(0);
    const served: Promise<boolean>[] = [];
    joins.useHelp(2, (port) => {
      const one = serve(port);
      served.push(one);
      setTimeout(() => {
        joins.stop();
      }, 0);
      return one;
    });
    expect(await joins.made(change({ isShared: false }))).toBeUndefined();
    expect(served).toHaveLength(2);
    expect(await Promise.all(served)).toEqual([true, true]);
  });
});
