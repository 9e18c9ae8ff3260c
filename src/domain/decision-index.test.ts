import { describe, expect, it } from 'vitest';
import { DecisionIndex } from './decision-index.ts';
import { testContent } from './group-test-photos.ts';
import { copyKey } from './photo-id.ts';

const [a, b] = [testContent('a'), testContent('b')];
const copy = copyKey(a, 0);

describe('DecisionIndex', () => {
  it('lets the latest of keep and move count, in any order', () => {
    const keep = { kind: 'keep', copy, decidedMs: 1 } as const;
    const move = { kind: 'move', copy, decidedMs: 2 } as const;
    expect(new DecisionIndex([keep, move]).stateOf(copy)).toBe('move');
    expect(new DecisionIndex([move, keep]).stateOf(copy)).toBe('move');
    expect(new DecisionIndex([move]).stateOf(copyKey(a, 1))).toBeUndefined();
  });

  it('knows pairs from both ends and forgets what is revoked', () => {
    const index = new DecisionIndex();
    index.apply({ kind: 'not-duplicates', first: b, second: a, decidedMs: 1 });
    expect(index.isNotDuplicates(a, b)).toBe(true);
    index.revoke({ kind: 'not-duplicates', first: a, second: b, decidedMs: 9 });
    expect(index.isNotDuplicates(b, a)).toBe(false);
  });

  it('keeps a pin apart from keep and move', () => {
    const index = new DecisionIndex([{ kind: 'keeper', copy, decidedMs: 7 }]);
    index.apply({ kind: 'keep', copy, decidedMs: 8 });
    expect(index.pinnedMs(copy)).toBe(7);
    index.revoke({ kind: 'keep', copy, decidedMs: 8 });
    expect(index.pinnedMs(copy)).toBe(7);
    expect(index.pinnedMs(copyKey(b, 0))).toBe(0);
  });
});
