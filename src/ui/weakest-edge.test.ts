import { expect, it } from 'vitest';
import type { Group, GroupMember } from '../domain/group.ts';
import type { EdgeEvidence, RelationKind } from '../domain/relation.ts';
import { sampleGroup, sampleMember } from './group-sample.ts';
import { edgeWords, weakestMember } from './weakest-edge.ts';

function member(
  kind: RelationKind,
  evidence: Partial<EdgeEvidence>,
): GroupMember {
  return sampleMember('copy.jpg', {
    relation: { kind, transform: 'upright' },
    evidence: { rule: 'a rule', ...evidence },
  });
}

function groupOf(...members: GroupMember[]): Group {
  return sampleGroup('keeper', members);
}

it('takes the weakest relation, then the largest distance', () => {
  const same = member('identical-bytes', {});
  const near = member('resized', { pHash256Bits: 2 });
  const far = member('resized', { pHash256Bits: 9 });
  const edited = member('edited', { pHash256Bits: 1 });
  expect(weakestMember(groupOf(same, far, near))).toBe(far);
  expect(weakestMember(groupOf(edited, same, far))).toBe(edited);
  expect(weakestMember(groupOf(far))).toBeUndefined();
  expect(weakestMember(groupOf(same, same))).toBeUndefined();
});

it('says what holds an edge, or by which rule it stands', () => {
  expect(edgeWords(member('resized', { pHash256Bits: 9, ncc: 0.99812 }))).toBe(
    '9 of 256 bits apart, correlation 0.998',
  );
  expect(edgeWords(member('identical-bytes', {}))).toBe('a rule');
});
