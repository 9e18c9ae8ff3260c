// Pillow's 8-bit LANCZOS resize (src/libImaging/Resample.c), bit for bit.

const PRECISION_BITS: i32 = 22;
const HALF: i32 = 1 << (PRECISION_BITS - 1);
const LANCZOS_RADIUS: f64 = 3;

function sinc(x: f64): f64 {
  if (x == 0) return 1;
  const t = x * Math.PI;
  return Math.sin(t) / t;
}

function lanczos(x: f64): f64 {
  return x >= -LANCZOS_RADIUS && x < LANCZOS_RADIUS
    ? sinc(x) * sinc(x / LANCZOS_RADIUS)
    : 0;
}

function filterScale(inSize: i32, outSize: i32): f64 {
  const scale = <f64>inSize / <f64>outSize;
  return scale < 1 ? 1 : scale;
}

/** Most taps one output pixel can have. */
function tapCount(inSize: i32, outSize: i32): i32 {
  return <i32>Math.ceil(LANCZOS_RADIUS * filterScale(inSize, outSize)) * 2 + 1;
}

/** Bytes of the table that one axis needs: per output {first, count} and its weights, one f64 row. */
export function lanczosTableBytes(inSize: i32, outSize: i32): usize {
  const taps = <usize>tapCount(inSize, outSize);
  return <usize>outSize * (8 + taps * 4) + taps * 8 + 8;
}

/** Bytes of scratch that lanczosResize needs: the picture between the two passes. */
export function lanczosScratchBytes(height: i32, outWidth: i32): usize {
  return <usize>outWidth * <usize>height;
}

/**
 * Fixed-point weights of one axis, into lanczosTableBytes bytes at an address divisible by 8. It
 * takes longer than resizing a small picture with it, so callers keep it. Layout: outSize pairs of i32 {first input, tap count}, then
 * outSize rows of `taps` i32 weights, then one row of f64 used while normalising.
 */
export function lanczosTable(table: usize, inSize: i32, outSize: i32): void {
  const scale = <f64>inSize / <f64>outSize;
  const spread = filterScale(inSize, outSize);
  const support = LANCZOS_RADIUS * spread;
  const inverse = 1.0 / spread;
  const taps = tapCount(inSize, outSize);
  const weights = table + ((<usize>outSize) << 3);
  const exact = (weights + <usize>outSize * <usize>taps * 4 + 7) & ~7;
  for (let i = 0; i < outSize; i++) {
    const centre = (<f64>i + 0.5) * scale;
    let first = <i32>(centre - support + 0.5);
    if (first < 0) first = 0;
    let end = <i32>(centre + support + 0.5);
    if (end > inSize) end = inSize;
    const count = end - first;
    let sum: f64 = 0;
    for (let x = 0; x < count; x++) {
      const w = lanczos((<f64>(x + first) - centre + 0.5) * inverse);
      store<f64>(exact + ((<usize>x) << 3), w);
      sum += w;
    }
    const row = weights + <usize>i * <usize>taps * 4;
    for (let x = 0; x < count; x++) {
      let w = load<f64>(exact + ((<usize>x) << 3));
      if (sum != 0) w /= sum;
      const scaled = w * <f64>(1 << PRECISION_BITS);
      store<i32>(
        row + ((<usize>x) << 2),
        w < 0 ? <i32>(-0.5 + scaled) : <i32>(0.5 + scaled),
      );
    }
    store<i32>(table + ((<usize>i) << 3), first);
    store<i32>(table + ((<usize>i) << 3), count, 4);
  }
}

function clip8(sum: i32): i32 {
  const v = sum >> PRECISION_BITS;
  return v < 0 ? 0 : v > 255 ? 255 : v;
}

/** Σ pixels · weights over contiguous pixels. */
function dot(pixels: usize, weights: usize, count: i32): i32 {
  let acc = i32x4.splat(0);
  let i = 0;
  for (; i + 8 <= count; i += 8) {
    const p = v128.load8x8_u(pixels + i);
    const w = weights + ((<usize>i) << 2);
    acc = i32x4.add(acc, i32x4.mul(i32x4.extend_low_i16x8_u(p), v128.load(w)));
    acc = i32x4.add(
      acc,
      i32x4.mul(i32x4.extend_high_i16x8_u(p), v128.load(w, 16)),
    );
  }
  let sum =
    i32x4.extract_lane(acc, 0) +
    i32x4.extract_lane(acc, 1) +
    i32x4.extract_lane(acc, 2) +
    i32x4.extract_lane(acc, 3);
  for (; i < count; i++) {
    sum += <i32>load<u8>(pixels + i) * load<i32>(weights + ((<usize>i) << 2));
  }
  return sum;
}

function horizontalPass(
  source: usize,
  width: i32,
  height: i32,
  target: usize,
  outWidth: i32,
  table: usize,
): void {
  const taps = tapCount(width, outWidth);
  const weights = table + ((<usize>outWidth) << 3);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < outWidth; i++) {
      const first = load<i32>(table + ((<usize>i) << 3));
      const count = load<i32>(table + ((<usize>i) << 3), 4);
      const sum = dot(
        source + first,
        weights + <usize>i * <usize>taps * 4,
        count,
      );
      store<u8>(target + i, clip8(HALF + sum));
    }
    source += width;
    target += outWidth;
  }
}

/** One output row: eight columns at a time, then the rest one by one. */
function verticalRow(
  rows: usize,
  width: i32,
  weights: usize,
  count: i32,
  target: usize,
): void {
  let x = 0;
  for (; x + 8 <= width; x += 8) {
    let low = i32x4.splat(HALF);
    let high = i32x4.splat(HALF);
    let at = rows + x;
    for (let t = 0; t < count; t++) {
      const p = v128.load8x8_u(at);
      const w = v128.load32_splat(weights + ((<usize>t) << 2));
      low = i32x4.add(low, i32x4.mul(i32x4.extend_low_i16x8_u(p), w));
      high = i32x4.add(high, i32x4.mul(i32x4.extend_high_i16x8_u(p), w));
      at += width;
    }
    low = i32x4.shr_s(low, PRECISION_BITS);
    high = i32x4.shr_s(high, PRECISION_BITS);
    const words = i16x8.narrow_i32x4_s(low, high);
    v128.store64_lane(target + x, i8x16.narrow_i16x8_u(words, words), 0);
  }
  for (; x < width; x++) {
    let sum = HALF;
    let at = rows + x;
    for (let t = 0; t < count; t++) {
      sum += <i32>load<u8>(at) * load<i32>(weights + ((<usize>t) << 2));
      at += width;
    }
    store<u8>(target + x, clip8(sum));
  }
}

function verticalPass(
  source: usize,
  width: i32,
  height: i32,
  target: usize,
  outHeight: i32,
  table: usize,
): void {
  const taps = tapCount(height, outHeight);
  const weights = table + ((<usize>outHeight) << 3);
  for (let i = 0; i < outHeight; i++) {
    const first = load<i32>(table + ((<usize>i) << 3));
    const count = load<i32>(table + ((<usize>i) << 3), 4);
    verticalRow(
      source + <usize>first * <usize>width,
      width,
      weights + <usize>i * <usize>taps * 4,
      count,
      target,
    );
    target += width;
  }
}

/**
 * Resizes one byte per pixel. Horizontal pass first, into bytes; an axis whose size does not
 * change is left alone, and its table is not looked at. `scratch` holds lanczosScratchBytes bytes.
 */
export function lanczosResize(
  source: usize,
  width: i32,
  height: i32,
  target: usize,
  outWidth: i32,
  outHeight: i32,
  scratch: usize,
  horizontal: usize,
  vertical: usize,
): void {
  let rows = source;
  if (outWidth != width) {
    rows = outHeight == height ? target : scratch;
    horizontalPass(source, width, height, rows, outWidth, horizontal);
  }
  if (outHeight != height) {
    verticalPass(rows, outWidth, height, target, outHeight, vertical);
  } else if (outWidth == width) {
    memory.copy(target, source, <usize>width * <usize>height);
  }
}
