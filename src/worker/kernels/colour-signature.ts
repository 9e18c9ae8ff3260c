import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { type LoadedRaster, loadRaster } from './loaded-raster.ts';
import type { RgbRaster } from './raster.ts';

const CELLS = 16;

function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.floor(value + 0.5)));
}

/** Full-range JFIF Y, Cb, Cr of mean R, G, B, each to the nearest byte. */
function jfifBytes(
  r: number,
  g: number,
  b: number,
): [y: number, cb: number, cr: number] {
  return [
    toByte(0.299 * r + 0.587 * g + 0.114 * b),
    toByte(128 - 0.168735892 * r - 0.331264108 * g + 0.5 * b),
    toByte(128 + 0.5 * r - 0.418687589 * g - 0.081312411 * b),
  ];
}

/** The signature of a raster in memory. */
export function colourOfLoaded(
  kernels: KernelExports,
  memory: KernelMemory,
  { red, green, blue, widthPx, heightPx }: LoadedRaster,
): Uint8Array {
  const out = memory.take(CELLS * 16);
  kernels.cellSums(red, green, blue, widthPx, heightPx, out);
  const sums = memory.readU32(out, CELLS * 4);
  const signature = new Uint8Array(CELLS * 3);
  for (let cell = 0; cell < CELLS; cell++) {
    const [r, g, b, count] = sums.subarray(cell * 4, cell * 4 + 4);
    signature.set(jfifBytes(r! / count!, g! / count!, b! / count!), cell * 3);
  }
  return signature;
}

/**
 * Means over a 4×4 grid, row-major, 3 bytes each: Y, Cb, Cr (full-range JFIF).
 * @throws RangeError on a raster whose data does not fit its size
 */
export function colourSignature(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): Uint8Array {
  return colourOfLoaded(kernels, memory, loadRaster(kernels, memory, raster));
}
