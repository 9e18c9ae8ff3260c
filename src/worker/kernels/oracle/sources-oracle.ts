import { cosineBasis } from '../cosine-basis.ts';
import { LOW_FREQUENCIES } from '../low-frequencies.ts';
import type { LumaRaster } from '../raster.ts';

const JPEG_BASIS = cosineBasis(8);

/** The plain twin of lowFrequencies, each sum in the same order. */
export function lowFrequenciesOracle(
  luma: LumaRaster,
  left: number,
  top: number,
): Float32Array[] {
  const across = Math.max(0, Math.floor((luma.widthPx - left) / 8));
  const down = Math.max(0, Math.floor((luma.heightPx - top) / 8));
  return LOW_FREQUENCIES.map(({ v, u }) =>
    Float32Array.from({ length: across * down }, (_unused, block) => {
      const x0 = left + (block % across) * 8;
      const y0 = top + Math.floor(block / across) * 8;
      let sum = 0;
      for (let y = 0; y < 8; y++) {
        let row = 0;
        for (let x = 0; x < 8; x++) {
          const pixel = luma.data[(y0 + y) * luma.widthPx + x0 + x]!;
          row += JPEG_BASIS[u * 8 + x]! * pixel;
        }
        sum += JPEG_BASIS[v * 8 + y]! * row;
      }
      return sum;
    }),
  );
}

/** The plain twin of combSums. */
export function combOracle(
  values: Float32Array,
  step: number,
): { cosines: number; count: number } {
  let cosines = 0;
  let count = 0;
  for (const value of values) {
    if (Math.abs(value) <= step / 2) continue;
    cosines += Math.cos((2 * Math.PI * value) / step);
    count += 1;
  }
  return { cosines, count };
}

const BASIS = cosineBasis(32);
const WINDOW = Float64Array.from(
  { length: 32 },
  (_unused, at) => Math.sin((Math.PI * (at + 1)) / 33) ** 2,
);

/** `basis · blockᵀ`: two in a row transform both ways. */
function multiply(block: Float64Array): Float64Array {
  const result = new Float64Array(1024);
  for (let k = 0; k < 32; k++) {
    for (let y = 0; y < 32; y++) {
      let sum = 0;
      for (let x = 0; x < 32; x++) {
        sum += BASIS[k * 32 + x]! * block[y * 32 + x]!;
      }
      result[k * 32 + y] = sum;
    }
  }
  return result;
}

/** The plain twin of windowedPower, each sum in the same order. */
export function windowedPowerOracle(
  luma: LumaRaster,
  corners: readonly { left: number; top: number }[],
): Float64Array {
  const power = new Float64Array(1024);
  for (const { left, top } of corners) {
    const block = Float64Array.from({ length: 1024 }, (_unused, at) => {
      const x = left + (at % 32);
      return luma.data[(top + (at >> 5)) * luma.widthPx + x]!;
    });
    const mean = block.reduce((sum, pixel) => sum + pixel, 0) / 1024;
    const windowed = block.map(
      (pixel, at) => (pixel - mean) * WINDOW[at % 32]! * WINDOW[at >> 5]!,
    );
    multiply(multiply(windowed)).forEach((value, at) => {
      power[at]! += value * value;
    });
  }
  return power;
}
