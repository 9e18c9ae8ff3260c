import { expect, test } from 'vitest';
import { EVERY_MEASURE } from '../domain/pair-measure-sample.ts';
import type { PairMeasure } from '../domain/relation.ts';
import { evidenceRows } from './evidence-rows.ts';

function textOf(closeLook: PairMeasure): string {
  const rows = evidenceRows({ rule: 'same picture', closeLook });
  return rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
}

const MEASURES = Object.entries(EVERY_MEASURE).filter(
  (entry): entry is [string, number] => typeof entry[1] === 'number',
);

test.each(MEASURES)('%s is shown', (name, value) => {
  const other = { ...EVERY_MEASURE, [name]: value + 1 };
  expect(textOf(other)).not.toBe(textOf(EVERY_MEASURE));
});

test('every row has a label of its own', () => {
  const rows = evidenceRows({ rule: 'same picture', closeLook: EVERY_MEASURE });
  const labels = rows.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});
