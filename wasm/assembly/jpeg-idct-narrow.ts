import { Simd } from './simd';

// libjpeg's accurate integer inverse DCT (see jpeg-idct.ts) of a block whose coefficients are so
// small that nothing leaves 16 bits between its products: eight columns or rows at a time, two
// products and their sum in one step. Constants are sums of libjpeg's, so that every sum is the same.

/**
 * Σ of all coefficients' sizes up to which this holds: samples stay within ±500 and what lies
 * between the passes within ±11,100, so that two of them still fit 16 bits.
 */
export const MOST_NARROW: i32 = 2000;

const ROW_BYTES: usize = 16;

class Pair {
  /** x · a + y · b of pairs (x, y). */
  @inline
  static dot(pairs: v128, a: i32, b: i32): v128 {
    return i32x4.dot_i16x8_s(pairs, i32x4.splat((a & 0xffff) | (b << 16)));
  }
}

class Narrow {
  /**
   * Four of the eight columns, from pairs of rows (0, 4), (2, 6), (7 + 3, 5 + 1), (7, 1) and (5, 3),
   * divided by 2^shift to the nearest, into eight vectors, 32 bytes apart.
   */
  @inline
  static half(
    e04: v128,
    e26: v128,
    sums: v128,
    o71: v128,
    o53: v128,
    shift: i32,
    to: usize,
  ): void {
    const rounding = i32x4.splat(1 << (shift - 1));
    const even = i32x4.add(Pair.dot(e04, 8192, 8192), rounding);
    const other = i32x4.add(Pair.dot(e04, 8192, -8192), rounding);
    const t3 = Pair.dot(e26, 4433 + 6270, 4433);
    const t2 = Pair.dot(e26, 4433, 4433 - 15137);
    const t10 = i32x4.add(even, t3);
    const t13 = i32x4.sub(even, t3);
    const t11 = i32x4.add(other, t2);
    const t12 = i32x4.sub(other, t2);
    const z3 = Pair.dot(sums, 9633 - 16069, 9633);
    const z4 = Pair.dot(sums, 9633, 9633 - 3196);
    const o0 = i32x4.add(Pair.dot(o71, 2446 - 7373, -7373), z3);
    const o3 = i32x4.add(Pair.dot(o71, -7373, 12299 - 7373), z4);
    const o1 = i32x4.add(Pair.dot(o53, 16819 - 20995, -20995), z4);
    const o2 = i32x4.add(Pair.dot(o53, -20995, 25172 - 20995), z3);
    v128.store(to, i32x4.shr_s(i32x4.add(t10, o3), shift));
    v128.store(to, i32x4.shr_s(i32x4.add(t11, o2), shift), 32);
    v128.store(to, i32x4.shr_s(i32x4.add(t12, o1), shift), 64);
    v128.store(to, i32x4.shr_s(i32x4.add(t13, o0), shift), 96);
    v128.store(to, i32x4.shr_s(i32x4.sub(t13, o0), shift), 128);
    v128.store(to, i32x4.shr_s(i32x4.sub(t12, o1), shift), 160);
    v128.store(to, i32x4.shr_s(i32x4.sub(t11, o2), shift), 192);
    v128.store(to, i32x4.shr_s(i32x4.sub(t10, o3), shift), 224);
  }

  /** One pass over eight vectors of i16, 16 bytes apart, into eight of i32, 32 bytes apart. */
  @inline
  static pass(from: usize, shift: i32, to: usize): void {
    const r0 = v128.load(from);
    const r1 = v128.load(from, 16);
    const r2 = v128.load(from, 32);
    const r3 = v128.load(from, 48);
    const r4 = v128.load(from, 64);
    const r5 = v128.load(from, 80);
    const r6 = v128.load(from, 96);
    const r7 = v128.load(from, 112);
    const z3 = i16x8.add(r7, r3);
    const z4 = i16x8.add(r5, r1);
    Narrow.half(
      Simd.interleaveLow16(r0, r4),
      Simd.interleaveLow16(r2, r6),
      Simd.interleaveLow16(z3, z4),
      Simd.interleaveLow16(r7, r1),
      Simd.interleaveLow16(r5, r3),
      shift,
      to,
    );
    Narrow.half(
      Simd.interleaveHigh16(r0, r4),
      Simd.interleaveHigh16(r2, r6),
      Simd.interleaveHigh16(z3, z4),
      Simd.interleaveHigh16(r7, r1),
      Simd.interleaveHigh16(r5, r3),
      shift,
      to + 16,
    );
  }

  /** Eight i32 as i16. */
  @inline
  static load(at: usize): v128 {
    return i16x8.narrow_i32x4_s(v128.load(at), v128.load(at, 16));
  }
}

/** Eight vectors of i32 (32 bytes apart) to eight of i16, rows to columns. */
function transpose(from: usize, to: usize): void {
  const r0 = Narrow.load(from);
  const r1 = Narrow.load(from + 32);
  const r2 = Narrow.load(from + 64);
  const r3 = Narrow.load(from + 96);
  const r4 = Narrow.load(from + 128);
  const r5 = Narrow.load(from + 160);
  const r6 = Narrow.load(from + 192);
  const r7 = Narrow.load(from + 224);
  let ab = Simd.interleaveLow16(r0, r1);
  let cd = Simd.interleaveLow16(r2, r3);
  let ef = Simd.interleaveLow16(r4, r5);
  let gh = Simd.interleaveLow16(r6, r7);
  let low = Simd.interleaveLow32(ab, cd);
  let high = Simd.interleaveLow32(ef, gh);
  v128.store(to, Simd.interleaveLow64(low, high));
  v128.store(to, Simd.interleaveHigh64(low, high), 16);
  low = Simd.interleaveHigh32(ab, cd);
  high = Simd.interleaveHigh32(ef, gh);
  v128.store(to, Simd.interleaveLow64(low, high), 32);
  v128.store(to, Simd.interleaveHigh64(low, high), 48);
  ab = Simd.interleaveHigh16(r0, r1);
  cd = Simd.interleaveHigh16(r2, r3);
  ef = Simd.interleaveHigh16(r4, r5);
  gh = Simd.interleaveHigh16(r6, r7);
  low = Simd.interleaveLow32(ab, cd);
  high = Simd.interleaveLow32(ef, gh);
  v128.store(to, Simd.interleaveLow64(low, high), 64);
  v128.store(to, Simd.interleaveHigh64(low, high), 80);
  low = Simd.interleaveHigh32(ab, cd);
  high = Simd.interleaveHigh32(ef, gh);
  v128.store(to, Simd.interleaveLow64(low, high), 96);
  v128.store(to, Simd.interleaveHigh64(low, high), 112);
}

function storeRows(rows: v128, target: usize, stride: usize): void {
  v128.store64_lane(target, rows, 0);
  v128.store64_lane(target + stride, rows, 1);
}

/** Eight columns of i32 around 0 (32 bytes apart) to rows of samples. */
function toSamples(from: usize, target: usize, stride: usize): void {
  // Limited to −128…127, then moved by 128.
  const middle = i8x16.splat(-128);
  const c04 = i8x16.narrow_i16x8_s(Narrow.load(from), Narrow.load(from + 128));
  const c15 = i8x16.narrow_i16x8_s(
    Narrow.load(from + 32),
    Narrow.load(from + 160),
  );
  const c26 = i8x16.narrow_i16x8_s(
    Narrow.load(from + 64),
    Narrow.load(from + 192),
  );
  const c37 = i8x16.narrow_i16x8_s(
    Narrow.load(from + 96),
    Narrow.load(from + 224),
  );
  const c01 = v128.xor(Simd.interleaveLow8(c04, c15), middle);
  const c45 = v128.xor(Simd.interleaveHigh8(c04, c15), middle);
  const c23 = v128.xor(Simd.interleaveLow8(c26, c37), middle);
  const c67 = v128.xor(Simd.interleaveHigh8(c26, c37), middle);
  let left = Simd.interleaveLow16(c01, c23);
  let right = Simd.interleaveLow16(c45, c67);
  storeRows(Simd.interleaveLow32(left, right), target, stride);
  target += stride << 1;
  storeRows(Simd.interleaveHigh32(left, right), target, stride);
  target += stride << 1;
  left = Simd.interleaveHigh16(c01, c23);
  right = Simd.interleaveHigh16(c45, c67);
  storeRows(Simd.interleaveLow32(left, right), target, stride);
  target += stride << 1;
  storeRows(Simd.interleaveHigh32(left, right), target, stride);
}

/**
 * A block of dequantised coefficients (i16 × 64, row-major), no more than MOST_NARROW in all, to
 * 8 × 8 samples; the coefficients are 0 again afterwards. `work`: i32 × 64.
 */
export function narrowInverseDct(
  block: usize,
  work: usize,
  target: usize,
  stride: usize,
): void {
  Narrow.pass(block, 11, work);
  transpose(work, block);
  Narrow.pass(block, 18, work);
  toSamples(work, target, stride);
  const none = i64x2.splat(0);
  for (let at: usize = 0; at < 8 * ROW_BYTES; at += ROW_BYTES) {
    v128.store(block + at, none);
  }
}
