import { expect, test } from 'vitest';
import type { Steps } from '../domain/steps.ts';
import { inSlices } from './in-slices.ts';

/** Each step takes so long by the clock. */
function* waits(steps: number, stepMs: number): Steps<string> {
  for (let step = 0; step < steps; step += 1) {
    const endMs = performance.now() + stepMs;
    while (performance.now() < endMs);
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
