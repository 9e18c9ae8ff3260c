/**
 * Steps of a few instructions that several kernels share. They are static methods because only
 * those can be marked to be compiled into their callers, where calls would cost more than they do.
 */
export class Simd {
  /** Bytes a0 b0 a1 b1 … of the first halves. */
  @inline
  static interleaveLow8(a: v128, b: v128): v128 {
    // prettier-ignore
    return i8x16.shuffle(
      a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23,
    );
  }

  /** Bytes a8 b8 a9 b9 … of the second halves. */
  @inline
  static interleaveHigh8(a: v128, b: v128): v128 {
    // prettier-ignore
    return i8x16.shuffle(
      a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31,
    );
  }

  @inline
  static interleaveLow16(a: v128, b: v128): v128 {
    return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  }

  @inline
  static interleaveHigh16(a: v128, b: v128): v128 {
    return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  }

  @inline
  static interleaveLow32(a: v128, b: v128): v128 {
    return i32x4.shuffle(a, b, 0, 4, 1, 5);
  }

  @inline
  static interleaveHigh32(a: v128, b: v128): v128 {
    return i32x4.shuffle(a, b, 2, 6, 3, 7);
  }

  @inline
  static interleaveLow64(a: v128, b: v128): v128 {
    return i64x2.shuffle(a, b, 0, 2);
  }

  @inline
  static interleaveHigh64(a: v128, b: v128): v128 {
    return i64x2.shuffle(a, b, 1, 3);
  }

  /** Sixteen i32 as bytes, limited to 0–255. */
  @inline
  static narrow(a: v128, b: v128, c: v128, d: v128): v128 {
    return i8x16.narrow_i16x8_u(
      i16x8.narrow_i32x4_s(a, b),
      i16x8.narrow_i32x4_s(c, d),
    );
  }

  /** Adds sixteen bytes to four i32. */
  @inline
  static addBytes(sums: v128, bytes: v128): v128 {
    return i32x4.add(
      sums,
      i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)),
    );
  }

  /** Σ of the four i32, each and all below 2^31. */
  @inline
  static total(sums: v128): i32 {
    return (
      i32x4.extract_lane(sums, 0) +
      i32x4.extract_lane(sums, 1) +
      i32x4.extract_lane(sums, 2) +
      i32x4.extract_lane(sums, 3)
    );
  }
}
