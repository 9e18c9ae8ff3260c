import { centralLuma, type LumaPatch } from './central-patch.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

const PHASES = 8;

/** Fewer steps per position than this say nothing. */
const MIN_SIDE_PX = 32;

/** Grey levels added to both sides, so that a drawing of pure flats does not divide by zero. */
const STEP_FLOOR = 0.1;

/** Mean step at the worst position relative to the mean of the others. */
function worstPhase(
  sums: Uint32Array,
  sizePx: number,
  acrossPx: number,
): number {
  const means = Array.from(sums, (sum, phase) => {
    const count = Math.ceil((sizePx - 1 - phase) / PHASES) * acrossPx;
    return sum / count;
  });
  const total = means.reduce((all, mean) => all + mean, 0);
  const worst = Math.max(...means);
  const rest = (total - worst) / (PHASES - 1);
  return (worst + STEP_FLOOR) / (rest + STEP_FLOOR);
}

/** The blockiness of a patch in memory. */
export function blockinessOf(
  kernels: KernelExports,
  memory: KernelMemory,
  { offset, stride, widthPx, heightPx }: LumaPatch,
): number {
  if (widthPx < MIN_SIDE_PX || heightPx < MIN_SIDE_PX) return 0;
  const out = memory.take(2 * PHASES * 4);
  kernels.stepSums(offset, stride, widthPx, heightPx, out);
  const sums = memory.readU32(out, 2 * PHASES);
  const acrossX = worstPhase(sums.subarray(0, PHASES), widthPx, heightPx);
  const acrossY = worstPhase(sums.subarray(PHASES), heightPx, widthPx);
  return Math.max(0, (acrossX + acrossY) / 2 - 1);
}

/**
 * How much larger luma steps are at one position of an 8-pixel period than at the other seven,
 * minus 1, averaged over both directions: ≥ 0, about 0 without JPEG blocks, higher is worse. Any
 * position counts, because a crop or a turn moves JPEG's grid. From the middle 512 px.
 * 0 for pictures under 32 px in either direction.
 * @throws RangeError on sizes that do not fit the data
 */
export function blockiness(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
): number {
  const patch = centralLuma(kernels, memory, rgba, widthPx, heightPx);
  return blockinessOf(kernels, memory, patch);
}
