import { expect, it } from 'vitest';
import type { DistanceBin } from '../domain/distance-survey.ts';
import { CHART_HEIGHT, barPieces, chartWords } from './distance-chart.ts';

function bin(same: number, different = 0, open = 0): DistanceBin {
  return { same, different, open };
}

it('stands on the ground, shares a bar by its numbers, and leaves gaps empty', () => {
  const pieces = barPieces([bin(3, 1), bin(0), bin(1)], 2);
  expect(pieces).toMatchObject([
    { bits: 0, outcome: 'same', y: 25, height: 75 },
    { bits: 0, outcome: 'different', y: 0, height: 25 },
    { bits: 2, outcome: 'same', y: 50, height: 50 },
  ]);
});

it('shows a single pair beside ten thousand, and nothing beyond the slider', () => {
  const pieces = barPieces([bin(10_000), bin(1), bin(5)], 1);
  expect(pieces.map(({ bits }) => bits)).toEqual([0, 1]);
  expect(pieces[1]?.height).toBeGreaterThanOrEqual(5);
  expect(pieces[0]?.height).toBe(CHART_HEIGHT);
});

it('says the chart in words', () => {
  const survey = {
    reachBits: 2,
    histogram: [bin(3, 1), bin(0, 0, 2), bin(4)],
    samples: [],
  };
  expect(chartWords(survey, 1)).toBe(
    '6 pairs up to the line (3 the same photo, 1 not the same, 2 not looked at), 4 beyond it.',
  );
  expect(chartWords({ ...survey, histogram: [] }, 1)).toBe(
    '0 pairs up to the line, 0 beyond it.',
  );
});
