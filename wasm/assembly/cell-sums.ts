import { Simd } from './simd';

/** Cells per side of the colour signature's grid. */
const GRID: i32 = 4;

/**
 * Sums R, G, B over a 4×4 grid: per cell four u32 {R, G, B, pixels}. Cell i of n pixels covers
 * [⌊i·n/4⌋, ⌊(i+1)·n/4⌋), and at least one pixel. The planes are those of splitRgb.
 */
export function cellSums(
  red: usize,
  green: usize,
  blue: usize,
  width: i32,
  height: i32,
  out: usize,
): void {
  for (let cell = 0; cell < GRID * GRID; cell++) {
    const x0 = cellStart(cell & 3, width);
    const y0 = cellStart(cell >> 2, height);
    let x1 = cellStart((cell & 3) + 1, width);
    let y1 = cellStart((cell >> 2) + 1, height);
    if (x1 <= x0) x1 = x0 + 1;
    if (y1 <= y0) y1 = y0 + 1;
    const first = <usize>y0 * <usize>width + <usize>x0;
    const columns = x1 - x0;
    const rows = y1 - y0;
    store<u32>(out, cellSum(red + first, width, columns, rows));
    store<u32>(out, cellSum(green + first, width, columns, rows), 4);
    store<u32>(out, cellSum(blue + first, width, columns, rows), 8);
    store<u32>(out, columns * rows, 12);
    out += 16;
  }
}

function cellStart(i: i32, size: i32): i32 {
  return (i * size) / GRID;
}

function cellSum(at: usize, stride: i32, columns: i32, rows: i32): u32 {
  let lanes = i32x4.splat(0);
  let sum: u32 = 0;
  for (let y = 0; y < rows; y++) {
    let x = 0;
    for (; x + 16 <= columns; x += 16) {
      lanes = Simd.addBytes(lanes, v128.load(at + x));
    }
    for (; x < columns; x++) sum += load<u8>(at + x);
    at += stride;
  }
  return sum + Simd.total(lanes);
}
