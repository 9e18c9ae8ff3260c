import { cosineBasis } from './cosine-basis.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkLuma, type LumaRaster } from './raster.ts';

const BLOCK_PX = 8;
/** Frequencies with u + v up to here. */
const HIGHEST_SUM = 5;

/** The frequencies that `lowFrequencies` gives, in its order; v is the vertical one. */
export const LOW_FREQUENCIES: readonly { v: number; u: number }[] = Array.from(
  { length: BLOCK_PX * BLOCK_PX },
  (_, at) => ({ v: Math.floor(at / BLOCK_PX), u: at % BLOCK_PX }),
).filter(({ v, u }) => v + u > 0 && v + u <= HIGHEST_SUM);

/** Six f64 for each of eight samples: the DCT-II, transposed. */
function crosswiseTable(): Uint8Array {
  const count = HIGHEST_SUM + 1;
  const basis = cosineBasis(BLOCK_PX, count);
  const table = Float64Array.from(basis, (_unused, at) => {
    return basis[(at % count) * BLOCK_PX + Math.floor(at / count)]!;
  });
  return new Uint8Array(table.buffer);
}

const TABLE = crosswiseTable();

/**
 * Of each of LOW_FREQUENCIES the values of all whole 8×8 blocks of the grid that starts at
 * (left, top), row by row: orthonormal DCT-II of luma, as float32. Empty where no block fits.
 * @param left 0–7, px
 * @param top 0–7, px
 * @throws RangeError on a raster whose data does not fit its size, or a start beyond that
 */
export function lowFrequencies(
  kernels: KernelExports,
  memory: KernelMemory,
  luma: LumaRaster,
  left: number,
  top: number,
): Float32Array[] {
  checkLuma(luma);
  for (const start of [left, top]) {
    if (!Number.isInteger(start) || start < 0 || start >= BLOCK_PX) {
      throw new RangeError(`No grid of 8×8 blocks starts at ${left}, ${top}.`);
    }
  }
  const { data, widthPx, heightPx } = luma;
  const across = Math.max(0, Math.floor((widthPx - left) / BLOCK_PX));
  const down = Math.max(0, Math.floor((heightPx - top) / BLOCK_PX));
  const blocks = across * down;
  memory.reset();
  const source = memory.put(data);
  const table = memory.put(TABLE);
  const count = LOW_FREQUENCIES.length * blocks;
  const out = memory.take(count * Float32Array.BYTES_PER_ELEMENT);
  const start = source + top * widthPx + left;
  kernels.lowFrequencies(start, widthPx, across, down, table, out);
  const values = memory.readF32(out, count);
  return LOW_FREQUENCIES.map((_unused, at) =>
    values.subarray(at * blocks, (at + 1) * blocks),
  );
}
