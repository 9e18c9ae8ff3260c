import { Simd } from './simd';

// Pillow's 8-bit LANCZOS resize (src/libImaging/Resample.c), bit for bit.

const PRECISION_BITS: i32 = 22;
const HALF: i32 = 1 << (PRECISION_BITS - 1);
/** A weight is split here into two 16-bit parts. */
const SPLIT_BITS: i32 = 11;
const SPLIT_MASK: i32 = (1 << SPLIT_BITS) - 1;
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

/** Most pairs of taps: the first pair may begin one tap early, so that pairs begin at even pixels. */
function pairCount(inSize: i32, outSize: i32): i32 {
  return (tapCount(inSize, outSize) + 2) >> 1;
}

/** Bytes of the table that one axis needs: per output {first pair, pairs} and its weights. */
export function lanczosTableBytes(inSize: i32, outSize: i32): usize {
  const pairs = <usize>pairCount(inSize, outSize);
  const taps = <usize>tapCount(inSize, outSize);
  return <usize>outSize * (8 + pairs * 8) + taps * 8 + 8;
}

/** Rows of the picture that lie side by side in a batch of pairs. */
const BATCH_ROWS: i32 = 16;

/** Bytes of a pair of neighbouring pixels of all rows of a batch, each as i16. */
const PAIR_BYTES: usize = 64;

function batchCount(height: i32): i32 {
  return (height + BATCH_ROWS - 1) / BATCH_ROWS;
}

/** Bytes of scratch that lanczosResize needs: the picture between the two passes. */
export function lanczosScratchBytes(height: i32, outWidth: i32): usize {
  return <usize>outWidth * <usize>(batchCount(height) * BATCH_ROWS);
}

/** Bytes that lanczosPairs fills. */
export function lanczosPairsBytes(width: i32, height: i32): usize {
  return <usize>batchCount(height) * <usize>((width + 1) >> 1) * PAIR_BYTES;
}

/** Taps between two sines that are computed, not turned on from the one before. */
const TAPS_PER_SINE: i32 = 32;

/** Nearer to the centre than this the sine is too small for its error. */
const LEAST_DISTANCE: f64 = 0.01;

/**
 * How near to the middle between two fixed-point weights a quick weight must not come, in their
 * units. Its error stays under 10^-5: 32 turns leave 10^-14 in a sine of at least 0.01.
 */
const MARGIN: f64 = 3e-5;

/** More than the largest fixed-point weight. */
const ROUNDING_SHIFT: f64 = 268435456;

/** The unnormalised weights of one output, f64 each. Returns their sum. */
function exactWeights(
  centre: f64,
  inverse: f64,
  first: i32,
  count: i32,
  out: usize,
): f64 {
  let sum: f64 = 0;
  for (let x = 0; x < count; x++) {
    const w = lanczos((<f64>(x + first) - centre + 0.5) * inverse);
    store<f64>(out + ((<usize>x) << 3), w);
    sum += w;
  }
  return sum;
}

/**
 * Almost the same in a fifth of the time: with s = sin(πt/3), sin(πt) is 3s − 4s³, and from tap to
 * tap s turns by the same angle.
 */
function quickWeights(
  centre: f64,
  inverse: f64,
  first: i32,
  count: i32,
  out: usize,
): f64 {
  const turn = (Math.PI / LANCZOS_RADIUS) * inverse;
  const sineOfTurn = Math.sin(turn);
  const cosineOfTurn = Math.cos(turn);
  let sine: f64 = 0;
  let cosine: f64 = 0;
  let sum: f64 = 0;
  for (let x = 0; x < count; x++) {
    const t = (<f64>(x + first) - centre + 0.5) * inverse;
    if (x % TAPS_PER_SINE == 0) {
      sine = Math.sin((t * Math.PI) / LANCZOS_RADIUS);
      cosine = Math.cos((t * Math.PI) / LANCZOS_RADIUS);
    }
    let w: f64 = 0;
    if (t > -LEAST_DISTANCE && t < LEAST_DISTANCE) {
      w = lanczos(t);
    } else if (t >= -LANCZOS_RADIUS && t < LANCZOS_RADIUS) {
      const square = sine * sine;
      w =
        (square * (3 - 4 * square) * LANCZOS_RADIUS) /
        (Math.PI * Math.PI * t * t);
    }
    store<f64>(out + ((<usize>x) << 3), w);
    sum += w;
    const next = sine * cosineOfTurn + cosine * sineOfTurn;
    cosine = cosine * cosineOfTurn - sine * sineOfTurn;
    sine = next;
  }
  return sum;
}

/** One fixed-point weight; `row` was cleared. */
function storeWeight(weight: i32, tap: i32, row: usize): void {
  const at = row + ((<usize>(tap >> 1)) << 3) + ((<usize>(tap & 1)) << 1);
  store<i16>(at, weight >> SPLIT_BITS);
  store<i16>(at, weight & SPLIT_MASK, 4);
}

/** Pillow's normalising and rounding. */
function storeExactWeights(
  weights: usize,
  count: i32,
  sum: f64,
  early: i32,
  row: usize,
): void {
  for (let x = 0; x < count; x++) {
    let w = load<f64>(weights + ((<usize>x) << 3));
    if (sum != 0) w /= sum;
    const scaled = w * <f64>(1 << PRECISION_BITS);
    const weight = w < 0 ? <i32>(-0.5 + scaled) : <i32>(0.5 + scaled);
    storeWeight(weight, x + early, row);
  }
}

/** The same of quick weights. False where one is too near to a middle to be sure. */
function storeQuickWeights(
  weights: usize,
  count: i32,
  sum: f64,
  early: i32,
  row: usize,
): bool {
  // Never seen; but what follows needs weights of about the size of 1.
  if (sum < 0.5) return false;
  const factor = <f64>(1 << PRECISION_BITS) / sum;
  for (let x = 0; x < count; x++) {
    const scaled = load<f64>(weights + ((<usize>x) << 3)) * factor;
    // Shifted to be positive, so that rounding is cutting off.
    const rounded = scaled + (ROUNDING_SHIFT + 0.5);
    const weight = <i32>rounded;
    const above = rounded - <f64>weight;
    if (above < MARGIN || above > 1 - MARGIN) return false;
    storeWeight(weight - <i32>ROUNDING_SHIFT, x + early, row);
  }
  return true;
}

/**
 * Fixed-point weights of one axis, into lanczosTableBytes bytes at an address divisible by 8. It
 * takes as long as resizing a small picture with it, so callers keep it. Layout: outSize pairs of
 * i32 {first pair of inputs, number of pairs}, then per output and pair of inputs four i16: both
 * weights >> 11, then both weights & 2047, so that two dot products of 16-bit numbers give the
 * exact sum. Behind them is a row of f64 used while normalising.
 */
export function lanczosTable(table: usize, inSize: i32, outSize: i32): void {
  const scale = <f64>inSize / <f64>outSize;
  const spread = filterScale(inSize, outSize);
  const support = LANCZOS_RADIUS * spread;
  const inverse = 1.0 / spread;
  const pairs = pairCount(inSize, outSize);
  const weights = table + ((<usize>outSize) << 3);
  const unscaled = weights + ((<usize>outSize * <usize>pairs) << 3);
  memory.fill(weights, 0, unscaled - weights);
  for (let i = 0; i < outSize; i++) {
    const centre = (<f64>i + 0.5) * scale;
    let first = <i32>(centre - support + 0.5);
    if (first < 0) first = 0;
    let end = <i32>(centre + support + 0.5);
    if (end > inSize) end = inSize;
    const count = end - first;
    const early = first & 1;
    const row = weights + ((<usize>i * <usize>pairs) << 3);
    const quick = quickWeights(centre, inverse, first, count, unscaled);
    if (!storeQuickWeights(unscaled, count, quick, early, row)) {
      const exact = exactWeights(centre, inverse, first, count, unscaled);
      storeExactWeights(unscaled, count, exact, early, row);
    }
    store<i32>(table + ((<usize>i) << 3), first >> 1);
    store<i32>(table + ((<usize>i) << 3), (count + early + 1) >> 1, 4);
  }
}

/** Two pairs of pixels of four rows: of each row 4 bytes, into two batches of i16. */
function storeTwoPairs(bytes: v128, out: usize): void {
  v128.store(out, i16x8.extend_low_i8x16_u(bytes));
  v128.store(out + PAIR_BYTES, i16x8.extend_high_i8x16_u(bytes));
}

/** Sixteen pixels of four rows. */
function pairFourRows(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  out: usize,
): void {
  const rowA = v128.load(a);
  const rowB = v128.load(b);
  const rowC = v128.load(c);
  const rowD = v128.load(d);
  const lowAb = Simd.interleaveLow16(rowA, rowB);
  const lowCd = Simd.interleaveLow16(rowC, rowD);
  const highAb = Simd.interleaveHigh16(rowA, rowB);
  const highCd = Simd.interleaveHigh16(rowC, rowD);
  storeTwoPairs(Simd.interleaveLow32(lowAb, lowCd), out);
  storeTwoPairs(Simd.interleaveHigh32(lowAb, lowCd), out + 2 * PAIR_BYTES);
  storeTwoPairs(Simd.interleaveLow32(highAb, highCd), out + 4 * PAIR_BYTES);
  storeTwoPairs(Simd.interleaveHigh32(highAb, highCd), out + 6 * PAIR_BYTES);
}

/**
 * Lays one byte per pixel out for the horizontal pass, into lanczosPairsBytes bytes: batches of 16
 * rows, of each batch pair after pair of pixels, of each pair row after row both pixels as i16. A
 * picture is laid out once for all sizes it is resized to. Rows missing in the last batch repeat
 * the last row; a pixel missing in the last pair is 0.
 */
export function lanczosPairs(
  source: usize,
  width: i32,
  height: i32,
  pairs: usize,
): void {
  for (let top = 0; top < height; top += BATCH_ROWS) {
    for (let quad = 0; quad < BATCH_ROWS; quad += 4) {
      const y = top + quad;
      const last = height - 1;
      const a = source + <usize>(y < last ? y : last) * <usize>width;
      const b = source + <usize>(y + 1 < last ? y + 1 : last) * <usize>width;
      const c = source + <usize>(y + 2 < last ? y + 2 : last) * <usize>width;
      const d = source + <usize>(y + 3 < last ? y + 3 : last) * <usize>width;
      let out = pairs + ((<usize>quad) << 2);
      let x = 0;
      for (; x + 16 <= width; x += 16) {
        pairFourRows(a + x, b + x, c + x, d + x, out);
        out += 8 * PAIR_BYTES;
      }
      for (; x < width; x += 2) {
        const hasTwo = x + 1 < width;
        store<u32>(out, onePair(a + x, hasTwo));
        store<u32>(out, onePair(b + x, hasTwo), 4);
        store<u32>(out, onePair(c + x, hasTwo), 8);
        store<u32>(out, onePair(d + x, hasTwo), 12);
        out += PAIR_BYTES;
      }
    }
    pairs += <usize>((width + 1) >> 1) * PAIR_BYTES;
  }
}

function onePair(at: usize, hasTwo: bool): u32 {
  const second = hasTwo ? <u32>load<u8>(at, 1) : 0;
  return (<u32>load<u8>(at)) | (second << 16);
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
