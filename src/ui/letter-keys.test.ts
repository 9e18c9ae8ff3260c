import { afterEach, expect, it, vi } from 'vitest';
import { letterKeys } from './letter-keys.ts';

afterEach(() => {
  letterKeys.set(true);
});

it('is on unless the memory says off', () => {
  letterKeys.recall('off');
  expect(letterKeys.isOn).toBe(false);
  letterKeys.recall(null);
  expect(letterKeys.isOn).toBe(true);
});

it('recalls what it wrote', () => {
  const written = letterKeys.set(false);
  letterKeys.set(true);
  letterKeys.recall(written);
  expect(letterKeys.isOn).toBe(false);
});

it('tells of changes only, and only those who still listen', () => {
  const listener = vi.fn();
  const unsubscribe = letterKeys.subscribe(listener);
  letterKeys.set(true);
  expect(listener).not.toHaveBeenCalled();
  letterKeys.set(false);
  expect(listener).toHaveBeenCalledTimes(1);
  unsubscribe();
  letterKeys.set(true);
  expect(listener).toHaveBeenCalledTimes(1);
});
