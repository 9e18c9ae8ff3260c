import { describe, expect, it } from 'vitest';
import { testListed } from '../domain/group-test-listed.ts';
import { sampleGroup, sampleMember } from './group-sample.ts';
import { groupNear, groupNumbers, visibleGroups } from './review-list.ts';

const BEACH = sampleGroup('IMG_10', [sampleMember('Backup/Beach.jpg')]);
const TREE = sampleGroup(
  'IMG_9',
  [
    sampleMember('a.jpg', { state: 'undecided' }),
    sampleMember('b.jpg', { isDecided: true }),
  ],
  { category: 'identical' },
);
const [BEACH_ROW, TREE_ROW] = [testListed(BEACH), testListed(TREE)];
const GROUPS = [BEACH_ROW, TREE_ROW];

describe('visibleGroups', () => {
  it('keeps the order of the engine and does not change it', () => {
    expect(visibleGroups(GROUPS, { text: '', order: 'saving' })).toEqual(
      GROUPS,
    );
  });

  it('finds names and folders of all photos in any case', () => {
    const found = visibleGroups(GROUPS, { text: ' backup/b', order: 'saving' });
    expect(found).toEqual([BEACH_ROW]);
    expect(visibleGroups(GROUPS, { text: 'img_9', order: 'saving' })).toEqual([
      TREE_ROW,
    ]);
  });

  it('narrows to a category', () => {
    const filter = {
      text: '',
      order: 'saving',
      category: 'identical',
    } as const;
    expect(visibleGroups(GROUPS, filter)).toEqual([TREE_ROW]);
  });

  it.each([
    ['name', ['IMG_9', 'IMG_10']],
    ['photos', ['IMG_9', 'IMG_10']],
    ['open-first', ['IMG_9', 'IMG_10']],
    ['saving', ['IMG_10', 'IMG_9']],
  ] as const)('sorts by %s', (order, ids) => {
    const sorted = visibleGroups(GROUPS, { text: '', order });
    expect(sorted.map(({ id }) => id)).toEqual(ids);
    expect(GROUPS[0]).toBe(BEACH_ROW);
  });
});

it('finds a group from any place on, and looks at the near ones first', () => {
  const groups = [1, 1, 0, 1, 1, 1, 0].flatMap((at) => GROUPS[at] ?? []);
  for (const place of [-1, 0, 1, 2, 5, 6, 90]) {
    expect(groupNear(groups, place, (one) => one === BEACH_ROW)).toBe(
      BEACH_ROW,
    );
    expect(groupNear(groups, place, () => false)).toBeUndefined();
  }
  expect(groupNear([], 0, () => true)).toBeUndefined();
  let looks = 0;
  groupNear(groups, 3, (one) => {
    looks += 1;
    return one === BEACH_ROW;
  });
  expect(looks).toBeLessThan(4);
});

it('adds up photos and bytes', () => {
  expect(groupNumbers(TREE)).toEqual({
    photos: 3,
    bytes: 3000,
    moveBytes: 1000,
  });
});
