import { describe, expect, it } from 'vitest';
import { NO_STAGE_TIMES, type ScanProgress } from '../domain/scan-stage.ts';
import {
  countWords,
  leftOutWords,
  paceWords,
  progressShare,
  stageTimeRows,
  stageWords,
  titleWords,
  tookWords,
} from './progress-words.ts';

const READING: ScanProgress = {
  stage: 'reading',
  isPaused: false,
  listed: 31_200,
  isListingComplete: true,
  reused: 2000,
  fingerprinted: 10_401,
  companions: 0,
  skipped: 7,
  bytesRead: 0,
  bytesListed: 0,
  pairsWaiting: 30,
  pairsChecked: 10,
  filesPerSecond: 96.4,
  bytesPerSecond: 412e6,
  remainingMs: 195_000,
  elapsedMs: 1000,
  times: NO_STAGE_TIMES,
};

it('says what a person can use while reading', () => {
  expect(countWords(READING)).toBe('12,408 of 31,200 files');
  expect(paceWords(READING)).toEqual([
    '96 files/s',
    '412 MB/s',
    'about 3 min left',
  ]);
  expect(titleWords(READING)).toBe('39 % – Twinsift');
});

it('promises no end before the listing is complete', () => {
  const listing: ScanProgress = {
    ...READING,
    stage: 'listing',
    isListingComplete: false,
  };
  expect(progressShare(listing)).toBeUndefined();
  expect(countWords(listing)).toBe('12,408 done, 31,200 files found so far');
  expect(titleWords(listing)).toBe('31,200 found – Twinsift');
});

it('counts pairs in the second look', () => {
  const checking: ScanProgress = { ...READING, stage: 'checking' };
  expect(progressShare(checking)).toBe(0.25);
  expect(countWords(checking)).toBe('10 of 40 pairs checked');
});

it('shows neither pace nor stage while paused, but says so', () => {
  const paused = { ...READING, isPaused: true };
  expect(stageWords(paused)).toBe('Paused');
  expect(paceWords(paused)).toEqual([]);
  expect(titleWords(paused)).toBe('Paused – Twinsift');
});

it('does not say "0 s left"', () => {
  const idle = { ...READING, filesPerSecond: 0, bytesPerSecond: 0 };
  expect(paceWords({ ...idle, remainingMs: 3 })).toEqual(['almost done']);
});

describe('when it is over', () => {
  const finished: ScanProgress = { ...READING, stage: 'finished' };

  it('gives the title back', () => {
    expect(titleWords(finished)).toBeUndefined();
    expect(titleWords(undefined)).toBeUndefined();
  });

  it('is full, and a finished scan is never paused', () => {
    expect(progressShare(finished)).toBe(1);
    expect(stageWords({ ...finished, isPaused: true })).toBe('Finished');
  });

  it('says how long it took', () => {
    expect(tookWords({ ...finished, elapsedMs: 190_000 })).toBe('took 3 min');
    expect(tookWords({ ...finished, elapsedMs: 300 })).toBe(
      'took less than a second',
    );
  });
});

it('shares the time out over the stages', () => {
  const rows = stageTimeRows({ ...NO_STAGE_TIMES, readMs: 1, decodeMs: 3 });
  expect(rows.find(({ words }) => words === 'Decoding')?.share).toBe(0.75);
  expect(stageTimeRows(NO_STAGE_TIMES).every(({ share }) => share === 0)).toBe(
    true,
  );
});

it('says of how many photos not every pair was compared, and nothing of none', () => {
  expect(leftOutWords(0)).toBe('');
  expect(leftOutWords(1)).toBe(
    '1 photo looks like more than 64 others. Only the most alike of these were compared in detail.',
  );
  expect(leftOutWords(1200)).toMatch(/^1,200 photos each look like/);
});
