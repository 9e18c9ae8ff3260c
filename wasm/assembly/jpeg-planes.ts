/**
 * Copies the visible part of a component's means, each repeated so that `across` of them cover
 * `acrossAll` columns of the output (sampling factors), and likewise down.
 */
export function jpegSpreadPlane(
  source: usize,
  stride: usize,
  across: u32,
  acrossAll: u32,
  down: u32,
  downAll: u32,
  width: u32,
  height: u32,
  out: usize,
): void {
  let phase: u32 = 0;
  let isNew = true;
  for (let y: u32 = 0; y < height; y++) {
    if (isNew) {
      spreadRow(source, across, acrossAll, width, out);
    } else {
      memory.copy(out, out - width, width);
    }
    out += width;
    phase += down;
    isNew = phase >= downAll;
    if (isNew) {
      phase -= downAll;
      source += stride;
    }
  }
}

function spreadRow(
  source: usize,
  across: u32,
  acrossAll: u32,
  width: u32,
  out: usize,
): void {
  if (across == acrossAll) {
    memory.copy(out, source, width);
    return;
  }
  const end = out + width;
  if (across * 2 == acrossAll) {
    for (; out + 32 <= end; out += 32, source += 16) {
      const means = v128.load(source);
      // prettier-ignore
      {
        v128.store(out, i8x16.shuffle(means, means, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7));
        v128.store(out, i8x16.shuffle(means, means, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15), 16);
      }
    }
  }
  let phase: u32 = 0;
  while (out < end) {
    store<u8>(out++, load<u8>(source));
    phase += across;
    if (phase >= acrossAll) {
      phase -= acrossAll;
      source++;
    }
  }
}

/** 64 · value · factor / 2^15 to the nearest: what q15mulr does to one lane. */
function scaled(value: i32, factor: i32): i32 {
  return ((value << 6) * factor + 0x4000) >> 15;
}

function clamp(value: i32): u8 {
  return <u8>(value < 0 ? 0 : value > 255 ? 255 : value);
}

// JFIF's factors, less the whole multiples that are added apart, times 2^15.
const CR_TO_R: i16 = 13173; // 1.402 − 1
const CB_TO_G: i16 = 11277; // 0.344136
const CR_TO_G: i16 = 23401; // 0.714136
const CB_TO_B: i16 = -7471; // 1.772 − 2

/** Eight pixels of two planes, one factor each: (a·fa + b·fb), to the nearest. */
function mix(a: v128, factorA: i16, b: v128, factorB: i16): v128 {
  const sum = i16x8.add(
    i16x8.q15mulr_sat_s(i16x8.shl(a, 6), i16x8.splat(factorA)),
    i16x8.q15mulr_sat_s(i16x8.shl(b, 6), i16x8.splat(factorB)),
  );
  return i16x8.shr_s(i16x8.add(sum, i16x8.splat(32)), 6);
}

/** YCbCr to RGB as JFIF has it, in place: the planes become R, G and B. */
export function jpegYccToRgb(y: usize, cb: usize, cr: usize, count: u32): void {
  const middle = i16x8.splat(128);
  let i: u32 = 0;
  for (; i + 8 <= count; i += 8) {
    const luma = v128.load8x8_u(y + i);
    const blue = i16x8.sub(v128.load8x8_u(cb + i), middle);
    const red = i16x8.sub(v128.load8x8_u(cr + i), middle);
    const none = i16x8.splat(0);
    const r = i16x8.add(i16x8.add(luma, red), mix(red, CR_TO_R, none, 0));
    const g = i16x8.sub(luma, mix(blue, CB_TO_G, red, CR_TO_G));
    const twice = i16x8.add(blue, blue);
    const b = i16x8.add(i16x8.add(luma, twice), mix(blue, CB_TO_B, none, 0));
    v128.store64_lane(y + i, i8x16.narrow_i16x8_u(r, r), 0);
    v128.store64_lane(cb + i, i8x16.narrow_i16x8_u(g, g), 0);
    v128.store64_lane(cr + i, i8x16.narrow_i16x8_u(b, b), 0);
  }
  for (; i < count; i++) {
    const luma = <i32>load<u8>(y + i);
    const blue = <i32>load<u8>(cb + i) - 128;
    const red = <i32>load<u8>(cr + i) - 128;
    const r = red + ((scaled(red, CR_TO_R) + 32) >> 6);
    const g = (scaled(blue, CB_TO_G) + scaled(red, CR_TO_G) + 32) >> 6;
    const b = blue * 2 + ((scaled(blue, CB_TO_B) + 32) >> 6);
    store<u8>(y + i, clamp(luma + r));
    store<u8>(cb + i, clamp(luma - g));
    store<u8>(cr + i, clamp(luma + b));
  }
}

/** 255 − value. */
export function jpegInvert(plane: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    store<u8>(plane + i, 255 - load<u8>(plane + i));
  }
}

/** plane · key / 255 to the nearest: how much light the black ink lets through. */
export function jpegApplyKey(plane: usize, key: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const product = <u32>load<u8>(plane + i) * <u32>load<u8>(key + i);
    store<u8>(plane + i, <u8>((product + 127) / 255));
  }
}

/** Three planes to RGB pixels. The planes may be one and the same. */
export function jpegInterleave(
  red: usize,
  green: usize,
  blue: usize,
  count: u32,
  rgb: usize,
): void {
  let i: u32 = 0;
  for (; i + 16 <= count; i += 16) {
    const r = v128.load(red + i);
    const g = v128.load(green + i);
    const b = v128.load(blue + i);
    // prettier-ignore
    {
      const first = i8x16.shuffle(r, g, 0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5);
      const second = i8x16.shuffle(r, g, 21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26);
      const third = i8x16.shuffle(r, g, 0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0);
      v128.store(rgb, i8x16.shuffle(first, b, 0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15));
      v128.store(rgb, i8x16.shuffle(second, b, 0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15), 16);
      v128.store(rgb, i8x16.shuffle(third, b, 26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31), 32);
    }
    rgb += 48;
  }
  for (; i < count; i++) {
    store<u8>(rgb, load<u8>(red + i));
    store<u8>(rgb, load<u8>(green + i), 1);
    store<u8>(rgb, load<u8>(blue + i), 2);
    rgb += 3;
  }
}
