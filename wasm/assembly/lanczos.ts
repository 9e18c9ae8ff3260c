import { BATCH_ROWS, batchCount, PAIR_BYTES } from './lanczos-pairs';
import { HALF, pairCount, PRECISION_BITS, SPLIT_BITS } from './lanczos-weights';
import { Simd } from './simd';

// Pillow's 8-bit LANCZOS resize (src/libImaging/Resample.c), bit for bit.

/** Bytes of scratch that lanczosResize needs: the picture between the two passes. */
export function lanczosScratchBytes(height: i32, outWidth: i32): usize {
  return <usize>outWidth * <usize>(batchCount(height) * BATCH_ROWS);
}

/** (Σ of high parts · 2^11 + Σ of low parts) / 2^22. */
function combined(high: v128, low: v128): v128 {
  return i32x4.shr_s(
    i32x4.add(i32x4.shl(high, SPLIT_BITS), low),
    PRECISION_BITS,
  );
}

/** One output pixel of the sixteen rows of a batch. `at` is its first pair. */
function weighedPairs(at: usize, weights: usize, count: i32): v128 {
  let highA = i32x4.splat(0);
  let highB = i32x4.splat(0);
  let highC = i32x4.splat(0);
  let highD = i32x4.splat(0);
  let lowA = i32x4.splat(HALF);
  let lowB = i32x4.splat(HALF);
  let lowC = i32x4.splat(HALF);
  let lowD = i32x4.splat(HALF);
  const end = weights + ((<usize>count) << 3);
  for (; weights < end; weights += 8) {
    const high = v128.load32_splat(weights);
    const low = v128.load32_splat(weights, 4);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    highA = i32x4.add(highA, i32x4.dot_i16x8_s(a, high));
    lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(a, low));
    highB = i32x4.add(highB, i32x4.dot_i16x8_s(b, high));
    lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(b, low));
    highC = i32x4.add(highC, i32x4.dot_i16x8_s(c, high));
    lowC = i32x4.add(lowC, i32x4.dot_i16x8_s(c, low));
    highD = i32x4.add(highD, i32x4.dot_i16x8_s(d, high));
    lowD = i32x4.add(lowD, i32x4.dot_i16x8_s(d, low));
    at += PAIR_BYTES;
  }
  return Simd.narrow(
    combined(highA, lowA),
    combined(highB, lowB),
    combined(highC, lowC),
    combined(highD, lowD),
  );
}

/** Sixteen rows of one column each. */
const COLUMNS: usize = memory.data(8 * 16, 16);

function storeTwoRows(rows: v128, target: usize, pitch: usize): void {
  v128.store64_lane(target, rows, 0);
  v128.store64_lane(target + pitch, rows, 1);
}

/** Four rows of eight columns, from two halves of four columns each. */
function storeFourRows(
  left: v128,
  right: v128,
  target: usize,
  pitch: usize,
): void {
  storeTwoRows(Simd.interleaveLow32(left, right), target, pitch);
  storeTwoRows(Simd.interleaveHigh32(left, right), target + 2 * pitch, pitch);
}

/** Eight columns in COLUMNS become sixteen rows. */
function storeColumns(target: usize, pitch: usize): void {
  const a = v128.load(COLUMNS);
  const b = v128.load(COLUMNS, 16);
  const c = v128.load(COLUMNS, 32);
  const d = v128.load(COLUMNS, 48);
  const e = v128.load(COLUMNS, 64);
  const f = v128.load(COLUMNS, 80);
  const g = v128.load(COLUMNS, 96);
  const h = v128.load(COLUMNS, 112);
  let ab = Simd.interleaveLow8(a, b);
  let cd = Simd.interleaveLow8(c, d);
  let ef = Simd.interleaveLow8(e, f);
  let gh = Simd.interleaveLow8(g, h);
  storeFourRows(
    Simd.interleaveLow16(ab, cd),
    Simd.interleaveLow16(ef, gh),
    target,
    pitch,
  );
  target += 4 * pitch;
  storeFourRows(
    Simd.interleaveHigh16(ab, cd),
    Simd.interleaveHigh16(ef, gh),
    target,
    pitch,
  );
  target += 4 * pitch;
  ab = Simd.interleaveHigh8(a, b);
  cd = Simd.interleaveHigh8(c, d);
  ef = Simd.interleaveHigh8(e, f);
  gh = Simd.interleaveHigh8(g, h);
  storeFourRows(
    Simd.interleaveLow16(ab, cd),
    Simd.interleaveLow16(ef, gh),
    target,
    pitch,
  );
  target += 4 * pitch;
  storeFourRows(
    Simd.interleaveHigh16(ab, cd),
    Simd.interleaveHigh16(ef, gh),
    target,
    pitch,
  );
}

function horizontalPass(
  pairs: usize,
  width: i32,
  height: i32,
  target: usize,
  outWidth: i32,
  table: usize,
): void {
  const rowBytes = (<usize>pairCount(width, outWidth)) << 3;
  const weights = table + ((<usize>outWidth) << 3);
  const pitch = <usize>outWidth;
  for (let top = 0; top < height; top += BATCH_ROWS) {
    for (let i = 0; i < outWidth; i++) {
      const first = load<i32>(table + ((<usize>i) << 3));
      const count = load<i32>(table + ((<usize>i) << 3), 4);
      v128.store(
        COLUMNS + ((<usize>(i & 7)) << 4),
        weighedPairs(
          pairs + <usize>first * PAIR_BYTES,
          weights + <usize>i * rowBytes,
          count,
        ),
      );
      if ((i & 7) == 7) storeColumns(target + i - 7, pitch);
    }
    for (let i = outWidth & ~7; i < outWidth; i++) {
      for (let row = 0; row < BATCH_ROWS; row++) {
        store<u8>(
          target + <usize>row * pitch + i,
          load<u8>(COLUMNS + ((<usize>(i & 7)) << 4) + row),
        );
      }
    }
    target += pitch * BATCH_ROWS;
    pairs += <usize>((width + 1) >> 1) * PAIR_BYTES;
  }
}

/** Sixteen columns of one output row from `count` pairs of rows. */
function weighedRows(
  at: usize,
  width: i32,
  weights: usize,
  count: i32,
  last: usize,
): v128 {
  let highA = i32x4.splat(0);
  let highB = i32x4.splat(0);
  let highC = i32x4.splat(0);
  let highD = i32x4.splat(0);
  let lowA = i32x4.splat(HALF);
  let lowB = i32x4.splat(HALF);
  let lowC = i32x4.splat(HALF);
  let lowD = i32x4.splat(HALF);
  const end = weights + ((<usize>count) << 3);
  for (; weights < end; weights += 8) {
    const high = v128.load32_splat(weights);
    const low = v128.load32_splat(weights, 4);
    const upper = v128.load(at);
    // Past the last row its weight is 0.
    const lower = v128.load(at < last ? at + width : at);
    const left = Simd.interleaveLow8(upper, lower);
    const right = Simd.interleaveHigh8(upper, lower);
    const a = i16x8.extend_low_i8x16_u(left);
    const b = i16x8.extend_high_i8x16_u(left);
    const c = i16x8.extend_low_i8x16_u(right);
    const d = i16x8.extend_high_i8x16_u(right);
    highA = i32x4.add(highA, i32x4.dot_i16x8_s(a, high));
    lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(a, low));
    highB = i32x4.add(highB, i32x4.dot_i16x8_s(b, high));
    lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(b, low));
    highC = i32x4.add(highC, i32x4.dot_i16x8_s(c, high));
    lowC = i32x4.add(lowC, i32x4.dot_i16x8_s(c, low));
    highD = i32x4.add(highD, i32x4.dot_i16x8_s(d, high));
    lowD = i32x4.add(lowD, i32x4.dot_i16x8_s(d, low));
    at += width << 1;
  }
  return Simd.narrow(
    combined(highA, lowA),
    combined(highB, lowB),
    combined(highC, lowC),
    combined(highD, lowD),
  );
}

function weighedColumn(
  at: usize,
  width: i32,
  weights: usize,
  count: i32,
  last: usize,
): u8 {
  let sum = HALF;
  const end = weights + ((<usize>count) << 3);
  for (; weights < end; weights += 8) {
    const upper =
      ((<i32>load<i16>(weights)) << SPLIT_BITS) + <i32>load<i16>(weights, 4);
    const lower =
      ((<i32>load<i16>(weights, 2)) << SPLIT_BITS) + <i32>load<i16>(weights, 6);
    sum += <i32>load<u8>(at) * upper;
    sum += <i32>load<u8>(at < last ? at + width : at) * lower;
    at += width << 1;
  }
  const value = sum >> PRECISION_BITS;
  return <u8>(value < 0 ? 0 : value > 255 ? 255 : value);
}

function verticalPass(
  source: usize,
  width: i32,
  height: i32,
  target: usize,
  outHeight: i32,
  table: usize,
): void {
  const rowBytes = (<usize>pairCount(height, outHeight)) << 3;
  let weights = table + ((<usize>outHeight) << 3);
  const last = source + <usize>(height - 1) * <usize>width;
  for (let i = 0; i < outHeight; i++) {
    const first = load<i32>(table + ((<usize>i) << 3)) << 1;
    const count = load<i32>(table + ((<usize>i) << 3), 4);
    const rows = source + <usize>first * <usize>width;
    let x = 0;
    for (; x + 16 <= width; x += 16) {
      v128.store(
        target + x,
        weighedRows(rows + x, width, weights, count, last),
      );
    }
    for (; x < width; x++) {
      store<u8>(
        target + x,
        weighedColumn(rows + x, width, weights, count, last),
      );
    }
    target += width;
    weights += rowBytes;
  }
}

/**
 * Resizes one byte per pixel. Horizontal pass first, into bytes; an axis whose size does not
 * change is left alone, and its table is not looked at. `pairs` is what lanczosPairs made of the
 * source, not looked at either where the width does not change. `scratch` holds
 * lanczosScratchBytes bytes.
 */
export function lanczosResize(
  source: usize,
  pairs: usize,
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
    rows = scratch;
    horizontalPass(pairs, width, height, rows, outWidth, horizontal);
  }
  if (outHeight != height) {
    verticalPass(rows, outWidth, height, target, outHeight, vertical);
  } else {
    memory.copy(target, rows, <usize>outWidth * <usize>height);
  }
}
