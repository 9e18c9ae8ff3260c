// The running-sum box filter of PDQ in float32, many lines side by side. `window` elements are summed,
// fewer at the ends of a line; each sum is divided by its number of elements.

import { STEP } from './jarosz-strips';

/** Eight lines at once, one per lane: sums, and divided unless `isLast`. */
export function boxStrip(
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
export function boxColumns(
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
export function boxColumn(
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
