// PDQ's Jarosz filter: two rounds of a running-sum box filter along rows, then along columns, in
// float32. Rounding makes the order of additions part of the result, so each line is summed from
// its start, like the reference; but many lines go side by side, and the last round only divides
// where its result is looked at.

import { boxColumn, boxColumns, boxStrip } from './jarosz-box';
import { loadStrip, STEP, storeStrip, STRIP_ROWS } from './jarosz-strips';

/** Samples per side that are looked at. */
const SIDE: i32 = 64;

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
