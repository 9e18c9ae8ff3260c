import { Simd } from './simd';

// libjpeg's accurate integer inverse DCT (jidctint.c, after Loeffler, Ligtenberg and Moschytz 1989),
// four columns or rows at a time. Every sum, product and shift is libjpeg's, in 32 bits.

/** 13 bits of fraction. */
const F_0_298631336: i32 = 2446;
const F_0_390180644: i32 = 3196;
const F_0_541196100: i32 = 4433;
const F_0_765366865: i32 = 6270;
const F_0_899976223: i32 = 7373;
const F_1_175875602: i32 = 9633;
const F_1_501321110: i32 = 12299;
const F_1_847759065: i32 = 15137;
const F_1_961570560: i32 = 16069;
const F_2_053119869: i32 = 16819;
const F_2_562915447: i32 = 20995;
const F_3_072711026: i32 = 25172;

class Step {
  @inline
  static times(a: v128, factor: i32): v128 {
    return i32x4.mul(a, i32x4.splat(factor));
  }

  /** Divided by 2^18 into ten bits with a sign, as libjpeg's table of limits is indexed. */
  @inline
  static sample(a: v128): v128 {
    return i32x4.shr_s(i32x4.shl(i32x4.add(a, i32x4.splat(1 << 17)), 4), 22);
  }

  /** Divided by 2^11, to the nearest. */
  @inline
  static half(a: v128): v128 {
    return i32x4.shr_s(i32x4.add(a, i32x4.splat(1 << 10)), 11);
  }

  /** Four rows of four to four columns of four, `target` + 0, 32, 64, 96. */
  @inline
  static transpose(a: v128, b: v128, c: v128, d: v128, target: usize): void {
    const ab = Simd.interleaveLow32(a, b);
    const cd = Simd.interleaveLow32(c, d);
    const abHigh = Simd.interleaveHigh32(a, b);
    const cdHigh = Simd.interleaveHigh32(c, d);
    v128.store(target, Simd.interleaveLow64(ab, cd));
    v128.store(target, Simd.interleaveHigh64(ab, cd), 32);
    v128.store(target, Simd.interleaveLow64(abHigh, cdHigh), 64);
    v128.store(target, Simd.interleaveHigh64(abHigh, cdHigh), 96);
  }
}

/** The transform of eight vectors, 32 bytes apart, in place and not yet divided. */
function transform(from: usize): void {
  let z2 = v128.load(from, 64);
  let z3 = v128.load(from, 192);
  let z1 = Step.times(i32x4.add(z2, z3), F_0_541196100);
  let t2 = i32x4.sub(z1, Step.times(z3, F_1_847759065));
  let t3 = i32x4.add(z1, Step.times(z2, F_0_765366865));
  z2 = v128.load(from);
  z3 = v128.load(from, 128);
  let t0 = i32x4.shl(i32x4.add(z2, z3), 13);
  let t1 = i32x4.shl(i32x4.sub(z2, z3), 13);
  const t10 = i32x4.add(t0, t3);
  const t13 = i32x4.sub(t0, t3);
  const t11 = i32x4.add(t1, t2);
  const t12 = i32x4.sub(t1, t2);
  t0 = v128.load(from, 224);
  t1 = v128.load(from, 160);
  t2 = v128.load(from, 96);
  t3 = v128.load(from, 32);
  z1 = Step.times(i32x4.add(t0, t3), -F_0_899976223);
  z2 = Step.times(i32x4.add(t1, t2), -F_2_562915447);
  z3 = i32x4.add(t0, t2);
  let z4 = i32x4.add(t1, t3);
  const z5 = Step.times(i32x4.add(z3, z4), F_1_175875602);
  z3 = i32x4.add(Step.times(z3, -F_1_961570560), z5);
  z4 = i32x4.add(Step.times(z4, -F_0_390180644), z5);
  t0 = i32x4.add(Step.times(t0, F_0_298631336), i32x4.add(z1, z3));
  t1 = i32x4.add(Step.times(t1, F_2_053119869), i32x4.add(z2, z4));
  t2 = i32x4.add(Step.times(t2, F_3_072711026), i32x4.add(z2, z3));
  t3 = i32x4.add(Step.times(t3, F_1_501321110), i32x4.add(z1, z4));
  v128.store(from, i32x4.add(t10, t3));
  v128.store(from, i32x4.add(t11, t2), 32);
  v128.store(from, i32x4.add(t12, t1), 64);
  v128.store(from, i32x4.add(t13, t0), 96);
  v128.store(from, i32x4.sub(t13, t0), 128);
  v128.store(from, i32x4.sub(t12, t1), 160);
  v128.store(from, i32x4.sub(t11, t2), 192);
  v128.store(from, i32x4.sub(t10, t3), 224);
}

/** Four columns of coefficients (rows 32 bytes apart) to four rows of `work`, transposed. */
function columns(from: usize, work: usize): void {
  transform(from);
  for (let half: usize = 0; half < 2; half++) {
    Step.transpose(
      Step.half(v128.load(from)),
      Step.half(v128.load(from, 32)),
      Step.half(v128.load(from, 64)),
      Step.half(v128.load(from, 96)),
      work,
    );
    from += 128;
    work += 16;
  }
}

/** Two columns of four samples each, as eight i16 around 128. */
function samples(from: usize): v128 {
  return i16x8.add(
    i16x8.narrow_i32x4_s(
      Step.sample(v128.load(from)),
      Step.sample(v128.load(from, 32)),
    ),
    i16x8.splat(128),
  );
}

/** Four rows from `work` (columns 32 bytes apart) to samples. */
function rows(from: usize, target: usize, stride: usize): void {
  transform(from);
  const left = i8x16.narrow_i16x8_u(samples(from), samples(from + 64));
  const right = i8x16.narrow_i16x8_u(samples(from + 128), samples(from + 192));
  // prettier-ignore
  const first = i8x16.shuffle(
    left, right, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29,
  );
  // prettier-ignore
  const second = i8x16.shuffle(
    left, right, 2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31,
  );
  v128.store64_lane(target, first, 0);
  v128.store64_lane(target + stride, first, 1);
  v128.store64_lane(target + 2 * stride, second, 0);
  v128.store64_lane(target + 3 * stride, second, 1);
}

/**
 * A block of dequantised coefficients (i16 × 64, row-major) to 8 × 8 samples; the coefficients are
 * 0 again afterwards. `work`: i32 × 128, of no use before and afterwards.
 */
export function inverseDct(
  block: usize,
  work: usize,
  target: usize,
  stride: usize,
): void {
  for (let at: usize = 0; at < 128; at += 8) {
    v128.store(work + (at << 1), v128.load16x4_s(block + at));
    store<u64>(block + at, 0);
  }
  columns(work, work + 256);
  columns(work + 16, work + 384);
  rows(work + 256, target, stride);
  rows(work + 272, target + 4 * stride, stride);
}

/** The same of a block that has only its mean. */
export function flatBlock(mean: i32, target: usize, stride: usize): void {
  // Both passes of libjpeg where all else is 0.
  const sample = ((((mean << 2) + 16) >> 5) << 22) >> 22;
  const level = sample + 128;
  const byte: u64 = level < 0 ? 0 : level > 255 ? 255 : <u64>level;
  const row = byte * 0x0101010101010101;
  for (let y = 0; y < 8; y++) {
    store<u64>(target, row);
    target += stride;
  }
}
