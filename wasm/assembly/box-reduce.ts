// Box filter of RGBA rows by an integer factor, in steps that the caller strings together:
// rows are summed per column (u16), columns per block (u32), then blocks divided.

/** Most rows that fit the u16 column sums: 257 · 255 = 65535. */
export function maxRowsPerSum(): i32 {
  return 257;
}

/**
 * Sums `rowCount` rows of `width` RGBA pixels per column into four u16 each. Returns 1 where every
 * pixel is opaque, else 0: composite the strip and sum again.
 */
export function sumRows(
  strip: usize,
  width: i32,
  rowCount: i32,
  sums: usize,
): i32 {
  const stride = (<usize>width) << 2;
  let all = i8x16.splat(-1);
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let at = strip + ((<usize>x) << 2);
    for (let r = 0; r < rowCount; r++) {
      const pixels = v128.load(at);
      all = v128.and(all, pixels);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(pixels));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(pixels));
      at += stride;
    }
    const target = sums + ((<usize>x) << 3);
    v128.store(target, low);
    v128.store(target, high, 16);
  }
  const colours = i32x4.splat(0x00ffffff);
  let isOpaque = i8x16.all_true(
    i8x16.eq(v128.or(all, colours), i8x16.splat(-1)),
  );
  for (; x < width; x++) {
    let low = i16x8.splat(0);
    let at = strip + ((<usize>x) << 2);
    for (let r = 0; r < rowCount; r++) {
      const pixel = load<u32>(at);
      isOpaque = isOpaque && pixel >> 24 == 255;
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(i32x4.splat(<i32>pixel)));
      at += stride;
    }
    v128.store64_lane(sums + ((<usize>x) << 3), low, 0);
  }
  return <i32>isOpaque;
}

/** Two pixels as eight u16: round((colour · alpha + 255 · (255 − alpha)) / 255), exactly. */
function overWhite(colours: v128, alphas: v128): v128 {
  const white = i16x8.mul(
    i16x8.sub(i16x8.splat(255), alphas),
    i16x8.splat(255),
  );
  const t = i16x8.add(
    i16x8.add(i16x8.mul(colours, alphas), white),
    i16x8.splat(128),
  );
  return i16x8.shr_u(i16x8.add(t, i16x8.shr_u(t, 8)), 8);
}

/** Four pixels over white by their alpha; alpha becomes 255. */
function fourOverWhite(pixels: v128): v128 {
  // prettier-ignore
  const alphas = i8x16.shuffle(
    pixels, pixels,
    3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15,
  );
  const low = overWhite(
    i16x8.extend_low_i8x16_u(pixels),
    i16x8.extend_low_i8x16_u(alphas),
  );
  const high = overWhite(
    i16x8.extend_high_i8x16_u(pixels),
    i16x8.extend_high_i8x16_u(alphas),
  );
  return v128.or(i8x16.narrow_i16x8_u(low, high), i32x4.splat(<i32>0xff000000));
}

/** In place: each colour over white by its alpha, to the nearest; alpha becomes 255. */
export function compositeOnWhite(rgba: usize, pixelCount: i32): void {
  let i = 0;
  for (; i + 4 <= pixelCount; i += 4) {
    v128.store(rgba, fourOverWhite(v128.load(rgba)));
    rgba += 16;
  }
  for (; i < pixelCount; i++) {
    const pixel = fourOverWhite(i32x4.splat(load<i32>(rgba)));
    v128.store32_lane(rgba, pixel, 0);
    rgba += 4;
  }
}

/** RGBA over white as RGB: the reduction by 1, apart from sums. 4 bytes in, 3 out. */
export function opaqueRgb(rgba: usize, pixelCount: i32, rgb: usize): void {
  // prettier-ignore
  const colours = i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
  const opaque = i32x4.splat(<i32>0xff000000);
  let i = 0;
  // Four pixels are 12 bytes, but the store writes 16; what follows overwrites the rest.
  for (; i + 6 <= pixelCount; i += 4) {
    let pixels = v128.load(rgba);
    if (!i32x4.all_true(i32x4.ge_u(pixels, opaque))) {
      pixels = fourOverWhite(pixels);
    }
    v128.store(rgb, i8x16.swizzle(pixels, colours));
    rgba += 16;
    rgb += 12;
  }
  for (; i < pixelCount; i++) {
    const pixel = fourOverWhite(i32x4.splat(load<i32>(rgba)));
    store<u8>(rgb, i8x16.extract_lane_u(pixel, 0));
    store<u8>(rgb, i8x16.extract_lane_u(pixel, 1), 1);
    store<u8>(rgb, i8x16.extract_lane_u(pixel, 2), 2);
    rgba += 4;
    rgb += 3;
  }
}

/** Adds the column sums to the blocks of `factor` columns, four u32 each; the last may be narrower. */
export function addToBlocks(
  sums: usize,
  width: i32,
  factor: i32,
  blocks: usize,
): void {
  for (let x = 0; x < width; x += factor) {
    const count = width - x < factor ? width - x : factor;
    let total = v128.load(blocks);
    for (let i = 0; i < count; i++) {
      total = i32x4.add(total, v128.load16x4_u(sums));
      sums += 8;
    }
    v128.store(blocks, total);
    blocks += 16;
  }
}

/** A block of so many pixels is still divided rightly by a multiplication: 255.5 · count² < 2^32. */
const MOST_MULTIPLIED: u32 = 4096;

/** Sums plus half of their count, times 2^32 / count rounded up, without what is behind the point. */
function quotients(sums: v128, half: v128, reciprocal: v128): v128 {
  const raised = i32x4.add(sums, half);
  const low = i64x2.extmul_low_i32x4_u(raised, reciprocal);
  const high = i64x2.extmul_high_i32x4_u(raised, reciprocal);
  return i32x4.shuffle(low, high, 1, 3, 5, 7);
}

/** Divides the blocks by their pixel counts, to the nearest, into RGB. */
export function writeBlocks(
  blocks: usize,
  width: i32,
  factor: i32,
  rowCount: i32,
  rgb: usize,
): void {
  const whole = <u32>(factor * rowCount);
  let x = 0;
  if (whole <= MOST_MULTIPLIED && whole > 1) {
    const half = i32x4.splat(<i32>(whole >> 1));
    const reciprocal = i32x4.splat(
      <i32>((0x1_0000_0000 + <u64>whole - 1) / <u64>whole),
    );
    for (; x + factor <= width; x += factor) {
      const means = quotients(v128.load(blocks), half, reciprocal);
      store<u8>(rgb, i32x4.extract_lane(means, 0));
      store<u8>(rgb, i32x4.extract_lane(means, 1), 1);
      store<u8>(rgb, i32x4.extract_lane(means, 2), 2);
      blocks += 16;
      rgb += 3;
    }
  }
  for (; x < width; x += factor) {
    const columns = width - x < factor ? width - x : factor;
    const count = <u32>(columns * rowCount);
    const half = count >> 1;
    store<u8>(rgb, (load<u32>(blocks) + half) / count);
    store<u8>(rgb, (load<u32>(blocks, 4) + half) / count, 1);
    store<u8>(rgb, (load<u32>(blocks, 8) + half) / count, 2);
    blocks += 16;
    rgb += 3;
  }
}
