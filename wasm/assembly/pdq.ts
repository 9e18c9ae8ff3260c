import { jaroszSamples, jaroszScratchBytes } from './jarosz';
import { lowerMiddle, upperMiddle } from './select';

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
  const workingWidth = workingSize(width, isReduced);
  const workingHeight = workingSize(height, isReduced);
  return (
    <usize>workingWidth * <usize>workingHeight * 4 +
    jaroszScratchBytes(workingWidth, workingHeight) +
    (SIDE * SIDE + LOW * SIDE + 2 * LOW * LOW) * 4 +
    64
  );
}

class Colour {
  /** 0.299 R + 0.587 G + 0.114 B of four pixels' i32, float32 at every step. */
  @inline
  static luma(r: v128, g: v128, b: v128): v128 {
    return f32x4.add(
      f32x4.add(
        f32x4.mul(f32x4.convert_i32x4_s(r), f32x4.splat(0.299)),
        f32x4.mul(f32x4.convert_i32x4_s(g), f32x4.splat(0.587)),
      ),
      f32x4.mul(f32x4.convert_i32x4_s(b), f32x4.splat(0.114)),
    );
  }

  /** Of four pixels of four bytes; `low` is 0xff in each lane. */
  @inline
  static ofRgba(pixels: v128, low: v128): v128 {
    return Colour.luma(
      v128.and(pixels, low),
      v128.and(i32x4.shr_u(pixels, 8), low),
      v128.and(i32x4.shr_u(pixels, 16), low),
    );
  }

  @inline
  static scalarLuma(r: u8, g: u8, b: u8): f32 {
    return <f32>0.299 * <f32>r + <f32>0.587 * <f32>g + <f32>0.114 * <f32>b;
  }
}

function rgbToLuma(rgb: usize, count: i32, out: usize): void {
  // prettier-ignore
  const red = i8x16(0, -1, -1, -1, 3, -1, -1, -1, 6, -1, -1, -1, 9, -1, -1, -1);
  // prettier-ignore
  const green = i8x16(1, -1, -1, -1, 4, -1, -1, -1, 7, -1, -1, -1, 10, -1, -1, -1);
  // prettier-ignore
  const blue = i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1);
  let i = 0;
  // Four pixels are 12 bytes, but the load takes 16.
  for (; i + 6 <= count; i += 4) {
    const bytes = v128.load(rgb);
    v128.store(
      out,
      Colour.luma(
        i8x16.swizzle(bytes, red),
        i8x16.swizzle(bytes, green),
        i8x16.swizzle(bytes, blue),
      ),
    );
    rgb += 12;
    out += 16;
  }
  for (; i < count; i++) {
    const luma = Colour.scalarLuma(
      load<u8>(rgb),
      load<u8>(rgb, 1),
      load<u8>(rgb, 2),
    );
    store<f32>(out, luma);
    rgb += 3;
    out += 4;
  }
}

/** The same of pixels of four bytes. */
function rgbaToLuma(rgba: usize, count: i32, out: usize): void {
  const low = i32x4.splat(0xff);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, Colour.ofRgba(v128.load(rgba), low));
    rgba += 16;
    out += 16;
  }
  for (; i < count; i++) {
    const luma = Colour.scalarLuma(
      load<u8>(rgba),
      load<u8>(rgba, 1),
      load<u8>(rgba, 2),
    );
    store<f32>(out, luma);
    rgba += 4;
    out += 4;
  }
}

/** Where each column of the reduced picture is taken from, in bytes. */
const COLUMNS: usize = memory.data(LARGEST * 4, 16);

/** Nearest neighbour to LARGEST², and luma. */
function toReducedLuma(
  pixels: usize,
  pixelBytes: i32,
  width: i32,
  height: i32,
  out: usize,
): void {
  for (let x = 0; x < LARGEST; x++) {
    store<i32>(
      COLUMNS + ((<usize>x) << 2),
      ((x * width) / LARGEST) * pixelBytes,
    );
  }
  const stride = <usize>width * <usize>pixelBytes;
  const low = i32x4.splat(0xff);
  for (let y = 0; y < LARGEST; y++) {
    const row = pixels + <usize>((y * height) / LARGEST) * stride;
    for (let at: usize = 0; at < <usize>(LARGEST * 4); at += 16) {
      // Four bytes a pixel: one side is longer than LARGEST, so that the last pixel is not taken.
      let four = i32x4.splat(load<i32>(row + load<i32>(COLUMNS + at)));
      four = v128.load32_lane(row + load<i32>(COLUMNS + at, 4), four, 1);
      four = v128.load32_lane(row + load<i32>(COLUMNS + at, 8), four, 2);
      four = v128.load32_lane(row + load<i32>(COLUMNS + at, 12), four, 3);
      v128.store(out, Colour.ofRgba(four, low));
      out += 16;
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

/** The cosines D by row, and crosswise. */
const MATRIX: usize = memory.data(LOW * SIDE * 4, 16);
const CROSSWISE: usize = memory.data(LOW * SIDE * 4, 16);
let hasMatrix = false;

function buildMatrix(): void {
  if (hasMatrix) return;
  const factor = Math.sqrt(2.0 / <f64>SIDE);
  for (let i = 0; i < LOW; i++) {
    for (let j = 0; j < SIDE; j++) {
      const angle = (Math.PI / 2 / <f64>SIDE) * <f64>(i + 1) * <f64>(2 * j + 1);
      const cosine = <f32>(factor * Math.cos(angle));
      store<f32>(MATRIX + ((<usize>(i * SIDE + j)) << 2), cosine);
      store<f32>(CROSSWISE + ((<usize>(j * LOW + i)) << 2), cosine);
    }
  }
  hasMatrix = true;
}

/** rows(a)×columns(b) with sequential float32 sums, of 16×64 and 64×`columns` (16 or 64). */
function multiply(a: usize, b: usize, columns: i32, out: usize): void {
  const pitch = (<usize>columns) << 2;
  for (let i = 0; i < LOW; i++) {
    for (let j: usize = 0; j < pitch; j += 64) {
      let sumA = f32x4.splat(0);
      let sumB = f32x4.splat(0);
      let sumC = f32x4.splat(0);
      let sumD = f32x4.splat(0);
      let at = b + j;
      for (let k = 0; k < SIDE; k++) {
        const factor = v128.load32_splat(a + ((<usize>k) << 2));
        sumA = f32x4.add(sumA, f32x4.mul(factor, v128.load(at)));
        sumB = f32x4.add(sumB, f32x4.mul(factor, v128.load(at, 16)));
        sumC = f32x4.add(sumC, f32x4.mul(factor, v128.load(at, 32)));
        sumD = f32x4.add(sumD, f32x4.mul(factor, v128.load(at, 48)));
        at += pitch;
      }
      v128.store(out + j, sumA);
      v128.store(out + j, sumB, 16);
      v128.store(out + j, sumC, 32);
      v128.store(out + j, sumD, 48);
    }
    a += SIDE * 4;
    out += pitch;
  }
}

/** The lower median: the 128th of the 256 values in order. `scratch` holds as many f64. */
function lowerMedian(values: usize, scratch: usize): f32 {
  const count = LOW * LOW;
  for (let i = 0; i < count; i++) {
    store<f64>(
      scratch + ((<usize>i) << 3),
      <f64>load<f32>(values + ((<usize>i) << 2)),
    );
  }
  upperMiddle(scratch, count);
  return <f32>lowerMiddle(scratch, count);
}

/**
 * PDQ of a raster of 3 (RGB) or 4 (RGBA, alpha dropped) bytes a pixel into 32 bytes, in the order of its printed hex form; returns the quality,
 * 0–100. A side under 5 px gives a zero hash of quality 0. `scratch` holds pdqScratchBytes bytes.
 */
export function pdqHash(
  pixels: usize,
  pixelBytes: i32,
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
  const area = <usize>workingWidth * <usize>workingHeight;
  const image = (scratch + 15) & ~(<usize>15);
  const small = image + (area << 2);
  const half = small + SIDE * SIDE * 4;
  const coefficients = half + LOW * SIDE * 4;
  const filter = coefficients + LOW * LOW * 4;
  if (isReduced) toReducedLuma(pixels, pixelBytes, width, height, image);
  else if (pixelBytes == 4) rgbaToLuma(pixels, width * height, image);
  else rgbToLuma(pixels, width * height, image);
  if (workingWidth != SIDE || workingHeight != SIDE) {
    jaroszSamples(image, workingWidth, workingHeight, small, filter);
  } else {
    memory.copy(small, image, SIDE * SIDE * 4);
  }
  // B = D · A · Dᵀ, 16×16
  buildMatrix();
  multiply(MATRIX, small, SIDE, half);
  multiply(half, CROSSWISE, LOW, coefficients);
  const median = lowerMedian(coefficients, filter);
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
