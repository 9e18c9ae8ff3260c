import { expect, it } from 'vitest';
import { pairsOfNextRound } from './pair-checker.ts';

it.each([
  ['longer where grouping takes much of the time', 32, 1000, 600, 64],
  ['as long as they were in between', 64, 1000, 100, 64],
  ['shorter where it takes little', 64, 1000, 10, 32],
  ['never so long that nothing is shown', 1024, 1000, 9000, 1024],
  ['never shorter than at first', 32, 1000, 0, 32],
])('rounds are %s', (_when, pairs, looksMs, groupingMs, next) => {
  expect(pairsOfNextRound(pairs, looksMs, groupingMs)).toBe(next);
});
