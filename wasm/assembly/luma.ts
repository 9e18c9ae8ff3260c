import { Simd } from './simd';

// Pillow's convert('L'): L = (19595 R + 38470 G + 7471 B + 0x8000) >> 16, exactly.

/** i16 pairs of weights for (R, G) and (G, B); green's does not fit 16 bits and is halved. */
const RED_GREEN: i32 = 19595 | (19235 << 16);
const GREEN_BLUE: i32 = 19235 | (7471 << 16);

class Luma {
  @inline
  static scalar(r: u32, g: u32, b: u32): u32 {
    return (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16;
  }

  /** Luma as four i32 from four pixels' i16 pairs (R, G) and (G, B). */
  @inline
  static ofPairs(redGreen: v128, greenBlue: v128): v128 {
    return i32x4.shr_u(
      i32x4.add(
        i32x4.add(
          i32x4.dot_i16x8_s(redGreen, i32x4.splat(RED_GREEN)),
          i32x4.dot_i16x8_s(greenBlue, i32x4.splat(GREEN_BLUE)),
        ),
        i32x4.splat(0x8000),
      ),
      16,
    );
  }

  /** Four RGB pixels in the first 12 bytes. Indices past the vector give 0. */
  @inline
  static ofRgb(bytes: v128): v128 {
    // prettier-ignore
    const redGreen = i8x16(
      0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1,
    );
    // prettier-ignore
    const greenBlue = i8x16(
      1, -1, 2, -1, 4, -1, 5, -1, 7, -1, 8, -1, 10, -1, 11, -1,
    );
    return Luma.ofPairs(
      i8x16.swizzle(bytes, redGreen),
      i8x16.swizzle(bytes, greenBlue),
    );
  }

  /** Four RGBA pixels. */
  @inline
  static ofRgba(bytes: v128): v128 {
    // prettier-ignore
    const redGreen = i8x16(
      0, -1, 1, -1, 4, -1, 5, -1, 8, -1, 9, -1, 12, -1, 13, -1,
    );
    // prettier-ignore
    const greenBlue = i8x16(
      1, -1, 2, -1, 5, -1, 6, -1, 9, -1, 10, -1, 13, -1, 14, -1,
    );
    return Luma.ofPairs(
      i8x16.swizzle(bytes, redGreen),
      i8x16.swizzle(bytes, greenBlue),
    );
  }
}

/** Bytes of each channel gathered; indices of −1 give 0. */
class Channel {
  /** Red of sixteen RGB pixels in three vectors. */
  @inline
  static red(a: v128, b: v128, c: v128): v128 {
    // prettier-ignore
    const fromA = i8x16(
      0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    );
    // prettier-ignore
    const fromB = i8x16(
      -1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14, -1, -1, -1, -1, -1,
    );
    // prettier-ignore
    const fromC = i8x16(
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 4, 7, 10, 13,
    );
    return v128.or(
      v128.or(i8x16.swizzle(a, fromA), i8x16.swizzle(b, fromB)),
      i8x16.swizzle(c, fromC),
    );
  }

  /** Green of sixteen RGB pixels in three vectors. */
  @inline
  static green(a: v128, b: v128, c: v128): v128 {
    // prettier-ignore
    const fromA = i8x16(
      1, 4, 7, 10, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    );
    // prettier-ignore
    const fromB = i8x16(
      -1, -1, -1, -1, -1, 0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1,
    );
    // prettier-ignore
    const fromC = i8x16(
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14,
    );
    return v128.or(
      v128.or(i8x16.swizzle(a, fromA), i8x16.swizzle(b, fromB)),
      i8x16.swizzle(c, fromC),
    );
  }

  /** Blue of sixteen RGB pixels in three vectors. */
  @inline
  static blue(a: v128, b: v128, c: v128): v128 {
    // prettier-ignore
    const fromA = i8x16(
      2, 5, 8, 11, 14, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    );
    // prettier-ignore
    const fromB = i8x16(
      -1, -1, -1, -1, -1, 1, 4, 7, 10, 13, -1, -1, -1, -1, -1, -1,
    );
    // prettier-ignore
    const fromC = i8x16(
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 3, 6, 9, 12, 15,
    );
    return v128.or(
      v128.or(i8x16.swizzle(a, fromA), i8x16.swizzle(b, fromB)),
      i8x16.swizzle(c, fromC),
    );
  }
}

/** RGB into a plane for each channel, and luma. 3 bytes in, 1 out to each plane. */
export function splitRgb(
  rgb: usize,
  pixelCount: i32,
  red: usize,
  green: usize,
  blue: usize,
  luma: usize,
): void {
  let i = 0;
  // Sixteen pixels are 48 bytes, but the last load reaches 4 bytes further.
  for (; i + 18 <= pixelCount; i += 16) {
    const a = v128.load(rgb);
    const b = v128.load(rgb, 16);
    const c = v128.load(rgb, 32);
    v128.store(red + i, Channel.red(a, b, c));
    v128.store(green + i, Channel.green(a, b, c));
    v128.store(blue + i, Channel.blue(a, b, c));
    v128.store(
      luma + i,
      Simd.narrow(
        Luma.ofRgb(a),
        Luma.ofRgb(v128.load(rgb, 12)),
        Luma.ofRgb(v128.load(rgb, 24)),
        Luma.ofRgb(v128.load(rgb, 36)),
      ),
    );
    rgb += 48;
  }
  for (; i < pixelCount; i++) {
    const r = <u32>load<u8>(rgb);
    const g = <u32>load<u8>(rgb, 1);
    const b = <u32>load<u8>(rgb, 2);
    store<u8>(red + i, r);
    store<u8>(green + i, g);
    store<u8>(blue + i, b);
    store<u8>(luma + i, Luma.scalar(r, g, b));
    rgb += 3;
  }
}

/** The same of RGBA; alpha is dropped. */
export function splitRgba(
  rgba: usize,
  pixelCount: i32,
  red: usize,
  green: usize,
  blue: usize,
  luma: usize,
): void {
  // Four pixels channel by channel.
  // prettier-ignore
  const byChannel = i8x16(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  let i = 0;
  for (; i + 16 <= pixelCount; i += 16) {
    const a = v128.load(rgba);
    const b = v128.load(rgba, 16);
    const c = v128.load(rgba, 32);
    const d = v128.load(rgba, 48);
    const planesA = i8x16.swizzle(a, byChannel);
    const planesB = i8x16.swizzle(b, byChannel);
    const planesC = i8x16.swizzle(c, byChannel);
    const planesD = i8x16.swizzle(d, byChannel);
    const redGreenAb = Simd.interleaveLow32(planesA, planesB);
    const redGreenCd = Simd.interleaveLow32(planesC, planesD);
    const blueAb = Simd.interleaveHigh32(planesA, planesB);
    const blueCd = Simd.interleaveHigh32(planesC, planesD);
    v128.store(red + i, Simd.interleaveLow64(redGreenAb, redGreenCd));
    v128.store(green + i, Simd.interleaveHigh64(redGreenAb, redGreenCd));
    v128.store(blue + i, Simd.interleaveLow64(blueAb, blueCd));
    v128.store(
      luma + i,
      Simd.narrow(
        Luma.ofRgba(a),
        Luma.ofRgba(b),
        Luma.ofRgba(c),
        Luma.ofRgba(d),
      ),
    );
    rgba += 64;
  }
  for (; i < pixelCount; i++) {
    const r = <u32>load<u8>(rgba);
    const g = <u32>load<u8>(rgba, 1);
    const b = <u32>load<u8>(rgba, 2);
    store<u8>(red + i, r);
    store<u8>(green + i, g);
    store<u8>(blue + i, b);
    store<u8>(luma + i, Luma.scalar(r, g, b));
    rgba += 4;
  }
}

/** 3 bytes in, 1 out. */
export function rgbToLuma(rgb: usize, luma: usize, pixelCount: i32): void {
  let i = 0;
  // Sixteen pixels are 48 bytes, but the last load reaches 4 bytes further.
  for (; i + 18 <= pixelCount; i += 16) {
    v128.store(
      luma + i,
      Simd.narrow(
        Luma.ofRgb(v128.load(rgb)),
        Luma.ofRgb(v128.load(rgb, 12)),
        Luma.ofRgb(v128.load(rgb, 24)),
        Luma.ofRgb(v128.load(rgb, 36)),
      ),
    );
    rgb += 48;
  }
  for (; i < pixelCount; i++) {
    store<u8>(
      luma + i,
      Luma.scalar(load<u8>(rgb), load<u8>(rgb, 1), load<u8>(rgb, 2)),
    );
    rgb += 3;
  }
}

/** The same for RGBA; alpha is dropped. 4 bytes in, 1 out. */
export function rgbaToLuma(rgba: usize, luma: usize, pixelCount: i32): void {
  let i = 0;
  for (; i + 16 <= pixelCount; i += 16) {
    v128.store(
      luma + i,
      Simd.narrow(
        Luma.ofRgba(v128.load(rgba)),
        Luma.ofRgba(v128.load(rgba, 16)),
        Luma.ofRgba(v128.load(rgba, 32)),
        Luma.ofRgba(v128.load(rgba, 48)),
      ),
    );
    rgba += 64;
  }
  for (; i < pixelCount; i++) {
    store<u8>(
      luma + i,
      Luma.scalar(load<u8>(rgba), load<u8>(rgba, 1), load<u8>(rgba, 2)),
    );
    rgba += 4;
  }
}
