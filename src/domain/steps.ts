/** Work that may rest after each step, so that others are heard in between. */
export type Steps<Result> = Generator<undefined, Result, unknown>;

/** What comes of all steps, taken at once. */
export function allTaken<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const taken = steps.next();
    if (taken.done === true) return taken.value;
  }
}
