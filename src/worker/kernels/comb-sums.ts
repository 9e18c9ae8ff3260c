import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Of the values that are further than half a step from zero. */
export interface CombSums {
  /** Σ cos(2π · value / step): their number where all are multiples, about 0 by chance. */
  cosines: number;
  /** How many they are. */
  count: number;
}

/** More values than this are a bug, not a patch. */
const MAX_VALUES = 1 << 22;

/**
 * How near values are to multiples of a step. The cosines are summed four at a time, with an error
 * of less than 10⁻¹² for each.
 * @param step a whole number of 1–65,535, as JPEG's tables hold them
 * @throws RangeError on other steps, or on over 4 million values
 */
export function combSums(
  kernels: KernelExports,
  memory: KernelMemory,
  values: Float32Array,
  step: number,
): CombSums {
  if (!Number.isInteger(step) || step < 1 || step > 65_535) {
    throw new RangeError(`There is no comb of step ${step}.`);
  }
  if (values.length > MAX_VALUES) {
    throw new RangeError(`${values.length} values are too many.`);
  }
  const { buffer, byteOffset, byteLength } = values;
  memory.reset();
  const source = memory.put(new Uint8Array(buffer, byteOffset, byteLength));
  const out = memory.take(2 * Float64Array.BYTES_PER_ELEMENT);
  kernels.combSums(source, values.length, step, out);
  const [cosines = 0, count = 0] = memory.readF64(out, 2);
  return { cosines, count };
}
