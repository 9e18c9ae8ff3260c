import type { Steps } from './steps.ts';

/** What comes of all steps, taken at once. */
export function allTaken<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const taken = steps.next();
    if (taken.done === true) return taken.value;
  }
}
