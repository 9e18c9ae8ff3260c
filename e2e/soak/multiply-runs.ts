import { appendFileSync } from 'node:fs';
import type * as FastCheck from 'fast-check';
import { vi } from 'vitest';

/**
 * Makes every fast-check property of the unit tests run many times more often than in the daily
 * run, with fresh random cases, and notes how many cases that were. A setup file of vitest.
 */
const factor = Number(process.env['TWINSIFT_SOAK_FACTOR'] ?? '1');
const countsFile = process.env['TWINSIFT_SOAK_COUNTS'];
const USUAL_RUNS = 100;

vi.mock('fast-check', async (importOriginal) => {
  const original = await importOriginal<typeof FastCheck>();
  const assert: typeof original.assert = (
    property: Parameters<typeof original.assert>[0],
    parameters?: Parameters<typeof original.assert>[1],
  ) => {
    const numRuns = (parameters?.numRuns ?? USUAL_RUNS) * factor;
    const note = (): void => {
      if (countsFile !== undefined) {
        appendFileSync(countsFile, `${numRuns}\n`);
      }
    };
    const outcome: unknown = original.assert(property as never, {
      ...parameters,
      numRuns,
      // A fixed seed would only repeat the cases of the daily run.
      seed: Math.floor(Math.random() * 2 ** 31),
    });
    if (outcome instanceof Promise) {
      return outcome.then(note) as never;
    }
    note();
    return outcome as never;
  };
  return { ...original, assert, default: { ...original.default, assert } };
});
