import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Steps } from '../domain/steps.ts';
import { inSlices } from './in-slices.ts';

let nowMs = 0;

/** A clock of its own: how busy the machine is makes no difference. */
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Each step takes so long by that clock. */
function* waits(steps: number, stepMs: number): Steps<string> {
  for (let step = 0; step < steps; step += 1) {
    nowMs += stepMs;
    yield undefined;
  }
  return 'made';
}

test('what is soon made is there at once', () => {
  expect(inSlices(waits(100, 0))).toBe('made');
});

test('others are heard in between', async () => {
  const heard: string[] = [];
  const made = Promise.resolve(inSlices(waits(10, 10))).then((result) => {
    heard.push(result);
  });
  setTimeout(() => heard.push('another'));
  await made;
  expect(heard).toEqual(['another', 'made']);
});

test('what goes wrong is told', async () => {
  function* fails(): Steps<string> {
    yield* waits(10, 10);
    throw new Error('no');
  }
  await expect(inSlices(fails())).rejects.toThrow('no');
});

test('what is asked for one after the other shares the time of one task', async () => {
  const first = inSlices(waits(1, 20));
  expect(inSlices(waits(3, 0))).toBeInstanceOf(Promise);
  await first;
  // Another task has time of its own.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(inSlices(waits(3, 0))).toBe('made');
});
