import { expect, it } from 'vitest';
import { proposeThreshold, type Judgement } from './propose-threshold.ts';

function same(...bits: number[]): Judgement[] {
  return bits.map((one) => ({ bits: one, isSame: true }));
}

function different(...bits: number[]): Judgement[] {
  return bits.map((one) => ({ bits: one, isSame: false }));
}

it('keeps a line that agrees with what was said', () => {
  expect(proposeThreshold([], 53)).toBe(53);
  expect(proposeThreshold([...same(40, 52), ...different(54)], 53)).toBe(53);
});

it('draws the line in the middle of the gap', () => {
  expect(proposeThreshold([...same(30, 40), ...different(51, 60)], 53)).toBe(
    45,
  );
});

it('goes up to the last same pair, and not beyond what was judged', () => {
  expect(proposeThreshold(same(50, 58, 66), 53)).toBe(66);
});

it('goes below the first pair when none is the same, but never below nothing', () => {
  expect(proposeThreshold(different(44, 50), 53)).toBe(43);
  expect(proposeThreshold(different(0, 2), 4)).toBe(0);
});

it('misses a same pair rather than let a wrong one in', () => {
  const judged = [...same(20, 48, 49), ...different(45)];
  expect(proposeThreshold(judged, 53)).toBeLessThan(45);
});

it('lets a wrong pair in where many right ones lie beyond it', () => {
  const judged = [...same(20, 50, 51, 52, 53), ...different(45, 60)];
  expect(proposeThreshold(judged, 70)).toBe(56);
});
