import { expect, test } from 'vitest';
import { mayTakeOneMore } from './in-flight.ts';

const KB = 1024;

test.each([
  ['photos', 3 * KB, 8],
  ['pictures of the web', 40, 32],
  ['what lies between', 200, 10],
  ['jobs of no known size', Infinity, 8],
])('%s', (_words, kilobytesEach, most) => {
  for (const workers of [1, 2]) {
    let jobs = 0;
    while (mayTakeOneMore(workers, jobs, (jobs + 1) * kilobytesEach * KB)) {
      jobs += 1;
    }
    expect(jobs).toBe(most * workers);
  }
});
