import type { LumaRaster } from './kernels/raster.ts';

/**
 * Reduces luma by a box filter to ⌈w/factor⌉ × ⌈h/factor⌉: the mean of each block to the nearest,
 * over the pixels it has; as `reduceToRaster` does it with colours.
 * @param factor a whole number; 1 gives the raster itself
 */
export function reduceLuma(raster: LumaRaster, factor: number): LumaRaster {
  if (factor === 1) return raster;
  const { data, widthPx, heightPx } = raster;
  const outWidth = Math.ceil(widthPx / factor);
  const outHeight = Math.ceil(heightPx / factor);
  const reduced = new Uint8Array(outWidth * outHeight);
  const sums = new Float64Array(outWidth);
  for (let block = 0; block < outHeight; block += 1) {
    const top = block * factor;
    const bottom = Math.min(heightPx, top + factor);
    sums.fill(0);
    for (let y = top; y < bottom; y += 1) {
      let from = y * widthPx;
      const rowEnd = from + widthPx;
      for (let x = 0; x < outWidth; x += 1) {
        const end = Math.min(rowEnd, from + factor);
        let sum = 0;
        for (; from < end; from += 1) sum += data[from] ?? 0;
        sums[x] = (sums[x] ?? 0) + sum;
      }
    }
    for (let x = 0; x < outWidth; x += 1) {
      const across = Math.min(factor, widthPx - x * factor);
      const pixels = across * (bottom - top);
      reduced[block * outWidth + x] = (sums[x] ?? 0) / pixels + 0.5;
    }
  }
  return { data: reduced, widthPx: outWidth, heightPx: outHeight };
}
