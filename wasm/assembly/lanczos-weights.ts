// The fixed-point weights of Pillow's 8-bit LANCZOS resize (src/libImaging/Resample.c), bit for bit.

export const PRECISION_BITS: i32 = 22;
/** A weight is split here into two 16-bit parts. */
export const SPLIT_BITS: i32 = 11;
const SPLIT_MASK: i32 = (1 << SPLIT_BITS) - 1;
/** Half of the last bit that is kept: rounds to nearest. */
export const HALF: i32 = 1 << (PRECISION_BITS - 1);
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
export function pairCount(inSize: i32, outSize: i32): i32 {
  return (tapCount(inSize, outSize) + 2) >> 1;
}

/** Bytes of the table that one axis needs: per output {first pair, pairs} and its weights. */
export function lanczosTableBytes(inSize: i32, outSize: i32): usize {
  const pairs = <usize>pairCount(inSize, outSize);
  const taps = <usize>tapCount(inSize, outSize);
  return <usize>outSize * (8 + pairs * 8) + taps * 8 + 8;
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
