import { describe, expect, it } from 'vitest';
import type { TruthGroup } from './corpus-truth.ts';
import { judgeKnown } from './judge-known.ts';

const TRUTH: TruthGroup[] = [
  {
    id: 'set/bridge',
    set: 'set',
    relation: 'same-picture',
    paths: ['a', 'b', 'c', 'tiny'],
  },
  { id: 'set/again', set: 'set', relation: 'exact', paths: ['d', 'e'] },
  { id: 'set/shop', set: 'set', relation: 'scene', paths: ['r1', 'r2'] },
];

function result(...groups: string[][]): Parameters<typeof judgeKnown>[1] {
  return {
    groups: groups.map(([keeper = '', ...members]) => ({
      keeper,
      isAbstained: false,
      members: members.map((path) => ({
        path,
        relation: 'edited',
        rule: 'a rule',
        isProposed: false,
      })),
    })),
    skipped: [{ path: 'tiny', reason: 'too small' }],
    // d and e hold the very bytes of a: the two labelled sets are one picture.
    contents: { a: '1', b: '2', c: '3', d: '1', e: '1', r1: '4', r2: '5' },
  };
}

describe('judgeKnown', () => {
  it('counts what was found and names what was missed', () => {
    const verdict = judgeKnown(TRUTH, result(['a', 'b', 'd', 'e']));
    expect(verdict.missed).toEqual([{ set: 'set/bridge', path: 'c' }]);
    expect([verdict.found, verdict.expected]).toEqual([4, 5]);
    expect(verdict.wrong).toEqual([]);
  });

  it('counts a set as missed whole when no two of it are together', () => {
    const verdict = judgeKnown(TRUTH, result(['d', 'e']));
    expect(verdict.missed.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    expect([verdict.found, verdict.expected]).toEqual([2, 5]);
  });

  it('calls two pictures of one scene in a group wrong', () => {
    const verdict = judgeKnown(TRUTH, result(['r1', 'r2']));
    expect(verdict.wrong).toEqual([{ paths: ['r1', 'r2'], why: 'a rule' }]);
  });

  it('calls a group of two labelled pictures wrong', () => {
    const verdict = judgeKnown(TRUTH, result(['b', 'r1']));
    expect(verdict.wrong).toHaveLength(1);
  });
});
