import type { LumaRaster } from '../kernels/raster.ts';
import { cosineBasis } from './cosine-basis.ts';
import type { PatchedSample } from './picture-sample.ts';

/*
 * A JPEG holds each 8×8 block's frequencies as multiples of the steps in its table. Saved again
 * with finer steps and on the same grid, they are still near those multiples: the copy carries its
 * source's table. The idea is that of double-compression forensics (Neelamani et al., "JPEG
 * compression history estimation", 2006); here both files are at hand, so nothing is guessed.
 */

const BLOCK = 8;
const BLOCK_AREA = BLOCK * BLOCK;
/** Frequencies with u + v up to here: beyond it most are zero, and a zero lies on every grid. */
const HIGHEST_SUM = 5;
/** Rounding to whole levels, as the variance it adds to a frequency. */
const ROUNDING_VARIANCE = 0.12;
/** Steps so fine that the later saving hides them say nothing. */
const LEAST_VISIBLE = 0.3;
/** Fewer values than this are chance. */
const FEWEST_VALUES = 300;
/** Finer steps say nothing beside the rounding of both pictures to whole levels. */
const LEAST_STEP = 2;
/** What rounding moves a frequency by, at most, levels. */
const ROUNDING = 1.5;

const FREQUENCIES: readonly { v: number; u: number }[] = Array.from(
  { length: BLOCK_AREA },
  (_, at) => ({ v: Math.floor(at / BLOCK), u: at % BLOCK }),
).filter(({ v, u }) => v + u > 0 && v + u <= HIGHEST_SUM);

const BASIS = cosineBasis(BLOCK);

/** One frequency of one block at a corner of the patch. */
function rowFrequencies(
  patch: LumaRaster,
  left: number,
  top: number,
  out: Float64Array,
): void {
  for (let y = 0; y < BLOCK; y += 1) {
    const row = (top + y) * patch.widthPx + left;
    for (let u = 0; u <= HIGHEST_SUM; u += 1) {
      let sum = 0;
      for (let x = 0; x < BLOCK; x += 1) {
        sum += (BASIS[u * BLOCK + x] ?? 0) * (patch.data[row + x] ?? 0);
      }
      out[y * BLOCK + u] = sum;
    }
  }
}

/** Values of each of FREQUENCIES over all blocks of a grid that starts at (left, top). */
function blockFrequencies(
  patch: LumaRaster,
  left: number,
  top: number,
): Float32Array[] {
  const across = Math.floor((patch.widthPx - left) / BLOCK);
  const down = Math.floor((patch.heightPx - top) / BLOCK);
  const values = FREQUENCIES.map(() => new Float32Array(across * down));
  const rows = new Float64Array(BLOCK_AREA);
  for (let by = 0; by < down; by += 1) {
    for (let bx = 0; bx < across; bx += 1) {
      rowFrequencies(patch, left + bx * BLOCK, top + by * BLOCK, rows);
      FREQUENCIES.forEach(({ v, u }, at) => {
        let sum = 0;
        for (let y = 0; y < BLOCK; y += 1) {
          sum += (BASIS[v * BLOCK + y] ?? 0) * (rows[y * BLOCK + u] ?? 0);
        }
        const of = values[at];
        if (of !== undefined) of[by * across + bx] = sum;
      });
    }
  }
  return values;
}

/** Amplitude of the comb of multiples in the values: 0 by chance, 1 as made from them. */
function combAmplitude(
  values: readonly Float32Array[],
  steps: readonly number[],
  ownSteps: readonly number[] | undefined,
): number {
  let sum = 0;
  let weight = 0;
  let count = 0;
  FREQUENCIES.forEach(({ v, u }, at) => {
    const step = steps[v * BLOCK + u] ?? 1;
    const own = ownSteps?.[v * BLOCK + u] ?? 0;
    const variance = ROUNDING_VARIANCE + (own * own) / 12;
    const visible = Math.exp((-2 * Math.PI ** 2 * variance) / (step * step));
    if (visible < LEAST_VISIBLE) return;
    for (const value of values[at] ?? []) {
      if (Math.abs(value) <= step / 2) continue;
      sum += visible * Math.cos((2 * Math.PI * value) / step);
      weight += visible * visible;
      count += 1;
    }
  });
  return count < FEWEST_VALUES ? 0 : Math.min(1, sum / weight);
}

function transposed(steps: readonly number[]): number[] {
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
  derived: PatchedSample,
  source: PatchedSample,
): number | undefined {
  const { steps } = source;
  if (steps === undefined) return undefined;
  const { patch, widthPx, heightPx } = derived;
  if (patch.widthPx < 2 * BLOCK || patch.heightPx < 2 * BLOCK) return undefined;
  // A picture that was turned has its grid at the far edge.
  const lefts = new Set([0, widthPx % BLOCK]);
  const tops = new Set([0, heightPx % BLOCK]);
  let best = 0;
  for (const left of lefts) {
    for (const top of tops) {
      const values = blockFrequencies(patch, left, top);
      for (const table of [steps, transposed(steps)]) {
        best = Math.max(best, combAmplitude(values, table, derived.steps));
      }
    }
  }
  return best;
}

/**
 * Whether a JPEG was saved straight from the other picture: the share of its frequencies that are
 * not the other's, rounded to its steps. Near 0 when it was; most of them when noise, sharpening or
 * a tone curve came between, and for encoders that bend the frequencies to save bytes. Only for
 * upright pictures of one size.
 * @returns undefined when it is no JPEG, the sizes differ, or too few frequencies say anything
 */
export function resaveMisfit(
  saved: PatchedSample,
  source: PatchedSample,
): number | undefined {
  const { steps, patch } = saved;
  const isOneSize =
    saved.widthPx === source.widthPx && saved.heightPx === source.heightPx;
  if (steps === undefined || !isOneSize) return undefined;
  const own = blockFrequencies(patch, 0, 0);
  const other = blockFrequencies(source.patch, 0, 0);
  let count = 0;
  let misfits = 0;
  FREQUENCIES.forEach(({ v, u }, at) => {
    const step = steps[v * BLOCK + u] ?? 1;
    if (step < LEAST_STEP) return;
    const values = own[at] ?? [];
    const others = other[at] ?? [];
    for (let block = 0; block < values.length; block += 1) {
      const value = values[block] ?? 0;
      const before = others[block] ?? 0;
      // Zeros from zeros are most of all, and no evidence.
      if (Math.max(Math.abs(value), Math.abs(before)) <= step / 2) continue;
      count += 1;
      if (Math.abs(value - before) > step / 2 + ROUNDING) misfits += 1;
    }
  });
  return count < FEWEST_VALUES ? undefined : misfits / count;
}
