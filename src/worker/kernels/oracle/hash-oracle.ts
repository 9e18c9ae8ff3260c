import { DIHEDRAL_TRANSFORMS } from '../../../domain/fingerprint.ts';
import type { RgbRaster } from '../raster.ts';
import { lumaOracle, resizeOracle } from './resize-oracle.ts';

/** Packs bits, first bit the most significant of byte 0. */
export function packBits(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(bits.length / 8);
  bits.forEach((bit, i) => {
    if (bit) bytes[i >> 3]! |= 0x80 >> (i & 7);
  });
  return bytes;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function aboveMedian(values: readonly number[]): Uint8Array {
  const limit = median(values);
  return packBits(values.map((value) => value > limit));
}

function square(raster: RgbRaster, width: number, height: number): number[] {
  return [...resizeOracle(lumaOracle(raster), width, height).data];
}

export function aHashOracle(raster: RgbRaster, side: number): Uint8Array {
  const pixels = square(raster, side, side);
  const mean = pixels.reduce((sum, p) => sum + p, 0) / pixels.length;
  return packBits(pixels.map((p) => p > mean));
}

export function dHashOracle(raster: RgbRaster, side: number): Uint8Array {
  const pixels = square(raster, side + 1, side);
  const bits: boolean[] = [];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = y * (side + 1) + x;
      bits.push(pixels[at + 1]! > pixels[at]!);
    }
  }
  return packBits(bits);
}

/** DCT-II coefficient (v, u) of a square, straight from the definition. */
function coefficient(
  pixels: readonly number[],
  size: number,
  v: number,
  u: number,
): number {
  let sum = 0;
  for (let y = 0; y < size; y++) {
    const cy = Math.cos((Math.PI * v * (2 * y + 1)) / (2 * size));
    for (let x = 0; x < size; x++) {
      const cx = Math.cos((Math.PI * u * (2 * x + 1)) / (2 * size));
      sum += pixels[y * size + x]! * cy * cx;
    }
  }
  return sum;
}

function mirror(pixels: readonly number[], size: number): number[] {
  return pixels.map(
    (_unused, i) => pixels[i - (i % size) + size - 1 - (i % size)]!,
  );
}

/** A quarter turn clockwise: the left column becomes the top row. */
function turn(pixels: readonly number[], size: number): number[] {
  return pixels.map((_unused, i) => {
    const x = i % size;
    const y = Math.floor(i / size);
    return pixels[(size - 1 - x) * size + y]!;
  });
}

/** The eight pHashes, by really turning and mirroring the resized square. */
export function pHashesOracle(raster: RgbRaster, side: number): Uint8Array {
  const size = side * 4;
  const upright = square(raster, size, size);
  const parts = DIHEDRAL_TRANSFORMS.map((_unused, transform) => {
    let pixels = transform >= 4 ? mirror(upright, size) : upright;
    for (let turns = transform % 4; turns > 0; turns--) {
      pixels = turn(pixels, size);
    }
    const values: number[] = [];
    for (let v = 0; v < side; v++) {
      for (let u = 0; u < side; u++) {
        values.push(coefficient(pixels, size, v, u));
      }
    }
    return aboveMedian(values);
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const TAP = 0.7071067811865476;

type Grid = number[][];

/** The four quadrants of one Haar level, axis 0 first, as PyWavelets orders its sums. */
interface Level {
  ll: Grid;
  lh: Grid;
  hl: Grid;
  hh: Grid;
}

function splitRows(grid: Grid): { low: Grid; high: Grid } {
  const low: Grid = [];
  const high: Grid = [];
  for (let y = 0; y < grid.length; y += 2) {
    const odd = grid[y + 1]!;
    low.push(grid[y]!.map((even, x) => TAP * odd[x]! + TAP * even));
    high.push(grid[y]!.map((even, x) => -TAP * odd[x]! + TAP * even));
  }
  return { low, high };
}

function joinRows(low: Grid, high: Grid): Grid {
  return low.flatMap((row, y) => [
    row.map((a, x) => TAP * a + TAP * high[y]![x]!),
    row.map((a, x) => TAP * a + -TAP * high[y]![x]!),
  ]);
}

function transposed(grid: Grid): Grid {
  return grid[0]!.map((_unused, x) => grid.map((row) => row[x]!));
}

function haarDown(grid: Grid): Level {
  const { low, high } = splitRows(grid);
  const top = splitRows(transposed(low));
  const bottom = splitRows(transposed(high));
  return {
    ll: transposed(top.low),
    lh: transposed(top.high),
    hl: transposed(bottom.low),
    hh: transposed(bottom.high),
  };
}

function haarUp({ ll, lh, hl, hh }: Level): Grid {
  const low = transposed(joinRows(transposed(ll), transposed(lh)));
  const high = transposed(joinRows(transposed(hl), transposed(hh)));
  return joinRows(low, high);
}

/** undefined where the picture is too small for the hash. */
export function wHashOracle(
  raster: RgbRaster,
  side: number,
): Uint8Array | undefined {
  const shortSide = Math.min(raster.widthPx, raster.heightPx);
  if (shortSide < side) return undefined;
  const scale = 2 ** Math.floor(Math.log2(shortSide));
  const pixels = square(raster, scale, scale);
  let grid: Grid = Array.from({ length: scale }, (_unused, y) =>
    pixels.slice(y * scale, (y + 1) * scale).map((p) => p / 255),
  );
  const levels: Level[] = [];
  while (grid.length > 1) {
    const level = haarDown(grid);
    levels.push(level);
    grid = level.ll;
  }
  grid = [[0]];
  for (const level of levels.reverse()) grid = haarUp({ ...level, ll: grid });
  while (grid.length > side) grid = haarDown(grid).ll;
  return aboveMedian(grid.flat());
}
