import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatBytes,
  formatDuration,
  formatRate,
} from './format-numbers.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [312_400, '312 KB'],
    [999_499, '999 KB'],
    [999_500, '1 MB'],
    [8_040_000, '8 MB'],
    [8_400_000, '8.4 MB'],
    [99_960_000, '100 MB'],
    [18_240_000_000, '18.2 GB'],
    [5e15, '5,000 TB'],
  ])('%d bytes', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [195_000, '3 min'],
    [3_599_000, '1 h'],
    [4_800_000, '1 h 20 min'],
  ])('%d ms', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

it('names one thing and many things', () => {
  expect(countOf(1, 'photo')).toBe('1 photo');
  expect(countOf(0, 'photo')).toBe('0 photos');
  expect(countOf(999, 'photo')).toBe('999 photos');
  expect(countOf(31_200, 'entry', 'entries')).toBe('31,200 entries');
  expect(countOf(1_234_567, 'photo')).toBe('1,234,567 photos');
});

it('shows that a slow scan moves', () => {
  expect(formatRate(0.42)).toBe('0.4');
  expect(formatRate(9.96)).toBe('10');
  expect(formatRate(96.4)).toBe('96');
});
