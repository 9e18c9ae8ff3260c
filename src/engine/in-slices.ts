import type { Steps } from '../domain/steps.ts';
import { nextTask } from './next-task.ts';

/** With the drawing after it, less than anybody notices. */
const SLICE_MS = 12;

/** What first slices have taken of this task: many may be asked for one after the other. */
let spentMs = 0;

/**
 * Takes all steps, no more at a time than the page can spare.
 *
 * @returns the result at once when one slice of time is enough for it
 */
export function inSlices<Result>(
  steps: Steps<Result>,
): Result | Promise<Result> {
  const startedMs = performance.now();
  const taken = slice(steps, SLICE_MS - spentMs);
  if (spentMs === 0) {
    void nextTask().then(() => {
      spentMs = 0;
    });
  }
  spentMs += performance.now() - startedMs;
  return taken.done === true ? taken.value : theRest(steps);
}

async function theRest<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    await nextTask();
    const taken = slice(steps, SLICE_MS);
    if (taken.done === true) return taken.value;
  }
}

/** At least one step, and no other after so many ms. */
function slice<Result>(
  steps: Steps<Result>,
  limitMs: number,
): IteratorResult<undefined, Result> {
  const endMs = performance.now() + limitMs;
  let taken = steps.next();
  while (taken.done !== true && performance.now() < endMs) taken = steps.next();
  return taken;
}
