import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { giveBackBuffer, takeBuffer } from './read-buffers.ts';

const MEGABYTE = 1024 * 1024;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test('gives the smallest that was given back and is large enough', () => {
  const [small, large] = [takeBuffer(100), takeBuffer(3 * MEGABYTE)];
  expect(large.byteLength).toBe(4 * MEGABYTE);
  giveBackBuffer(large);
  giveBackBuffer(small);
  expect(takeBuffer(10)).toBe(small);
  expect(takeBuffer(4 * MEGABYTE)).toBe(large);
  expect([small, large]).not.toContain(takeBuffer(10));
});

test('keeps neither many nor much, and the larger ones', () => {
  const few = Array.from({ length: 20 }, () => takeBuffer(MEGABYTE));
  few.forEach(giveBackBuffer);
  const again = few.map(() => takeBuffer(MEGABYTE));
  expect(again.filter((one) => few.includes(one))).toHaveLength(8);

  const large = Array.from({ length: 8 }, () => takeBuffer(16 * MEGABYTE));
  const small = takeBuffer(1);
  [small, ...large].forEach(giveBackBuffer);
  const taken = large.map(() => takeBuffer(1));
  expect(taken.filter((one) => large.includes(one))).toHaveLength(4);
  expect(taken).not.toContain(small);
});

test('keeps nothing for long', () => {
  const buffer = takeBuffer(MEGABYTE);
  giveBackBuffer(buffer);
  vi.advanceTimersByTime(5000);
  expect(takeBuffer(MEGABYTE)).not.toBe(buffer);
});
