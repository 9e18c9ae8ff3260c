import type { Kernels } from '../kernels/load-kernels.ts';
import { LOW_FREQUENCIES } from '../kernels/low-frequencies.ts';
import { libjpegLumaSteps } from '../jpeg-quality.ts';
import { jpegGrid, type JpegGrid } from './jpeg-grid.ts';
import {
  combAmplitude,
  FEWEST_VALUES,
  misfitsOf,
  transposed,
  visibleSteps,
} from './jpeg-steps.ts';
import type { PatchFrequencies } from './patch-frequencies.ts';

/*
 * A picture that was saved coarsely and then finely looks fine by its table, but its frequencies
 * still lie on the steps of the coarse one. Those steps are in no file, so the tables that most
 * programs use are tried: libjpeg's.
 */

const BLOCK = 8;
/** Tables four points apart differ by a tenth at most, and combs of the first multiples agree. */
const TABLES = Array.from({ length: 23 }, (_, at) =>
  libjpegLumaSteps(8 + 4 * at),
);
const TRANSPOSED_TABLES = TABLES.map(transposed);
/** Finer steps than these, against a file's own, show nothing. */
const COARSER = 1.4;
/** Of 250 pictures saved twice four in five show this much, of those saved once 2 %. */
const FOUND = 0.4;
/** What the other picture may show of them: pictures with few levels lie on many combs. */
const CHANCE = 0.2;

function lowSum(steps: readonly number[] | undefined): number {
  return (steps?.[1] ?? 1) + (steps?.[BLOCK] ?? 1) + (steps?.[BLOCK + 1] ?? 1);
}

function isCoarser(
  table: readonly number[],
  { sample }: PatchFrequencies,
): boolean {
  return lowSum(table) >= COARSER * lowSum(sample.steps);
}

function combOf(
  kernels: Kernels,
  picture: PatchFrequencies,
  { left, top }: JpegGrid,
  table: readonly number[],
): number {
  const visible = visibleSteps(table, picture.sample.steps);
  return combAmplitude(kernels, picture.onGrid(left, top), visible);
}

/**
 * Whether a picture was made from the other one by a coarse saving and a finer one: the share of its
 * frequencies that are not the other's, rounded to the steps of the coarse one. Only for upright
 * pictures of one size. Both savings are taken to lie turned as the later one does.
 * @returns undefined when it shows no such steps, or the other one shows or would not show them
 */
export function earlierMisfit(
  kernels: Kernels,
  saved: PatchFrequencies,
  source: PatchFrequencies,
): number | undefined {
  const { widthPx, heightPx } = saved.sample;
  const isOneSize =
    widthPx === source.sample.widthPx && heightPx === source.sample.heightPx;
  // What other formats do to a comb is not known.
  if (!isOneSize || source.sample.steps === undefined) return undefined;
  const grid = jpegGrid(saved.sample);
  const table = earlierTable(kernels, saved, source, grid);
  return table && combOf(kernels, source, grid, table) <= CHANCE
    ? misfitOf(saved, source, grid, table)
    : undefined;
}

/** The table whose steps show most plainly, of those that would show in both. */
function earlierTable(
  kernels: Kernels,
  saved: PatchFrequencies,
  source: PatchFrequencies,
  grid: JpegGrid,
): readonly number[] | undefined {
  let found: readonly number[] | undefined;
  let most = FOUND;
  for (const table of grid.isTransposed ? TRANSPOSED_TABLES : TABLES) {
    if (!isCoarser(table, saved) || !isCoarser(table, source)) continue;
    const comb = combOf(kernels, saved, grid, table);
    if (comb < most) continue;
    found = table;
    most = comb;
  }
  return found;
}

function misfitOf(
  saved: PatchFrequencies,
  source: PatchFrequencies,
  { left, top }: JpegGrid,
  table: readonly number[],
): number | undefined {
  const { steps } = saved.sample;
  const own = saved.onGrid(left, top);
  const other = source.onGrid(left, top);
  let count = 0;
  let misfits = 0;
  for (const [at, { v, u }] of LOW_FREQUENCIES.entries()) {
    const place = v * BLOCK + u;
    const [values, others] = [own[at], other[at]];
    if (values === undefined || others === undefined) continue;
    const slack = (steps?.[place] ?? 0) / 2;
    const one = misfitsOf(values, others, table[place] ?? 1, slack);
    count += one.count;
    misfits += one.misfits;
  }
  return count < FEWEST_VALUES ? undefined : misfits / count;
}
