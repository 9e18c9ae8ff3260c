import { describe, expect, it } from 'vitest';
import { sampleGroup, sampleMember, samplePhoto } from './group-sample.ts';
import {
  groupNear,
  groupNumbers,
  hasFile,
  isReviewed,
  visibleGroups,
} from './review-list.ts';

const BEACH = sampleGroup('IMG_10', [sampleMember('Backup/Beach.jpg')]);
const TREE = sampleGroup(
  'IMG_9',
  [
    sampleMember('a.jpg', { state: 'undecided' }),
    sampleMember('b.jpg', { isDecided: true }),
  ],
  { category: 'identical' },
);
const GROUPS = [BEACH, TREE];

describe('visibleGroups', () => {
  it('keeps the order of the engine and does not change it', () => {
    expect(visibleGroups(GROUPS, { text: '', order: 'saving' })).toEqual(
      GROUPS,
    );
  });

  it('finds names and folders of all photos in any case', () => {
    const found = visibleGroups(GROUPS, { text: ' backup/b', order: 'saving' });
    expect(found).toEqual([BEACH]);
    expect(visibleGroups(GROUPS, { text: 'img_9', order: 'saving' })).toEqual([
      TREE,
    ]);
  });

  it('narrows to a category', () => {
    const filter = {
      text: '',
      order: 'saving',
      category: 'identical',
    } as const;
    expect(visibleGroups(GROUPS, filter)).toEqual([TREE]);
  });

  it.each([
    ['name', ['IMG_9', 'IMG_10']],
    ['photos', ['IMG_9', 'IMG_10']],
    ['open-first', ['IMG_9', 'IMG_10']],
    ['saving', ['IMG_10', 'IMG_9']],
  ] as const)('sorts by %s', (order, ids) => {
    const sorted = visibleGroups(GROUPS, { text: '', order });
    expect(sorted.map(({ id }) => id)).toEqual(ids);
    expect(GROUPS[0]).toBe(BEACH);
  });
});

it('tells whether a photo is in a group, keeper or not', () => {
  expect(hasFile(TREE, TREE.keeper.key)).toBe(true);
  expect(hasFile(BEACH, samplePhoto('Backup/Beach.jpg').key)).toBe(true);
  expect(hasFile(BEACH, TREE.keeper.key)).toBe(false);
});

it('finds a group from any place on, and looks at the near ones first', () => {
  const groups = [TREE, TREE, BEACH, TREE, TREE, TREE, BEACH];
  for (const place of [-1, 0, 1, 2, 5, 6, 90]) {
    expect(groupNear(groups, place, (one) => one === BEACH)).toBe(BEACH);
    expect(groupNear(groups, place, () => false)).toBeUndefined();
  }
  expect(groupNear([], 0, () => true)).toBeUndefined();
  let looks = 0;
  groupNear(groups, 3, (one) => {
    looks += 1;
    return one === BEACH;
  });
  expect(looks).toBeLessThan(4);
});

it('calls a group reviewed only when each member is decided', () => {
  expect(isReviewed(TREE)).toBe(false);
  const decided = TREE.members.map((member) => ({
    ...member,
    isDecided: true,
  }));
  expect(isReviewed({ ...TREE, members: decided })).toBe(true);
});

it('adds up photos and bytes', () => {
  expect(groupNumbers(TREE)).toEqual({
    photos: 3,
    bytes: 3000,
    moveBytes: 1000,
  });
});
