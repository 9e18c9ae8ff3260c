// PDQ's Jarosz filter: two rounds of a running-sum box filter along rows, then along columns, in
// float32. Rounding makes the order of additions part of the result, so each line is summed from
// its start, like the reference; but many lines go side by side, and the last round only divides
// where its result is looked at.

import { Simd } from './simd';

/** Samples per side that are looked at. */
const SIDE: i32 = 64;

/** Rows that are filtered together, one per lane of two vectors. */
const STRIP_ROWS: i32 = 8;

/** Bytes of one column of a strip. */
const STEP: usize = 32;

/** Bytes of a row of samples. */
const SAMPLE_ROW_BYTES: usize = 256;

function windowOf(size: i32): i32 {
  return (size + 127) >> 7;
}

/** The sample's place along an axis. */
function sampleAt(i: i32, size: i32): i32 {
  return <i32>(((<f64>i + 0.5) * <f64>size) / <f64>SIDE);
}

/** How many elements lie in the window of the line's element `at`. */
function countAt(at: i32, length: i32, window: i32): f32 {
  const half = (window + 2) >> 1;
  const first = max(0, at - (window - half));
  const end = min(length, at + half);
  return <f32>(end - first);
}

/** Bytes of scratch that jaroszSamples needs besides the picture. */
export function jaroszScratchBytes(width: i32, height: i32): usize {
  return (
    <usize>width * <usize>height * 4 +
    <usize>width * STEP * 2 +
    <usize>height * SAMPLE_ROW_BYTES * 2 +
    <usize>SIDE * STEP
  );
}

/** Eight lines at once, one per lane: sums, and divided unless `isLast`. */
function boxStrip(
  source: usize,
  target: usize,
  length: i32,
  window: i32,
  isLast: bool,
): void {
  const half = (window + 2) >> 1;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let size: f32 = 0;
  let entering = source;
  let leaving = source;
  for (let i = 1; i < half; i++) {
    a = f32x4.add(a, v128.load(entering));
    b = f32x4.add(b, v128.load(entering, 16));
    size += 1;
    entering += STEP;
  }
  for (let i = window - half; i >= 0; i--) {
    a = f32x4.add(a, v128.load(entering));
    b = f32x4.add(b, v128.load(entering, 16));
    size += 1;
    const divisor = f32x4.splat(isLast ? 1 : size);
    v128.store(target, f32x4.div(a, divisor));
    v128.store(target, f32x4.div(b, divisor), 16);
    entering += STEP;
    target += STEP;
  }
  const full = f32x4.splat(size);
  if (isLast || isPowerOfTwo(window)) {
    // To divide by a power of two is to multiply, exactly.
    const factor = f32x4.splat(isLast ? 1 : 1 / size);
    for (let i = length - window; i > 0; i--) {
      a = f32x4.sub(f32x4.add(a, v128.load(entering)), v128.load(leaving));
      b = f32x4.sub(
        f32x4.add(b, v128.load(entering, 16)),
        v128.load(leaving, 16),
      );
      v128.store(target, f32x4.mul(a, factor));
      v128.store(target, f32x4.mul(b, factor), 16);
      entering += STEP;
      leaving += STEP;
      target += STEP;
    }
  } else {
    for (let i = length - window; i > 0; i--) {
      a = f32x4.sub(f32x4.add(a, v128.load(entering)), v128.load(leaving));
      b = f32x4.sub(
        f32x4.add(b, v128.load(entering, 16)),
        v128.load(leaving, 16),
      );
      v128.store(target, f32x4.div(a, full));
      v128.store(target, f32x4.div(b, full), 16);
      entering += STEP;
      leaving += STEP;
      target += STEP;
    }
  }
  for (let i = 1; i < half; i++) {
    a = f32x4.sub(a, v128.load(leaving));
    b = f32x4.sub(b, v128.load(leaving, 16));
    size -= 1;
    const divisor = f32x4.splat(isLast ? 1 : size);
    v128.store(target, f32x4.div(a, divisor));
    v128.store(target, f32x4.div(b, divisor), 16);
    leaving += STEP;
    target += STEP;
  }
}

function isPowerOfTwo(size: i32): bool {
  return (size & (size - 1)) == 0;
}

/** Sixteen columns at once; the same. `pitch` bytes lie between their elements. */
function boxColumns(
  source: usize,
  target: usize,
  length: i32,
  pitch: usize,
  window: i32,
  isLast: bool,
): void {
  const half = (window + 2) >> 1;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  let entered = 0;
  let left = 0;
  const outputs = length + half - 1;
  const isExact = isLast || isPowerOfTwo(window);
  for (let i = 0; i < outputs; i++) {
    if (i < length) {
      a = f32x4.add(a, v128.load(source));
      b = f32x4.add(b, v128.load(source, 16));
      c = f32x4.add(c, v128.load(source, 32));
      d = f32x4.add(d, v128.load(source, 48));
      entered++;
    }
    if (i >= window || i >= length) {
      const leaving = source - <usize>(i - left) * pitch;
      a = f32x4.sub(a, v128.load(leaving));
      b = f32x4.sub(b, v128.load(leaving, 16));
      c = f32x4.sub(c, v128.load(leaving, 32));
      d = f32x4.sub(d, v128.load(leaving, 48));
      left++;
    }
    source += pitch;
    if (i < half - 1) continue;
    const size = entered - left;
    if (isLast) {
      v128.store(target, a);
      v128.store(target, b, 16);
      v128.store(target, c, 32);
      v128.store(target, d, 48);
    } else if (isExact && size == window) {
      const factor = f32x4.splat(1 / <f32>window);
      v128.store(target, f32x4.mul(a, factor));
      v128.store(target, f32x4.mul(b, factor), 16);
      v128.store(target, f32x4.mul(c, factor), 32);
      v128.store(target, f32x4.mul(d, factor), 48);
    } else {
      const divisor = f32x4.splat(<f32>size);
      v128.store(target, f32x4.div(a, divisor));
      v128.store(target, f32x4.div(b, divisor), 16);
      v128.store(target, f32x4.div(c, divisor), 32);
      v128.store(target, f32x4.div(d, divisor), 48);
    }
    target += pitch;
  }
}

/** One column, the same. */
function boxColumn(
  source: usize,
  target: usize,
  length: i32,
  pitch: usize,
  window: i32,
): void {
  const half = (window + 2) >> 1;
  let sum: f32 = 0;
  let size: f32 = 0;
  let leaving = source;
  const outputs = length + half - 1;
  for (let i = 0; i < outputs; i++) {
    if (i < length) {
      sum += load<f32>(source);
      source += pitch;
      size += 1;
    }
    if (i >= window || i >= length) {
      sum -= load<f32>(leaving);
      leaving += pitch;
      size -= 1;
    }
    if (i < half - 1) continue;
    store<f32>(target, sum / size);
    target += pitch;
  }
}

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

function loadStrip(
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

function storeStrip(
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

/**
 * Filters a picture of f32 and takes 64×64 samples of it into `out`. The picture is lost.
 * `scratch`, aligned to 16, holds jaroszScratchBytes bytes.
 */
export function jaroszSamples(
  image: usize,
  width: i32,
  height: i32,
  out: usize,
  scratch: usize,
): void {
  const pitch = (<usize>width) << 2;
  const rowWindow = windowOf(width);
  const columnWindow = windowOf(height);
  const temp = scratch;
  const strip = temp + <usize>height * pitch;
  const filtered = strip + <usize>width * STEP;
  const samples = filtered + <usize>width * STEP;
  const sampledRows = samples + <usize>SIDE * STEP;
  const sums = sampledRows + <usize>height * SAMPLE_ROW_BYTES;
  for (let y = 0; y < height; y += STRIP_ROWS) {
    loadStrip(image, width, height, y, strip);
    boxStrip(strip, filtered, width, rowWindow, false);
    storeStrip(filtered, width, temp + <usize>y * pitch, pitch, height - y);
  }
  let x = 0;
  for (; x + 16 <= width; x += 16) {
    const at = (<usize>x) << 2;
    boxColumns(temp + at, image + at, height, pitch, columnWindow, false);
  }
  for (; x < width; x++) {
    const at = (<usize>x) << 2;
    boxColumn(temp + at, image + at, height, pitch, columnWindow);
  }
  for (let y = 0; y < height; y += STRIP_ROWS) {
    loadStrip(image, width, height, y, strip);
    boxStrip(strip, filtered, width, rowWindow, true);
    for (let i = 0; i < SIDE; i++) {
      const at = sampleAt(i, width);
      const count = f32x4.splat(countAt(at, width, rowWindow));
      const from = filtered + <usize>at * STEP;
      const to = samples + <usize>i * STEP;
      v128.store(to, f32x4.div(v128.load(from), count));
      v128.store(to, f32x4.div(v128.load(from, 16), count), 16);
    }
    const rows = sampledRows + <usize>y * SAMPLE_ROW_BYTES;
    storeStrip(samples, SIDE, rows, SAMPLE_ROW_BYTES, height - y);
  }
  for (let at: usize = 0; at < SAMPLE_ROW_BYTES; at += 64) {
    boxColumns(
      sampledRows + at,
      sums + at,
      height,
      SAMPLE_ROW_BYTES,
      columnWindow,
      true,
    );
  }
  for (let i = 0; i < SIDE; i++) {
    const at = sampleAt(i, height);
    const count = f32x4.splat(countAt(at, height, columnWindow));
    let from = sums + <usize>at * SAMPLE_ROW_BYTES;
    for (let j = 0; j < SIDE; j += 4) {
      v128.store(out, f32x4.div(v128.load(from), count));
      from += 16;
      out += 16;
    }
  }
}
