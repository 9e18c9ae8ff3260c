// How two pictures differ in each part of 8 × 8 pixels, after 1-4-6-4-1 along both axes, edges
// mirrored. All in whole numbers: rows come as sixteenths of a level, soft rows too, and what both
// axes together give is 256ths, so that levels of whole numbers come out exactly.

import { Simd } from './simd';

const PART: i32 = 8;
/** The filter reaches so far to each side. */
const REACH: i32 = 2;
const SIXTEENTHS: i32 = 16;
/** The middle of 256ths of a level: pairs of squares then fit 31 bits. */
const MIDDLE: i16 = 32640;
/** Pixels of a part, and 256ths of a level squared. */
const PIXELS: i64 = 64;
const UNITS: f64 = 65536.0;

class Lanes {
  /** Five neighbours weighed 1-4-6-4-1, each at most 4,080. */
  @inline
  static weighed(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
    const near = i16x8.shl(i16x8.add(b, d), 2);
    const middle = i16x8.mul(c, i16x8.splat(6));
    return i16x8.add(i16x8.add(i16x8.add(a, e), near), middle);
  }

  /** The same of five soft rows, around 0. */
  @inline
  static across(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
    return i16x8.sub(Lanes.weighed(a, b, c, d, e), i16x8.splat(MIDDLE));
  }

  /** Adds four i32 to two i64. */
  @inline
  static widen(sums: v128, values: v128): v128 {
    return i64x2.add(
      sums,
      i64x2.add(
        i64x2.extend_low_i32x4_s(values),
        i64x2.extend_high_i32x4_s(values),
      ),
    );
  }

  @inline
  static total(sums: v128): i64 {
    return i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1);
  }
}

/** Mirrors two pixels beyond each end of a row of `width` ≥ 2 u16 that begins at `row`. */
function mirrorEnds(row: usize, width: i32): void {
  const end = row + ((<usize>width) << 1);
  store<u16>(row - 2, load<u16>(row));
  store<u16>(row - 4, load<u16>(row, 2));
  store<u16>(end, load<u16>(end - 2));
  store<u16>(end, load<u16>(end - 4), 2);
}

/** Bytes that a row takes, as `spreadPartRow` and `boxPartRow` write it and `softenPartRow` reads it. */
export function partRowBytes(width: i32): i32 {
  return softRowBytes(width) + 4 * REACH;
}

/** Bytes of a soft row: whole vectors. */
export function softRowBytes(width: i32): i32 {
  return ((width + PART - 1) & -PART) * 2;
}

/** Whole levels as sixteenths of one. `width` ≥ 8. */
export function spreadPartRow(levels: usize, width: i32, row: usize): void {
  const from = row + 2 * REACH;
  let x = 0;
  for (; x + PART <= width; x += PART) {
    const eight = v128.load8x8_u(levels + x);
    v128.store(from + ((<usize>x) << 1), i16x8.shl(eight, 4));
  }
  for (; x < width; x++) {
    store<u16>(from + ((<usize>x) << 1), load<u8>(levels + x) * SIXTEENTHS);
  }
  mirrorEnds(from, width);
}

/** Adds a row of whole levels, times `weight`, to as many f32. */
export function addPartRow(
  levels: usize,
  width: i32,
  weight: f32,
  sums: usize,
): void {
  const weights = f32x4.splat(weight);
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const four = i32x4.extend_low_i16x8_u(
      i16x8.extend_low_i8x16_u(v128.load32_zero(levels + x)),
    );
    const added = f32x4.mul(f32x4.convert_i32x4_u(four), weights);
    const at = sums + ((<usize>x) << 2);
    v128.store(at, f32x4.add(v128.load(at), added));
  }
  for (; x < width; x++) {
    const at = sums + ((<usize>x) << 2);
    store<f32>(at, load<f32>(at) + <f32>load<u8>(levels + x) * weight);
  }
}

/**
 * Means of `scale` pixels each of a row of `width` f32, as sixteenths of a level. The last pixel may
 * stand for a part of that; none begins beyond the row. `outWidth` ≥ 8.
 */
export function boxPartRow(
  levels: usize,
  width: i32,
  scale: f64,
  outWidth: i32,
  row: usize,
): void {
  const out = row + 2 * REACH;
  for (let x = 0; x < outWidth; x++) {
    const begin = <f64>x * scale;
    let end = begin + scale;
    if (end > <f64>width) end = <f64>width;
    const first = <i32>begin;
    // Beyond the last pixel where the mean ends between two: that one then counts for nothing.
    const last = <i32>end < width ? <i32>end : width - 1;
    let at = levels + ((<usize>first) << 2);
    const lastAt = levels + ((<usize>last) << 2);
    // All of the first and the last, less what lies outside.
    let sum = -(begin - <f64>first) * <f64>load<f32>(at);
    sum -= (<f64>(last + 1) - end) * <f64>load<f32>(lastAt);
    for (; at <= lastAt; at += 4) sum += <f64>load<f32>(at);
    const mean = sum / (end - begin);
    const sixteenths = <i32>(mean * <f64>SIXTEENTHS + 0.5);
    store<u16>(out + ((<usize>x) << 1), sixteenths);
  }
  mirrorEnds(out, outWidth);
}

/** A row weighed along itself, to the nearest sixteenth. */
export function softenPartRow(row: usize, width: i32, soft: usize): void {
  // Halves go up and down in turn, so that pictures do not come out lighter.
  const half = i16x8(7, 8, 7, 8, 7, 8, 7, 8);
  for (let x = 0; x < width; x += PART) {
    const at = row + ((<usize>x) << 1);
    const sum = Lanes.weighed(
      v128.load(at),
      v128.load(at, 2),
      v128.load(at, 4),
      v128.load(at, 6),
      v128.load(at, 8),
    );
    const rounded = i16x8.shr_u(i16x8.add(sum, half), 4);
    v128.store(soft + ((<usize>x) << 1), rounded);
  }
}

/**
 * One part of two pictures, whose twelve soft rows begin at `first` and `second`: four f64, `stride`
 * bytes apart, the mean squared difference, both variances and the covariance, levels².
 */
function partSum(
  first: usize,
  second: usize,
  rowBytes: usize,
  out: usize,
  stride: usize,
): void {
  const ones = i16x8.splat(1);
  let a0 = v128.load(first);
  let b0 = v128.load(second);
  let a1 = v128.load(first + rowBytes);
  let b1 = v128.load(second + rowBytes);
  let a2 = v128.load(first + 2 * rowBytes);
  let b2 = v128.load(second + 2 * rowBytes);
  let a3 = v128.load(first + 3 * rowBytes);
  let b3 = v128.load(second + 3 * rowBytes);
  let aSums = i32x4.splat(0);
  let bSums = i32x4.splat(0);
  let aSquares = i64x2.splat(0);
  let bSquares = i64x2.splat(0);
  let products = i64x2.splat(0);
  for (let y = 0; y < PART; y++) {
    const at = <usize>(y + 2 * REACH) * rowBytes;
    const a4 = v128.load(first + at);
    const b4 = v128.load(second + at);
    const a = Lanes.across(a0, a1, a2, a3, a4);
    const b = Lanes.across(b0, b1, b2, b3, b4);
    aSums = i32x4.add(aSums, i32x4.dot_i16x8_s(a, ones));
    bSums = i32x4.add(bSums, i32x4.dot_i16x8_s(b, ones));
    aSquares = Lanes.widen(aSquares, i32x4.dot_i16x8_s(a, a));
    bSquares = Lanes.widen(bSquares, i32x4.dot_i16x8_s(b, b));
    products = Lanes.widen(products, i32x4.dot_i16x8_s(a, b));
    a0 = a1;
    b0 = b1;
    a1 = a2;
    b1 = b2;
    a2 = a3;
    b2 = b3;
    a3 = a4;
    b3 = b4;
  }
  const aSum = <i64>Simd.total(aSums);
  const bSum = <i64>Simd.total(bSums);
  const aSquare = Lanes.total(aSquares);
  const bSquare = Lanes.total(bSquares);
  const product = Lanes.total(products);
  const difference = aSquare - 2 * product + bSquare;
  const scale = 1 / (<f64>(PIXELS * PIXELS) * UNITS);
  store<f64>(out, <f64>(difference * PIXELS) * scale);
  store<f64>(out + stride, <f64>(aSquare * PIXELS - aSum * aSum) * scale);
  store<f64>(out + 2 * stride, <f64>(bSquare * PIXELS - bSum * bSum) * scale);
  store<f64>(out + 3 * stride, <f64>(product * PIXELS - aSum * bSum) * scale);
}

/**
 * A row of parts of two pictures `width` ≥ 8 wide, of their twelve soft rows each: four times as many
 * f64 as there are parts. The last part is moved back so that it is whole.
 */
export function partSums(
  first: usize,
  second: usize,
  width: i32,
  out: usize,
): void {
  const rowBytes = <usize>softRowBytes(width);
  const count = (width + PART - 1) / PART;
  const stride = (<usize>count) << 3;
  for (let part = 0; part < count; part++) {
    const left = part * PART;
    const start = left + PART <= width ? left : width - PART;
    const at = (<usize>start) << 1;
    partSum(first + at, second + at, rowBytes, out, stride);
    out += 8;
  }
}
