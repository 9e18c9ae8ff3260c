import { cosineBasis } from './cosine-basis.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkLuma, type LumaRaster } from './raster.ts';

/** Side of a block and of its spectrum. */
export const SPECTRUM_SIDE = 32;
const AREA = SPECTRUM_SIDE * SPECTRUM_SIDE;

/** Upper left corner of a block, px. */
export interface BlockCorner {
  left: number;
  top: number;
}

const BASIS = cosineBasis(SPECTRUM_SIDE);
const CROSSWISE = BASIS.map((_unused, at) => {
  return BASIS[(at % SPECTRUM_SIDE) * SPECTRUM_SIDE + (at >> 5)]!;
});
/** Hann's, without the zeros at its ends. */
const WINDOW = Float64Array.from(
  { length: SPECTRUM_SIDE },
  (_unused, at) => Math.sin((Math.PI * (at + 1)) / (SPECTRUM_SIDE + 1)) ** 2,
);

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** @throws RangeError */
function checkCorner(luma: LumaRaster, { left, top }: BlockCorner): void {
  const isInside =
    Number.isInteger(left) &&
    Number.isInteger(top) &&
    left >= 0 &&
    top >= 0 &&
    left + SPECTRUM_SIDE <= luma.widthPx &&
    top + SPECTRUM_SIDE <= luma.heightPx;
  if (!isInside) {
    throw new RangeError(`No block at ${left}, ${top} lies in the picture.`);
  }
}

/**
 * Power per frequency of 32×32 blocks, summed over the blocks in their order: orthonormal DCT-II
 * of luma with the mean taken off, windowed in both directions. 32×32, row = vertical frequency.
 * @throws RangeError on a raster whose data does not fit its size, or a block outside it
 */
export function windowedPower(
  kernels: KernelExports,
  memory: KernelMemory,
  luma: LumaRaster,
  corners: readonly BlockCorner[],
): Float64Array {
  checkLuma(luma);
  for (const corner of corners) checkCorner(luma, corner);
  memory.reset();
  const source = memory.put(luma.data);
  const window = memory.put(bytesOf(WINDOW));
  const basis = memory.put(bytesOf(BASIS));
  const crosswise = memory.put(bytesOf(CROSSWISE));
  const power = memory.take(AREA * Float64Array.BYTES_PER_ELEMENT);
  const scratch = memory.take(kernels.windowedScratchBytes());
  memory.clear(power, AREA * Float64Array.BYTES_PER_ELEMENT);
  for (const { left, top } of corners) {
    const start = source + top * luma.widthPx + left;
    kernels.addWindowedSpectrum(
      start,
      luma.widthPx,
      window,
      basis,
      crosswise,
      power,
      scratch,
    );
  }
  return memory.readF64(power, AREA);
}
