import { packAboveMedian } from './bits';

// PyWavelets' haar, with its order of float operations: rounding decides bits where two block
// means tie, so even a + b and b + a must come as they do there.

const TAP: f64 = 0.7071067811865476;

/** Bytes of scratch for haarHashes of a scale×scale raster. */
export function haarScratchBytes(scale: i32): usize {
  return <usize>scale * <usize>scale * 16;
}

/** One level down: the size×size corner of `data` becomes four quadrants, low-low first. */
function forward(data: usize, stride: i32, size: i32, temp: usize): void {
  const half = size >> 1;
  const pitch = (<usize>stride) << 3;
  for (let i = 0; i < half; i++) {
    let even = data + <usize>(2 * i) * pitch;
    let low = temp + <usize>i * pitch;
    const toHigh = <usize>half * pitch;
    for (let x = 0; x < size; x++) {
      const a = TAP * load<f64>(even);
      const b = TAP * load<f64>(even + pitch);
      store<f64>(low, b + a);
      store<f64>(low + toHigh, a - b);
      even += 8;
      low += 8;
    }
  }
  const toHigh = (<usize>half) << 3;
  for (let y = 0; y < size; y++) {
    let pair = temp + <usize>y * pitch;
    let low = data + <usize>y * pitch;
    for (let i = 0; i < half; i++) {
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
  for (let y = 0; y < size; y++) {
    let low = data + <usize>y * pitch;
    let pair = temp + <usize>y * pitch;
    for (let i = 0; i < half; i++) {
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
    for (let x = 0; x < size; x++) {
      const a = TAP * load<f64>(low);
      const d = TAP * load<f64>(low + toHighRow);
      store<f64>(even, a + d);
      store<f64>(even + pitch, a - d);
      low += 8;
      even += 8;
    }
  }
}

/** Only the low-low quadrant of one level down, compact at the start of `data`. */
function forwardLow(data: usize, size: i32, temp: usize): void {
  const half = size >> 1;
  const pitch = (<usize>size) << 3;
  for (let i = 0; i < half; i++) {
    const even = data + <usize>(2 * i) * pitch;
    const low = temp + <usize>i * pitch;
    for (let x = 0; x < size; x++) {
      const at = (<usize>x) << 3;
      const a = TAP * load<f64>(even + at);
      const b = TAP * load<f64>(even + pitch + at);
      store<f64>(low + at, b + a);
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

/**
 * imagehash whash of a scale×scale luma raster at both sizes: 8 bytes, and 32 bytes which stay as
 * they are where scale is under 16. scale is a power of two, at least 8. The mean is removed
 * through the whole pyramid; then the low-low band at 16×16 and 8×8 against its median.
 */
export function haarHashes(
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
