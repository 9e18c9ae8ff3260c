import { expect, test } from 'vitest';
import { groupsWithin } from './report-portions.ts';

test.each([
  [[2, 3, 4], 9, 3],
  [[2, 3, 4], 8, 2],
  [[2, 3, 4], 5, 2],
  [[2, 3, 4], 1, 0],
  [[], 5, 0],
])(
  'of groups of %j photos, %i photos are in the first %i',
  (sizes, photos, groups) => {
    expect(
      groupsWithin(
        sizes.map((size) => ({ photos: size })),
        photos,
      ),
    ).toBe(groups);
  },
);
