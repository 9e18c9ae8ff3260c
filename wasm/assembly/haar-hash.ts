import { packAbove, packAboveMedian } from './bits';
import { lowerMiddle, upperMiddle } from './select';
import { Simd } from './simd';

// PyWavelets' haar, with its order of float operations: rounding decides bits where two block
// means tie, so even a + b and b + a must come as they do there. Where none ties with the median,
// the sums of the blocks decide, and no wavelet is needed.

const TAP: f64 = 0.7071067811865476;

/** Bytes of scratch for haarHashes of a scale×scale raster. */
export function haarScratchBytes(scale: i32): usize {
  return <usize>scale * <usize>scale * 16;
}

/** low = b + a, high = a − b of two rows, each times TAP. Both rows may be read from anywhere. */
function splitRows(
  even: usize,
  odd: usize,
  low: usize,
  high: usize,
  size: i32,
): void {
  const tap = f64x2.splat(TAP);
  const end = even + ((<usize>size) << 3);
  for (; even < end; even += 16) {
    const a = f64x2.mul(tap, v128.load(even));
    const b = f64x2.mul(tap, v128.load(odd));
    v128.store(low, f64x2.add(b, a));
    v128.store(high, f64x2.sub(a, b));
    odd += 16;
    low += 16;
    high += 16;
  }
}

/** One level down: the size×size corner of `data` becomes four quadrants, low-low first. */
function forward(data: usize, stride: i32, size: i32, temp: usize): void {
  const half = size >> 1;
  const pitch = (<usize>stride) << 3;
  for (let i = 0; i < half; i++) {
    const even = data + <usize>(2 * i) * pitch;
    const low = temp + <usize>i * pitch;
    splitRows(even, even + pitch, low, low + <usize>half * pitch, size);
  }
  const toHigh = (<usize>half) << 3;
  const tap = f64x2.splat(TAP);
  for (let y = 0; y < size; y++) {
    let pair = temp + <usize>y * pitch;
    let low = data + <usize>y * pitch;
    let i = 0;
    for (; i + 2 <= half; i += 2) {
      const first = v128.load(pair);
      const second = v128.load(pair, 16);
      const a = f64x2.mul(tap, Simd.interleaveLow64(first, second));
      const b = f64x2.mul(tap, Simd.interleaveHigh64(first, second));
      v128.store(low, f64x2.add(b, a));
      v128.store(low + toHigh, f64x2.sub(a, b));
      pair += 32;
      low += 16;
    }
    for (; i < half; i++) {
      const a = TAP * load<f64>(pair);
      const b = TAP * load<f64>(pair, 8);
      store<f64>(low, b + a);
      store<f64>(low + toHigh, a - b);
      pair += 16;
      low += 8;
    }
  }
}

/** One level up: undoes `forward` of the same size. */
function inverse(data: usize, stride: i32, size: i32, temp: usize): void {
  const half = size >> 1;
  const pitch = (<usize>stride) << 3;
  const toHighColumn = (<usize>half) << 3;
  const tap = f64x2.splat(TAP);
  for (let y = 0; y < size; y++) {
    let low = data + <usize>y * pitch;
    let pair = temp + <usize>y * pitch;
    let i = 0;
    for (; i + 2 <= half; i += 2) {
      const a = f64x2.mul(tap, v128.load(low));
      const d = f64x2.mul(tap, v128.load(low + toHighColumn));
      const sum = f64x2.add(a, d);
      const difference = f64x2.sub(a, d);
      v128.store(pair, Simd.interleaveLow64(sum, difference));
      v128.store(pair, Simd.interleaveHigh64(sum, difference), 16);
      low += 16;
      pair += 32;
    }
    for (; i < half; i++) {
      const a = TAP * load<f64>(low);
      const d = TAP * load<f64>(low + toHighColumn);
      store<f64>(pair, a + d);
      store<f64>(pair, a - d, 8);
      low += 8;
      pair += 16;
    }
  }
  const toHighRow = <usize>half * pitch;
  for (let i = 0; i < half; i++) {
    let low = temp + <usize>i * pitch;
    let even = data + <usize>(2 * i) * pitch;
    for (let x = 0; x < size; x += 2) {
      const a = f64x2.mul(tap, v128.load(low));
      const d = f64x2.mul(tap, v128.load(low + toHighRow));
      v128.store(even, f64x2.add(a, d));
      v128.store(even + pitch, f64x2.sub(a, d));
      low += 16;
      even += 16;
    }
  }
}

/** Only the low-low quadrant of one level down, compact at the start of `data`. */
function forwardLow(data: usize, size: i32, temp: usize): void {
  const half = size >> 1;
  const pitch = (<usize>size) << 3;
  const tap = f64x2.splat(TAP);
  for (let i = 0; i < half; i++) {
    const even = data + <usize>(2 * i) * pitch;
    const low = temp + <usize>i * pitch;
    for (let x = 0; x < size; x += 2) {
      const at = (<usize>x) << 3;
      const a = f64x2.mul(tap, v128.load(even + at));
      const b = f64x2.mul(tap, v128.load(even + pitch + at));
      v128.store(low + at, f64x2.add(b, a));
    }
  }
  let out = data;
  let pair = temp;
  for (let i = 0; i < half * half; i++) {
    store<f64>(out, TAP * load<f64>(pair, 8) + TAP * load<f64>(pair));
    out += 8;
    pair += 16;
  }
}

/** The mean is removed through the whole pyramid; then the low-low bands against their medians. */
function hashesByWavelets(
  luma: usize,
  scale: i32,
  out64: usize,
  out256: usize,
  scratch: usize,
): void {
  const data = scratch;
  const temp = scratch + ((<usize>(scale * scale)) << 3);
  for (let i = 0; i < scale * scale; i++) {
    store<f64>(data + ((<usize>i) << 3), <f64>load<u8>(luma + i) / 255.0);
  }
  for (let size = scale; size > 1; size >>= 1) {
    forward(data, scale, size, temp);
  }
  store<f64>(data, 0);
  for (let size = 2; size <= scale; size <<= 1) {
    inverse(data, scale, size, temp);
  }
  for (let size = scale; size >= 8; size >>= 1) {
    if (size == 16) packAboveMedian(data, 256, temp, out256);
    if (size == 8) packAboveMedian(data, 64, temp, out64);
    else forwardLow(data, size, temp);
  }
}

/** Σ of a size×size block of luma. */
function blockSum(luma: usize, stride: i32, size: i32): i32 {
  let lanes = i32x4.splat(0);
  let sum = 0;
  for (let y = 0; y < size; y++) {
    let x = 0;
    for (; x + 16 <= size; x += 16) {
      lanes = Simd.addBytes(lanes, v128.load(luma + x));
    }
    for (; x < size; x++) sum += load<u8>(luma + x);
    luma += stride;
  }
  return sum + Simd.total(lanes);
}

/** Sums of side×side blocks of a scale×scale raster, as f64. */
function blockSums(luma: usize, scale: i32, side: i32, out: usize): void {
  const size = scale / side;
  for (let y = 0; y < side; y++) {
    const row = luma + <usize>(y * size) * <usize>scale;
    for (let x = 0; x < side; x++) {
      store<f64>(out, <f64>blockSum(row + x * size, scale, size));
      out += 8;
    }
  }
}

/**
 * Packs bit = sum > median of side² sums, and returns true, where the two middle ones differ. A
 * sum then differs from the median by half a level of one pixel at least, which is 1/255 over at
 * most 2^12 in the units of the wavelets, and these are off by less than 10^-9. Else rounding
 * decides.
 */
function packSums(
  luma: usize,
  scale: i32,
  side: i32,
  out: usize,
  scratch: usize,
): bool {
  const count = side * side;
  const sums = scratch;
  const sorted = sums + ((<usize>count) << 3);
  blockSums(luma, scale, side, sums);
  memory.copy(sorted, sums, (<usize>count) << 3);
  const upper = upperMiddle(sorted, count);
  const lower = lowerMiddle(sorted, count);
  if (lower == upper) return false;
  packAbove(sums, count, lower, out);
  return true;
}

/** Less than this many pixels have no room for sums, and take no time. */
const LEAST_SCALE: i32 = 32;

/**
 * imagehash whash of a scale×scale luma raster at both sizes: 8 bytes, and 32 bytes which stay as
 * they are where scale is under 16. scale is a power of two, 8 to 4096.
 */
export function haarHashes(
  luma: usize,
  scale: i32,
  out64: usize,
  out256: usize,
  scratch: usize,
): void {
  const isDecided =
    scale >= LEAST_SCALE &&
    packSums(luma, scale, 8, out64, scratch) &&
    packSums(luma, scale, 16, out256, scratch);
  if (!isDecided) hashesByWavelets(luma, scale, out64, out256, scratch);
}
