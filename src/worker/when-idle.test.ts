import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WhenIdle } from './when-idle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function taking(ms: number): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
}

test('acts once, so long after the last work', async () => {
  const act = vi.fn();
  const idle = new WhenIdle(2000, act);
  void idle.during(taking(10));
  await vi.advanceTimersByTimeAsync(2000);
  expect(act).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(20);
  expect(act).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(act).toHaveBeenCalledOnce();
});

test('never in the middle of work that began while other work was going on', async () => {
  const act = vi.fn();
  const idle = new WhenIdle(2000, act);
  void idle.during(taking(10));
  void idle.during(taking(9000));
  await vi.advanceTimersByTimeAsync(9500);
  expect(act).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  expect(act).toHaveBeenCalledOnce();
});

test('work that fails fails, and is over', async () => {
  const act = vi.fn();
  const idle = new WhenIdle(2000, act);
  const failing = idle.during(() => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(2001);
  expect(act).toHaveBeenCalledOnce();
});
