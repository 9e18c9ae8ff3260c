/** Work that may rest after each step, so that others are heard in between. */
export type Steps<Result> = Generator<undefined, Result, unknown>;
