import { beforeAll, describe, expect, test } from 'vitest';
import type { JoinHelp } from '../../protocol/join-protocol.ts';
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
  const found = yield join;
  note.isShared = found !== undefined;
  return sorted(found ?? join.index.near(join.queries, join.radiusBits));
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

  test('is made here when it is short, or nobody is there to help', async () => {
    const joins = new MatcherJoins();
    const note = { isShared: true };
    expect((await joins.made(change(note)))?.result).toEqual(whole);
    joins.useHelp(2, serve);
    expect((await joins.made(change(note)))?.result).toEqual(whole);
    expect(note.isShared).toBe(false);
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
