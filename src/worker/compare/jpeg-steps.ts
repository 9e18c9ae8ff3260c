import type { Kernels } from '../kernels/load-kernels.ts';
import { LOW_FREQUENCIES } from '../kernels/low-frequencies.ts';
import { jpegGrid } from './jpeg-grid.ts';
import type { PatchFrequencies } from './patch-frequencies.ts';

/*
 * A JPEG holds each 8×8 block's frequencies as multiples of the steps in its table. Saved again
 * with finer steps and on the same grid, they are still near those multiples: the copy carries its
 * source's table. The idea is that of double-compression forensics (Neelamani et al., "JPEG
 * compression history estimation", 2006); here both files are at hand, so nothing is guessed.
 */

const BLOCK = 8;
/** Rounding to whole levels, as the variance it adds to a frequency. */
const ROUNDING_VARIANCE = 0.12;
/** Steps so fine that the later saving hides them say nothing. */
const LEAST_VISIBLE = 0.3;
/** Fewer values than this are chance. */
export const FEWEST_VALUES = 300;
/** Finer steps say nothing beside the rounding of both pictures to whole levels. */
const LEAST_STEP = 2;
/** What rounding moves a frequency by, at most, levels. */
const ROUNDING = 1.5;

/** A frequency whose steps the later saving did not hide. */
export interface VisibleStep {
  /** Place in LOW_FREQUENCIES. */
  at: number;
  step: number;
  /** How much of the comb is left, LEAST_VISIBLE–1. */
  visible: number;
}

export function visibleSteps(
  steps: readonly number[],
  ownSteps: readonly number[] | undefined,
): VisibleStep[] {
  return LOW_FREQUENCIES.map(({ v, u }, at) => {
    const step = steps[v * BLOCK + u] ?? 1;
    const own = ownSteps?.[v * BLOCK + u] ?? 0;
    const variance = ROUNDING_VARIANCE + (own * own) / 12;
    const visible = Math.exp((-2 * Math.PI ** 2 * variance) / (step * step));
    return { at, step, visible };
  }).filter(({ visible }) => visible >= LEAST_VISIBLE);
}

/** Amplitude of the comb of multiples in the values: 0 by chance, 1 as made from them. */
export function combAmplitude(
  kernels: Kernels,
  values: readonly Float32Array[],
  steps: readonly VisibleStep[],
): number {
  let sum = 0;
  let weight = 0;
  let count = 0;
  for (const { at, step, visible } of steps) {
    const of = values[at];
    if (of === undefined) continue;
    const comb = kernels.combSums(of, step);
    sum += visible * comb.cosines;
    weight += visible * visible * comb.count;
    count += comb.count;
  }
  return count < FEWEST_VALUES ? 0 : Math.min(1, sum / weight);
}

/** The steps as they lie in a picture that is shown turned by a quarter. */
export function transposed(steps: readonly number[]): number[] {
  return steps.map(
    (_, at) => steps[(at % BLOCK) * BLOCK + Math.floor(at / BLOCK)] ?? 1,
  );
}

/**
 * How plainly one picture shows the steps of another one's JPEG table: about 0 when it was not
 * made from it, .15 (five points of quality apart) to 1 when it was. Only for pictures of one
 * scale on one grid; a quarter turn or a mirror may stand between them.
 * @returns undefined when the source is no JPEG or the blocks are too few
 */
export function sourceSteps(
  kernels: Kernels,
  derived: PatchFrequencies,
  source: PatchFrequencies,
): number | undefined {
  const { steps } = source.sample;
  if (steps === undefined) return undefined;
  const { patch, widthPx, heightPx, steps: ownSteps } = derived.sample;
  if (patch.widthPx < 2 * BLOCK || patch.heightPx < 2 * BLOCK) return undefined;
  const tables = [steps, transposed(steps)]
    .map((table) => visibleSteps(table, ownSteps))
    .filter((visible) => visible.length > 0);
  // Saved more coarsely than the source: no need to look.
  if (tables.length === 0) return 0;
  // A picture that was turned, before it was saved or when it is shown, has its grid at the far edge.
  const lefts = new Set([0, widthPx % BLOCK]);
  const tops = new Set([0, heightPx % BLOCK]);
  let best = 0;
  for (const left of lefts) {
    for (const top of tops) {
      const values = derived.onGrid(left, top);
      for (const table of tables) {
        best = Math.max(best, combAmplitude(kernels, values, table));
      }
    }
  }
  return best;
}

/**
 * Of one frequency of all blocks of two pictures: those beyond zero, and those that differ.
 * @param slack what a later saving may have moved them by, levels
 */
export function misfitsOf(
  values: Float32Array,
  others: Float32Array,
  step: number,
  slack = 0,
): { count: number; misfits: number } {
  const half = step / 2;
  let count = 0;
  let misfits = 0;
  for (let block = 0; block < values.length; block += 1) {
    const value = values[block] ?? 0;
    const before = others[block] ?? 0;
    // Zeros from zeros are most of all, and no evidence.
    if (Math.abs(value) <= half && Math.abs(before) <= half) continue;
    count += 1;
    if (Math.abs(value - before) > half + ROUNDING + slack) misfits += 1;
  }
  return { count, misfits };
}

/**
 * Whether a JPEG was saved straight from the other picture: the share of its frequencies that are
 * not the other's, rounded to its steps. Near 0 when it was; most of them when noise, sharpening or
 * a tone curve came between, and for encoders that bend the frequencies to save bytes. Only for
 * upright pictures of one size.
 * @returns undefined when it is no JPEG, the sizes differ, or too few frequencies say anything
 */
export function resaveMisfit(
  saved: PatchFrequencies,
  source: PatchFrequencies,
): number | undefined {
  const { steps, widthPx, heightPx } = saved.sample;
  const isOneSize =
    widthPx === source.sample.widthPx && heightPx === source.sample.heightPx;
  if (steps === undefined || !isOneSize) return undefined;
  const { left, top } = jpegGrid(saved.sample);
  const own = saved.onGrid(left, top);
  const other = source.onGrid(left, top);
  let count = 0;
  let misfits = 0;
  for (const [at, { v, u }] of LOW_FREQUENCIES.entries()) {
    const step = steps[v * BLOCK + u] ?? 1;
    const [values, others] = [own[at], other[at]];
    if (step < LEAST_STEP || values === undefined || others === undefined) {
      continue;
    }
    const found = misfitsOf(values, others, step);
    count += found.count;
    misfits += found.misfits;
  }
  return count < FEWEST_VALUES ? undefined : misfits / count;
}
