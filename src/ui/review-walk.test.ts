import { expect, it } from 'vitest';
import { sampleGroup, sampleMember } from './group-sample.ts';
import {
  besideGroup,
  besideMember,
  nextUndecided,
  openMember,
} from './review-walk.ts';

const ONE = sampleMember('1.jpg', { isDecided: true });
const TWO = sampleMember('2.jpg');
const THREE = sampleMember('3.jpg');
const GROUP = sampleGroup('g', [ONE, TWO, THREE]);

it('opens the member asked for, else the first', () => {
  expect(openMember(GROUP, THREE.photo.key)).toBe(THREE);
  expect(openMember(GROUP, GROUP.keeper.key)).toBe(ONE);
});

it('stays within the group', () => {
  expect(besideMember(GROUP, ONE, -1)).toBeUndefined();
  expect(besideMember(GROUP, TWO, 1)).toBe(THREE);
  expect(besideMember(GROUP, THREE, 1)).toBeUndefined();
});

it('goes round to members passed over before, then has none left', () => {
  expect(nextUndecided(GROUP, TWO)).toBe(THREE);
  expect(nextUndecided(GROUP, THREE)).toBe(TWO);
  expect(nextUndecided(sampleGroup('h', [ONE, TWO]), TWO)).toBeUndefined();
});

it('walks the visible groups and enters them at the start', () => {
  const other = sampleGroup('h', [ONE]);
  expect(besideGroup([GROUP, other], GROUP, 1)).toBe(other);
  expect(besideGroup([GROUP, other], other, 1)).toBeUndefined();
  expect(besideGroup([GROUP, other], other, -1)).toBe(GROUP);
  expect(besideGroup([GROUP], other, 1)).toBe(GROUP);
  expect(besideGroup([], GROUP, 1)).toBeUndefined();
});
