import { expect, it } from 'vitest';
import type { LedgerEntry } from '../domain/photo.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import { SAMPLE_ROOT } from './group-sample.ts';
import {
  canRetry,
  ledgerKey,
  reasonCounts,
  visibleEntries,
} from './ledger-list.ts';

function entry(path: string, failure: PhotoFailure): LedgerEntry {
  return { root: SAMPLE_ROOT, path, sizeBytes: 1, modifiedMs: 0, failure };
}

const TIMED_OUT = entry('A/Slow.jpg', { kind: 'timed-out', afterMs: 1 });
const LEDGER = [
  TIMED_OUT,
  entry('a/movie.mov', { kind: 'not-a-picture' }),
  entry('b/notes.txt', { kind: 'not-a-picture' }),
];

it('counts the reasons, most frequent first', () => {
  expect(reasonCounts(LEDGER)).toEqual([
    ['not-a-picture', 2],
    ['timed-out', 1],
  ]);
});

it('filters by reason and by text together', () => {
  expect(visibleEntries(LEDGER, undefined, '')).toEqual(LEDGER);
  expect(visibleEntries(LEDGER, undefined, ' a/')).toHaveLength(2);
  expect(visibleEntries(LEDGER, 'timed-out', 'slow')).toEqual([TIMED_OUT]);
  expect(visibleEntries(LEDGER, 'timed-out', 'movie')).toEqual([]);
});

it('offers a retry only where it can help', () => {
  expect(LEDGER.map(canRetry)).toEqual([true, false, false]);
});

it('keys an entry as its file', () => {
  expect(new Set(LEDGER.map(ledgerKey)).size).toBe(3);
});
