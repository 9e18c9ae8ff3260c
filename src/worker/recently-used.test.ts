import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

const REST_MS = 2000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Asks for these one after the other. @returns those that were made */
async function ask(kept: RecentlyUsed<string>, keys: string): Promise<string> {
  let made = '';
  for (const key of keys) {
    const answer = await kept.of(key, () => {
      made += key;
      return Promise.resolve(`made ${key}`);
    });
    expect(answer).toBe(`made ${key}`);
  }
  return made;
}

test('makes each once as long as there is room, and drops the least recently used', async () => {
  const kept = new RecentlyUsed<string>(2, REST_MS);
  expect(await ask(kept, 'abab')).toBe('ab');
  expect(await ask(kept, 'ac')).toBe('c');
  expect(await ask(kept, 'acb')).toBe('b');
});

test('drops everything once nothing has been asked for a while', async () => {
  const kept = new RecentlyUsed<string>(2, REST_MS);
  await ask(kept, 'ab');
  await vi.advanceTimersByTimeAsync(REST_MS - 1);
  expect(await ask(kept, 'a')).toBe('');
  await vi.advanceTimersByTimeAsync(REST_MS - 1);
  expect(await ask(kept, 'ab')).toBe('');
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect(await ask(kept, 'ab')).toBe('ab');
});
