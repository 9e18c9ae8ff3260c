import { expect, it } from 'vitest';
import { buildGroups } from './build-groups.ts';
import { testInput } from './group-test-edges.ts';
import { testCopies } from './group-test-photos.ts';
import type { Group, KeeperChoice } from './group.ts';
import { fileKey, rootId } from './photo-id.ts';
import { isSameGroup } from './same-group.ts';

const [group] = buildGroups(
  testInput([testCopies({}, ['a.jpg', 'b.jpg', 'c.jpg'])]),
) as [Group];
const key = (path: string) => fileKey(rootId('root'), path);

it.each<[string, KeeperChoice, boolean]>([
  ['the same rivals', inDoubt('b.jpg', 'c.jpg'), true],
  ['one rival less', inDoubt('b.jpg'), false],
  ['another rival', inDoubt('b.jpg', 'd.jpg'), false],
  ['no doubt', { kind: 'chosen', reasons: [] }, false],
])('a group in doubt is held against one with %s', (_with, choice, isSame) => {
  const before = { ...group, keeperChoice: inDoubt('b.jpg', 'c.jpg') };
  expect(isSameGroup(before, { ...group, keeperChoice: choice })).toBe(isSame);
});

function inDoubt(...paths: string[]): KeeperChoice {
  return { kind: 'abstained', words: 'You decide.', rivals: paths.map(key) };
}

it('a photo that has fewer copies than before says something else', () => {
  // One of two equal files that a person said to be no duplicates went.
  const keeper = { ...group.keeper, copies: group.keeper.copies - 1 };
  expect(isSameGroup(group, { ...group, keeper })).toBe(false);
});
