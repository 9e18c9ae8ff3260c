import { describe, expect, it } from 'vitest';
import { DecisionIndex } from './decision-index.ts';
import { testContent } from './group-test-photos.ts';
import { copyKey, fileKey, rootId, type FileKey } from './photo-id.ts';
import type { CopyDecision, Decision } from './decision.ts';

const [a, b] = [testContent('a'), testContent('b')];

const [first, second, third] = ['1.jpg', '2.jpg', '3.jpg'].map((path) =>
  fileKey(rootId('r'), path),
) as [FileKey, FileKey, FileKey];

function decided(
  kind: CopyDecision['kind'],
  file: FileKey,
  rank: number,
  copies: number,
  decidedMs = 1,
): CopyDecision {
  return {
    kind,
    copy: copyKey(a, rank),
    place: { file, copies },
    decidedMs,
  };
}

function states(
  decisions: readonly Decision[],
  files: readonly FileKey[],
): (string | undefined)[] {
  return new DecisionIndex(decisions)
    .ofCopies(a, files)
    .map(({ state }) => state);
}

describe('DecisionIndex', () => {
  it('lets the latest of keep and move count, in any order', () => {
    const keep = decided('keep', first, 0, 1, 1);
    const move = decided('move', first, 0, 1, 2);
    expect(states([keep, move], [first])).toEqual(['move']);
    expect(states([move, keep], [first])).toEqual(['move']);
    expect(states([move], [second, third])).toEqual([undefined, undefined]);
  });

  it('follows a renamed copy', () => {
    expect(states([decided('keep', first, 0, 1)], [third])).toEqual(['keep']);
    expect(states([decided('move', second, 1, 2)], [first, third])).toEqual([
      undefined,
      'move',
    ]);
  });

  it('does not hand the decision of a copy that is gone to another', () => {
    const decisions = [
      decided('move', second, 1, 3),
      decided('keep', third, 2, 3),
    ];
    expect(states(decisions, [first, third])).toEqual([undefined, 'keep']);
    // Put back, everything is as it was.
    expect(states(decisions, [first, second, third])).toEqual([
      undefined,
      'move',
      'keep',
    ]);
  });

  it('lets a decision on the file itself come before one handed on', () => {
    const handedOn = decided('move', first, 0, 1, 9);
    const own = decided('keep', third, 0, 1, 1);
    expect(states([handedOn, own], [third])).toEqual(['keep']);
  });

  it('knows pairs from both ends and forgets what is revoked', () => {
    const index = new DecisionIndex();
    index.apply({ kind: 'not-duplicates', first: b, second: a, decidedMs: 1 });
    expect(index.isNotDuplicates(a, b)).toBe(true);
    index.revoke({ kind: 'not-duplicates', first: a, second: b, decidedMs: 9 });
    expect(index.isNotDuplicates(b, a)).toBe(false);
  });

  it('keeps a pin apart from keep and move', () => {
    const keep = decided('keep', first, 0, 1, 8);
    const index = new DecisionIndex([decided('keeper', first, 0, 1, 7), keep]);
    expect(index.ofCopies(a, [first])).toEqual([
      { state: 'keep', pinnedMs: 7 },
    ]);
    index.revoke(keep);
    expect(index.ofCopies(a, [first])).toEqual([{ pinnedMs: 7 }]);
    expect(index.ofCopies(b, [first])).toEqual([{ pinnedMs: 0 }]);
  });
});
