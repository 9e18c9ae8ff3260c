// Eight rows of a picture side by side, so that each lane of a vector goes along a row of its own.

import { Simd } from './simd';

/** Rows that are filtered together, one per lane of two vectors. */
export const STRIP_ROWS: i32 = 8;

/** Bytes of one column of a strip. */
export const STEP: usize = 32;

/** Four rows of four floats become four columns, `STEP` apart; or the other way round. */
function transposeFour(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  toA: usize,
  toB: usize,
  toC: usize,
  toD: usize,
): void {
  const rowA = v128.load(a);
  const rowB = v128.load(b);
  const rowC = v128.load(c);
  const rowD = v128.load(d);
  const lowAb = Simd.interleaveLow32(rowA, rowB);
  const lowCd = Simd.interleaveLow32(rowC, rowD);
  const highAb = Simd.interleaveHigh32(rowA, rowB);
  const highCd = Simd.interleaveHigh32(rowC, rowD);
  v128.store(toA, Simd.interleaveLow64(lowAb, lowCd));
  v128.store(toB, Simd.interleaveHigh64(lowAb, lowCd));
  v128.store(toC, Simd.interleaveLow64(highAb, highCd));
  v128.store(toD, Simd.interleaveHigh64(highAb, highCd));
}

/** Four rows of a picture, of which `count` are there, into half a strip; the last one stands in. */
function rowsToStrip(
  rows: usize,
  pitch: usize,
  count: i32,
  width: i32,
  strip: usize,
): void {
  let a = rows;
  let b = count > 1 ? a + pitch : a;
  let c = count > 2 ? b + pitch : b;
  let d = count > 3 ? c + pitch : c;
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const second = strip + STEP;
    const third = second + STEP;
    const fourth = third + STEP;
    transposeFour(a, b, c, d, strip, second, third, fourth);
    strip = fourth + STEP;
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  for (; x < width; x++) {
    store<f32>(strip, load<f32>(a));
    store<f32>(strip, load<f32>(b), 4);
    store<f32>(strip, load<f32>(c), 8);
    store<f32>(strip, load<f32>(d), 12);
    strip += STEP;
    a += 4;
    b += 4;
    c += 4;
    d += 4;
  }
}

/** Half a strip back into four rows, of which `count` are there. */
function stripToRows(
  strip: usize,
  width: i32,
  rows: usize,
  pitch: usize,
  count: i32,
): void {
  // Where rows are missing, the last one is written again with what stands in for them.
  let a = rows;
  let b = count > 1 ? a + pitch : a;
  let c = count > 2 ? b + pitch : b;
  let d = count > 3 ? c + pitch : c;
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const second = strip + STEP;
    const third = second + STEP;
    const fourth = third + STEP;
    transposeFour(strip, second, third, fourth, a, b, c, d);
    strip = fourth + STEP;
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  for (; x < width; x++) {
    store<f32>(a, load<f32>(strip));
    store<f32>(b, load<f32>(strip, 4));
    store<f32>(c, load<f32>(strip, 8));
    store<f32>(d, load<f32>(strip, 12));
    strip += STEP;
    a += 4;
    b += 4;
    c += 4;
    d += 4;
  }
}

/** Eight rows from row `y` on, or as many as are there, into a strip. */
export function loadStrip(
  image: usize,
  width: i32,
  height: i32,
  y: i32,
  strip: usize,
): void {
  const pitch = (<usize>width) << 2;
  const rows = image + <usize>y * pitch;
  const count = height - y;
  rowsToStrip(rows, pitch, count, width, strip);
  // Of less than five rows the second half is of no use, but must be numbers.
  const isWhole = count > 4;
  rowsToStrip(
    isWhole ? rows + 4 * pitch : rows,
    pitch,
    isWhole ? count - 4 : count,
    width,
    strip + 16,
  );
}

/** A strip back into rows, of which `count` are there; more than eight are eight. */
export function storeStrip(
  strip: usize,
  width: i32,
  rows: usize,
  pitch: usize,
  count: i32,
): void {
  stripToRows(strip, width, rows, pitch, count);
  if (count > 4) {
    stripToRows(strip + 16, width, rows + 4 * pitch, pitch, count - 4);
  }
}
