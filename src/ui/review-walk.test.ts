import { expect, it } from 'vitest';
import { testListed } from '../domain/group-test-listed.ts';
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
  const group = testListed(GROUP);
  const other = testListed(sampleGroup('h', [ONE]));
  expect(besideGroup([group, other], group, 1)).toBe(other);
  expect(besideGroup([group, other], other, 1)).toBeUndefined();
  expect(besideGroup([group, other], other, -1)).toBe(group);
  expect(besideGroup([group], other, 1)).toBe(group);
  expect(besideGroup([], group, 1)).toBeUndefined();
});
