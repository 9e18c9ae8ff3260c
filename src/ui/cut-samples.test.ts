import { expect, it } from 'vitest';
import type { DistanceSample } from '../domain/distance-survey.ts';
import { fileKey } from '../domain/photo-id.ts';
import { pairsAtCut, pairsToJudge } from './cut-samples.ts';
import { SAMPLE_ROOT } from './group-sample.ts';

function pair(
  bits: number,
  first: string,
  second = `${first}'`,
): DistanceSample {
  return {
    first: fileKey(SAMPLE_ROOT, first),
    second: fileKey(SAMPLE_ROOT, second),
    bits,
    outcome: 'open',
  };
}

function bitsOf(samples: readonly DistanceSample[]): number[] {
  return samples.map(({ bits }) => bits);
}

it('shows the nearest on each side; a pair at the line is inside', () => {
  const samples = [
    pair(10, 'a'),
    pair(20, 'b'),
    pair(30, 'c'),
    pair(31, 'd'),
    pair(60, 'e'),
  ];
  const { inside, outside } = pairsAtCut(samples, 30, 2);
  expect(bitsOf(inside)).toEqual([30, 20]);
  expect(bitsOf(outside)).toEqual([31, 60]);
});

it('prefers other pictures to more of the same, and repeats only for want of others', () => {
  const samples = [
    pair(30, 'a', 'b'),
    pair(30, 'a', 'c'),
    pair(28, 'b', 'c'),
    pair(12, 'x'),
  ];
  expect(bitsOf(pairsAtCut(samples, 30, 2).inside)).toEqual([30, 12]);
  expect(pairsAtCut(samples, 30, 4).inside).toHaveLength(4);
});

it('takes ten from both sides in turn', () => {
  const samples = Array.from({ length: 40 }, (_none, at) => pair(at, `${at}`));
  const judged = bitsOf(pairsToJudge(samples, 19, 10));
  expect(judged).toEqual([19, 20, 18, 21, 17, 22, 16, 23, 15, 24]);
});

it('takes more from one side where the other has too few', () => {
  const near = Array.from({ length: 20 }, (_none, at) => pair(at, `${at}`));
  expect(pairsToJudge([...near, pair(50, 'far')], 30, 10)).toHaveLength(10);
  const far = near.map((one) => ({ ...one, bits: one.bits + 40 }));
  const judged = pairsToJudge([pair(3, 'near'), ...far], 30, 10);
  expect(judged).toHaveLength(10);
  expect(bitsOf(judged)).toContain(3);
  expect(pairsToJudge([pair(3, 'near')], 30, 10)).toHaveLength(1);
});
