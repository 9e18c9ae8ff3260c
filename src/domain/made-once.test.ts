import { expect, it } from 'vitest';
import { madeOnce } from './made-once.ts';

it('is made when it is first asked for, and then no more', () => {
  let times = 0;
  const get = madeOnce(() => {
    times += 1;
    return undefined;
  });
  expect(times).toBe(0);
  get();
  get();
  expect(times).toBe(1);
});
