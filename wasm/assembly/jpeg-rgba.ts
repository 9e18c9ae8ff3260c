import { Simd } from './simd';

// libjpeg's "fancy" upsampling (jdsample.c) and its YCbCr to RGB (jdcolor.c), to the bit.

class Chroma {
  /** Eight values from their own and their left and right neighbours' sums, as 16 bytes. */
  @inline
  static spread(at: usize, even: v128, odd: v128, shift: i32): v128 {
    const own = v128.load(at);
    const three = i16x8.add(own, i16x8.add(own, own));
    const a = i16x8.add(i16x8.add(three, v128.load(at - 2)), even);
    const b = i16x8.add(i16x8.add(three, v128.load(at + 2)), odd);
    return v128.or(i16x8.shr_u(a, shift), i16x8.shl(i16x8.shr_u(b, shift), 8));
  }

  /** Eight pairs of i16, each with the factors, as fractions of 2^16, to the nearest. */
  @inline
  static scaled(low: v128, high: v128, factors: v128): v128 {
    const half = i32x4.splat(0x8000);
    return i16x8.narrow_i32x4_s(
      i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(low, factors), half), 16),
      i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(high, factors), half), 16),
    );
  }
}

/** Bytes of one row of sums: i16, with one more on both sides, and a vector. */
export function jpegChromaScratchBytes(width: usize): usize {
  return width * 2 + 48;
}

/**
 * A row of chroma at twice its width. `near`: the row above or below that is nearer to the row
 * wanted, or 0 where rows are not doubled. Writes up to 16 bytes more than 2 · width.
 */
export function jpegDoubleChroma(
  row: usize,
  near: usize,
  width: usize,
  scratch: usize,
  out: usize,
): void {
  const sums = scratch + 16;
  for (let x: usize = 0; x < width; x += 8) {
    let sum = i16x8.extend_low_i8x16_u(v128.load64_zero(row + x));
    if (near != 0) {
      sum = i16x8.add(
        i16x8.add(sum, i16x8.add(sum, sum)),
        i16x8.extend_low_i8x16_u(v128.load64_zero(near + x)),
      );
    }
    v128.store(sums + (x << 1), sum);
  }
  store<u16>(sums - 2, load<u16>(sums));
  const end = sums + (width << 1);
  store<u16>(end, load<u16>(end - 2));
  if (near != 0) {
    const even = i16x8.splat(8);
    const odd = i16x8.splat(7);
    for (let x: usize = 0; x < width; x += 8) {
      v128.store(out + (x << 1), Chroma.spread(sums + (x << 1), even, odd, 4));
    }
  } else {
    const even = i16x8.splat(1);
    const odd = i16x8.splat(2);
    for (let x: usize = 0; x < width; x += 8) {
      v128.store(out + (x << 1), Chroma.spread(sums + (x << 1), even, odd, 2));
    }
  }
}

/** A row of YCbCr as opaque RGBA. Reads and writes up to 15 pixels more than `width`. */
export function jpegYccRow(
  y: usize,
  cb: usize,
  cr: usize,
  width: usize,
  rgba: usize,
): void {
  const middle = i16x8.splat(128);
  // 1.402 = 1 + 26345 / 2^16; 1.772 = 2 − 14942 / 2^16; 0.34414 = 22554 / 2^16;
  // 0.71414 = 1 − 18734 / 2^16.
  const toRed = i32x4.splat(26345);
  const toBlue = i32x4.splat(-14942 & 0xffff);
  const toGreen = i32x4.splat((-22554 & 0xffff) | (18734 << 16));
  const none = i16x8.splat(0);
  for (let x: usize = 0; x < width; x += 8) {
    const luma = i16x8.extend_low_i8x16_u(v128.load64_zero(y + x));
    const b = i16x8.sub(
      i16x8.extend_low_i8x16_u(v128.load64_zero(cb + x)),
      middle,
    );
    const r = i16x8.sub(
      i16x8.extend_low_i8x16_u(v128.load64_zero(cr + x)),
      middle,
    );
    const red = i16x8.add(
      i16x8.add(luma, r),
      Chroma.scaled(
        Simd.interleaveLow16(r, none),
        Simd.interleaveHigh16(r, none),
        toRed,
      ),
    );
    const blue = i16x8.add(
      i16x8.add(luma, i16x8.add(b, b)),
      Chroma.scaled(
        Simd.interleaveLow16(b, none),
        Simd.interleaveHigh16(b, none),
        toBlue,
      ),
    );
    const green = i16x8.add(
      i16x8.sub(luma, r),
      Chroma.scaled(
        Simd.interleaveLow16(b, r),
        Simd.interleaveHigh16(b, r),
        toGreen,
      ),
    );
    const redBlue = i8x16.narrow_i16x8_u(red, blue);
    const greenOpaque = v128.or(
      i8x16.narrow_i16x8_u(green, none),
      i64x2(0, -1),
    );
    const redGreen = Simd.interleaveLow8(redBlue, greenOpaque);
    const blueOpaque = Simd.interleaveHigh8(redBlue, greenOpaque);
    v128.store(rgba, Simd.interleaveLow16(redGreen, blueOpaque));
    v128.store(rgba, Simd.interleaveHigh16(redGreen, blueOpaque), 16);
    rgba += 32;
  }
}

/** A row of grey as opaque RGBA. Reads and writes up to 15 pixels more than `width`. */
export function jpegGreyRow(y: usize, width: usize, rgba: usize): void {
  const opaque = i32x4.splat(<i32>0xff000000);
  for (let x: usize = 0; x < width; x += 4) {
    const four = i32x4.splat(load<i32>(y + x));
    // prettier-ignore
    const spread = i8x16.swizzle(
      four, i8x16(0, 0, 0, -1, 1, 1, 1, -1, 2, 2, 2, -1, 3, 3, 3, -1),
    );
    v128.store(rgba, v128.or(spread, opaque));
    rgba += 16;
  }
}
