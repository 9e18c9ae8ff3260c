import type { LumaRaster, RgbRaster } from '../raster.ts';
import { lumaOracle } from './resize-oracle.ts';

/** The plain twin of cellSums: R, G, B and pixels of each cell. */
export function cellsOracle(raster: RgbRaster): number[] {
  const { data, widthPx, heightPx } = raster;
  const out: number[] = [];
  const span = (i: number, size: number): [number, number] => {
    const start = Math.floor((i * size) / 4);
    return [start, Math.max(start + 1, Math.floor(((i + 1) * size) / 4))];
  };
  for (let cy = 0; cy < 4; cy++) {
    for (let cx = 0; cx < 4; cx++) {
      const [x0, x1] = span(cx, widthPx);
      const [y0, y1] = span(cy, heightPx);
      const sums = [0, 0, 0];
      for (let y = y0; y < y1; y++) {
        for (let x = x0; x < x1; x++) {
          for (let c = 0; c < 3; c++) {
            sums[c]! += data[(y * widthPx + x) * 3 + c]!;
          }
        }
      }
      out.push(...sums, (x1 - x0) * (y1 - y0));
    }
  }
  return out;
}

/** The plain twin of colourSignature. */
export function colourOracle(raster: RgbRaster): Uint8Array {
  const cells = cellsOracle(raster);
  const out: number[] = [];
  for (let cell = 0; cell < 16; cell++) {
    const [r = 0, g = 0, b = 0, count = 0] = cells.slice(cell * 4);
    const luma = (0.299 * r + 0.587 * g + 0.114 * b) / count;
    const cb = 128 + (b / count - luma) / 1.772;
    out.push(luma, cb, 128 + (r / count - luma) / 1.402);
  }
  return Uint8Array.from(out, (v) => Math.max(0, Math.min(255, Math.round(v))));
}

/** The plain twin of laplacianSums: all values of the Laplacian. */
export function laplacianOracle(luma: LumaRaster): number[] {
  const { data, widthPx, heightPx } = luma;
  const values: number[] = [];
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const p = (dx: number, dy: number): number =>
        data[(y + dy) * widthPx + x + dx]!;
      values.push(4 * p(0, 0) - p(-1, 0) - p(1, 0) - p(0, -1) - p(0, 1));
    }
  }
  return values;
}

/** The plain twin of sharpness. */
export function sharpnessOracle(raster: RgbRaster): number {
  const values = laplacianOracle(lumaOracle(raster));
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
}

/** The plain twin of stepSums. */
export function stepsOracle(luma: LumaRaster): number[] {
  const { data, widthPx, heightPx } = luma;
  const sums = new Array<number>(16).fill(0);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = y * widthPx + x;
      if (x + 1 < widthPx) {
        sums[x % 8]! += Math.abs(data[at]! - data[at + 1]!);
      }
      if (y + 1 < heightPx) {
        sums[8 + (y % 8)]! += Math.abs(data[at]! - data[at + widthPx]!);
      }
    }
  }
  return sums;
}

/** The plain twin of contentCounts: the five sums, and how often each 5-bit colour occurs. */
export function contentOracle(raster: RgbRaster): {
  sums: number[];
  bins: Map<number, number>;
} {
  const { data, widthPx } = raster;
  const luma = lumaOracle(raster).data;
  const sums = [0, 0, 0, 0, 0];
  const bins = new Map<number, number>();
  luma.forEach((l, i) => {
    const rgb = [...data.subarray(i * 3, i * 3 + 3)];
    const left = [...data.subarray(i * 3 - 3, i * 3)];
    const chroma = Math.max(...rgb) - Math.min(...rgb);
    sums[0]! += l;
    sums[1]! += l * l;
    if (l >= 176 && chroma < 24) sums[2]!++;
    sums[3]! += chroma;
    const repeats =
      i % widthPx > 0 && rgb.every((v, c) => Math.abs(v - left[c]!) <= 1);
    if (repeats) sums[4]!++;
    const bin = rgb.reduce((all, v) => all * 32 + (v >> 3), 0);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  });
  return { sums, bins };
}

/** The plain twin of blockTexture, over the whole 32×32 raster. */
export function textureOracle(block: LumaRaster): number {
  let sum = 0;
  for (let y = 0; y < 30; y++) {
    for (let x = 0; x < 30; x++) {
      const at = y * 32 + x;
      const value = block.data[at]!;
      sum += (block.data[at + 2]! - value) ** 2;
      sum += (block.data[at + 64]! - value) ** 2;
    }
  }
  return sum;
}

/** The plain twin of addBlockSpectrum, in double precision. */
export function spectrumOracle(block: LumaRaster): number[] {
  const mean = block.data.reduce((sum, p) => sum + p, 0) / 1024;
  const wave = (k: number, n: number): number =>
    (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / 32)) *
    Math.cos((Math.PI * k * (2 * n + 1)) / 64);
  const power: number[] = [];
  for (let v = 0; v < 32; v++) {
    for (let u = 0; u < 32; u++) {
      let sum = 0;
      for (let y = 0; y < 32; y++) {
        for (let x = 0; x < 32; x++) {
          sum += (block.data[y * 32 + x]! - mean) * wave(v, y) * wave(u, x);
        }
      }
      power.push(sum * sum);
    }
  }
  return power;
}

/** The plain twin of correlationSums and ncc together. */
export function nccOracle(a: Uint8Array, b: Uint8Array): number {
  const mean = (v: Uint8Array): number =>
    v.reduce((sum, x) => sum + x, 0) / v.length;
  const meanA = mean(a);
  const meanB = mean(b);
  let varianceA = 0;
  let varianceB = 0;
  let covariance = 0;
  a.forEach((x, i) => {
    varianceA += (x - meanA) ** 2;
    varianceB += (b[i]! - meanB) ** 2;
    covariance += (x - meanA) * (b[i]! - meanB);
  });
  if (varianceA === 0 || varianceB === 0) return 0;
  return covariance / Math.sqrt(varianceA * varianceB);
}
