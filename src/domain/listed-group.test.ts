import { expect, it } from 'vitest';
import { buildGroups } from './build-groups.ts';
import { testInput } from './group-test-edges.ts';
import { testCopies } from './group-test-photos.ts';
import type { Group, GroupMember } from './group.ts';
import { groupFacts, groupFiles } from './listed-group.ts';

const [GROUP] = buildGroups(
  testInput([testCopies({}, ['a.jpg', 'b.jpg', 'c.jpg'])], []),
);
if (GROUP === undefined) throw new Error('no group');
const { keeper, members } = GROUP;

/** The group with this of its two members. */
function having(...said: Partial<GroupMember>[]): Group {
  return {
    ...GROUP!,
    members: members.map((member, at) => ({ ...member, ...said[at] })),
  };
}

it('names the photos of a group, the keeper first', () => {
  const others = members.map(({ photo }) => photo.key);
  expect(groupFiles(GROUP)).toEqual([keeper.key, ...others]);
  expect(others).toHaveLength(2);
});

it('calls a group reviewed only when each member is decided', () => {
  const decided = { isDecided: true };
  expect(groupFacts(GROUP).isReviewed).toBe(false);
  expect(groupFacts(having(decided)).isReviewed).toBe(false);
  expect(groupFacts(having(decided, decided)).isReviewed).toBe(true);
});

it('calls a group undecided as long as one member is', () => {
  const open = { state: 'undecided' } as const;
  expect(groupFacts(GROUP).isUndecided).toBe(false);
  expect(groupFacts(having({}, open)).isUndecided).toBe(true);
});

it('weighs what is beside the keeper, but for what is protected and its films', () => {
  const [photo] = members.map((member) => member.photo);
  const { root, path, sizeBytes, modifiedMs, key } = photo!;
  const film = {
    root,
    path,
    sizeBytes,
    modifiedMs,
    key,
    kind: 'movie',
  } as const;
  const group = having(
    { photo: { ...photo!, companions: [film] }, state: 'move' },
    { photo: { ...photo!, isProtected: true }, state: 'keep' },
  );
  expect(groupFacts(group)).toMatchObject({
    weightBytes: 2 * sizeBytes,
    toMove: 1,
    toMoveCompanions: 1,
    toMoveBytes: 2 * sizeBytes,
  });
});
