// Meta's PDQ (ThreatExchange, pdq/cpp), float32 at every step.

const SIDE: i32 = 64;
const LOW: i32 = 16;
const LARGEST: i32 = 512;

function workingSize(size: i32, isReduced: bool): i32 {
  return isReduced ? LARGEST : size;
}

/** Bytes of scratch that pdqHash needs. */
export function pdqScratchBytes(width: i32, height: i32): usize {
  const isReduced = width > LARGEST || height > LARGEST;
  const pixels =
    <usize>workingSize(width, isReduced) *
    <usize>workingSize(height, isReduced);
  return pixels * 8 + (SIDE * SIDE + 2 * LOW * SIDE + 2 * LOW * LOW) * 4 + 64;
}

/** Nearest neighbour to the working size, and luma. */
function toLuma(
  rgb: usize,
  width: i32,
  height: i32,
  out: usize,
  outWidth: i32,
  outHeight: i32,
): void {
  for (let y = 0; y < outHeight; y++) {
    const row = rgb + <usize>((y * height) / outHeight) * <usize>width * 3;
    for (let x = 0; x < outWidth; x++) {
      const p = row + <usize>((x * width) / outWidth) * 3;
      const r = <f32>load<u8>(p);
      const g = <f32>load<u8>(p, 1);
      const b = <f32>load<u8>(p, 2);
      store<f32>(out, <f32>0.299 * r + <f32>0.587 * g + <f32>0.114 * b);
      out += 4;
    }
  }
}

/** The running-sum box filter of one line; `step` bytes lie between its elements. */
function boxLine(
  source: usize,
  target: usize,
  length: i32,
  step: usize,
  window: i32,
): void {
  const half = (window + 2) >> 1;
  let sum: f32 = 0;
  let size: f32 = 0;
  let entering = source;
  let leaving = source;
  for (let i = 1; i < half; i++) {
    sum += load<f32>(entering);
    size += 1;
    entering += step;
  }
  for (let i = window - half; i >= 0; i--) {
    sum += load<f32>(entering);
    size += 1;
    store<f32>(target, sum / size);
    entering += step;
    target += step;
  }
  for (let i = length - window; i > 0; i--) {
    sum += load<f32>(entering);
    sum -= load<f32>(leaving);
    store<f32>(target, sum / size);
    entering += step;
    leaving += step;
    target += step;
  }
  for (let i = 1; i < half; i++) {
    sum -= load<f32>(leaving);
    size -= 1;
    store<f32>(target, sum / size);
    leaving += step;
    target += step;
  }
}

/** Four neighbouring columns at once: each lane runs exactly like boxLine. */
function boxFourColumns(
  source: usize,
  target: usize,
  length: i32,
  step: usize,
  window: i32,
): void {
  const half = (window + 2) >> 1;
  let sum = f32x4.splat(0);
  let size: f32 = 0;
  let entering = source;
  let leaving = source;
  for (let i = 1; i < half; i++) {
    sum = f32x4.add(sum, v128.load(entering));
    size += 1;
    entering += step;
  }
  for (let i = window - half; i >= 0; i--) {
    sum = f32x4.add(sum, v128.load(entering));
    size += 1;
    v128.store(target, f32x4.div(sum, f32x4.splat(size)));
    entering += step;
    target += step;
  }
  const full = f32x4.splat(size);
  for (let i = length - window; i > 0; i--) {
    sum = f32x4.sub(f32x4.add(sum, v128.load(entering)), v128.load(leaving));
    v128.store(target, f32x4.div(sum, full));
    entering += step;
    leaving += step;
    target += step;
  }
  for (let i = 1; i < half; i++) {
    sum = f32x4.sub(sum, v128.load(leaving));
    size -= 1;
    v128.store(target, f32x4.div(sum, f32x4.splat(size)));
    leaving += step;
    target += step;
  }
}

/** Two rounds of rows then columns; the result ends in `image`. */
function jarosz(image: usize, temp: usize, width: i32, height: i32): void {
  const rowWindow = (width + 127) >> 7;
  const columnWindow = (height + 127) >> 7;
  const pitch = (<usize>width) << 2;
  for (let round = 0; round < 2; round++) {
    for (let y = 0; y < height; y++) {
      const at = <usize>y * pitch;
      boxLine(image + at, temp + at, width, 4, rowWindow);
    }
    let x = 0;
    for (; x + 4 <= width; x += 4) {
      const at = (<usize>x) << 2;
      boxFourColumns(temp + at, image + at, height, pitch, columnWindow);
    }
    for (; x < width; x++) {
      const at = (<usize>x) << 2;
      boxLine(temp + at, image + at, height, pitch, columnWindow);
    }
  }
}

function decimate(image: usize, width: i32, height: i32, out: usize): void {
  for (let i = 0; i < SIDE; i++) {
    const y = <i32>(((<f64>i + 0.5) * <f64>height) / <f64>SIDE);
    for (let j = 0; j < SIDE; j++) {
      const x = <i32>(((<f64>j + 0.5) * <f64>width) / <f64>SIDE);
      store<f32>(out, load<f32>(image + ((<usize>(y * width + x)) << 2)));
      out += 4;
    }
  }
}

function step(u: f32, v: f32): i32 {
  const d = <i32>(((u - v) * <f32>100) / <f32>255);
  return d < 0 ? -d : d;
}

function gradientQuality(small: usize): i32 {
  let sum = 0;
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const at = small + ((<usize>(i * SIDE + j)) << 2);
      const u = load<f32>(at);
      if (i + 1 < SIDE) sum += step(u, load<f32>(at, SIDE * 4));
      if (j + 1 < SIDE) sum += step(u, load<f32>(at, 4));
    }
  }
  const quality = sum / 90;
  return quality > 100 ? 100 : quality;
}

/** B = D · A · Dᵀ, 16×16, with sequential float32 sums. */
function transform(small: usize, matrix: usize, half: usize, out: usize): void {
  const factor = Math.sqrt(2.0 / <f64>SIDE);
  for (let i = 0; i < LOW; i++) {
    for (let j = 0; j < SIDE; j++) {
      const angle = (Math.PI / 2 / <f64>SIDE) * <f64>(i + 1) * <f64>(2 * j + 1);
      store<f32>(
        matrix + ((<usize>(i * SIDE + j)) << 2),
        <f32>(factor * Math.cos(angle)),
      );
    }
  }
  for (let i = 0; i < LOW; i++) {
    for (let j = 0; j < SIDE; j += 4) {
      let sum = f32x4.splat(0);
      for (let k = 0; k < SIDE; k++) {
        const d = v128.load32_splat(matrix + ((<usize>(i * SIDE + k)) << 2));
        const a = v128.load(small + ((<usize>(k * SIDE + j)) << 2));
        sum = f32x4.add(sum, f32x4.mul(d, a));
      }
      v128.store(half + ((<usize>(i * SIDE + j)) << 2), sum);
    }
  }
  for (let i = 0; i < LOW; i++) {
    for (let j = 0; j < LOW; j++) {
      let sum: f32 = 0;
      for (let k = 0; k < SIDE; k++) {
        sum +=
          load<f32>(half + ((<usize>(i * SIDE + k)) << 2)) *
          load<f32>(matrix + ((<usize>(j * SIDE + k)) << 2));
      }
      store<f32>(out + ((<usize>(i * LOW + j)) << 2), sum);
    }
  }
}

/** The lower median: the 128th of the 256 values in order. Leaves `values` as they were. */
function lowerMedian(values: usize, scratch: usize): f32 {
  const count = LOW * LOW;
  memory.copy(scratch, values, (<usize>count) << 2);
  for (let i = 1; i < count; i++) {
    const value = load<f32>(scratch + ((<usize>i) << 2));
    let at = i;
    while (at > 0) {
      const before = load<f32>(scratch + ((<usize>(at - 1)) << 2));
      if (before <= value) break;
      store<f32>(scratch + ((<usize>at) << 2), before);
      at--;
    }
    store<f32>(scratch + ((<usize>at) << 2), value);
  }
  return load<f32>(scratch + ((<usize>((count >> 1) - 1)) << 2));
}

/**
 * PDQ of an RGB raster into 32 bytes, in the order of its printed hex form; returns the quality,
 * 0–100. A side under 5 px gives a zero hash of quality 0. `scratch` holds pdqScratchBytes bytes.
 */
export function pdqHash(
  rgb: usize,
  width: i32,
  height: i32,
  out: usize,
  scratch: usize,
): i32 {
  memory.fill(out, 0, 32);
  if (width < 5 || height < 5) return 0;
  const isReduced = width > LARGEST || height > LARGEST;
  const workingWidth = workingSize(width, isReduced);
  const workingHeight = workingSize(height, isReduced);
  const pixels = <usize>workingWidth * <usize>workingHeight;
  const image = (scratch + 15) & ~(<usize>15);
  const temp = image + (pixels << 2);
  const small = temp + (pixels << 2);
  const matrix = small + SIDE * SIDE * 4;
  const half = matrix + LOW * SIDE * 4;
  const coefficients = half + LOW * SIDE * 4;
  const sorted = coefficients + LOW * LOW * 4;
  toLuma(rgb, width, height, image, workingWidth, workingHeight);
  if (workingWidth != SIDE || workingHeight != SIDE) {
    jarosz(image, temp, workingWidth, workingHeight);
  }
  decimate(image, workingWidth, workingHeight, small);
  transform(small, matrix, half, coefficients);
  const median = lowerMedian(coefficients, sorted);
  for (let i = 0; i < LOW; i++) {
    let word: u32 = 0;
    for (let j = 0; j < LOW; j++) {
      const value = load<f32>(coefficients + ((<usize>(i * LOW + j)) << 2));
      word |= (<u32>(value > median)) << j;
    }
    // Printed from the last word to the first, each with its high byte in front.
    store<u8>(out + (LOW - 1 - i) * 2, word >> 8);
    store<u8>(out + (LOW - 1 - i) * 2, word, 1);
  }
  return gradientQuality(small);
}
