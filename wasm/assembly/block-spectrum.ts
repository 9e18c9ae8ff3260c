import { Simd } from './simd';

// Power spectra of 32×32 blocks of luma: where a picture has texture, how fast does it fall off?

const SIDE: i32 = 32;
const ROW_BYTES: usize = 128;

/** The windowed cosines, transposed (row n, column k), so that four frequencies lie side by side. */
const TABLE: usize = memory.data(SIDE * SIDE * 4, 16);
let hasTable = false;

function buildTable(): void {
  if (hasTable) return;
  for (let k = 0; k < SIDE; k++) {
    for (let n = 0; n < SIDE; n++) {
      const window =
        0.5 - 0.5 * Math.cos((2.0 * Math.PI * (<f64>n + 0.5)) / <f64>SIDE);
      const angle = (Math.PI * <f64>k * <f64>(2 * n + 1)) / (2.0 * <f64>SIDE);
      store<f32>(
        TABLE + ((<usize>(n * SIDE + k)) << 2),
        <f32>(window * Math.cos(angle)),
      );
    }
  }
  hasTable = true;
}

/**
 * How much texture a 32×32 block has at about half the Nyquist frequency: the sum of squared
 * differences of pixels two apart, in both directions.
 */
export function blockTexture(luma: usize, stride: i32): u32 {
  let lanes = i32x4.splat(0);
  for (let y = 0; y < SIDE - 2; y++) {
    const row = luma + y * stride;
    lanes = addSteps(lanes, row, stride, i16x8.splat(-1));
    lanes = addSteps(lanes, row + 8, stride, i16x8.splat(-1));
    lanes = addSteps(lanes, row + 16, stride, i16x8.splat(-1));
    // The last eight of thirty: the first two of these are done.
    const last = i16x8(0, 0, -1, -1, -1, -1, -1, -1);
    lanes = addSteps(lanes, row + 22, stride, last);
  }
  return Simd.total(lanes);
}

function addSteps(lanes: v128, at: usize, stride: i32, mask: v128): v128 {
  const values = v128.load8x8_u(at);
  const right = v128.and(i16x8.sub(v128.load8x8_u(at, 2), values), mask);
  const lower = v128.load8x8_u(at + 2 * stride);
  const below = v128.and(i16x8.sub(lower, values), mask);
  return i32x4.add(
    i32x4.add(lanes, i32x4.dot_i16x8_s(right, right)),
    i32x4.dot_i16x8_s(below, below),
  );
}

class Lanes {
  /** sum + factor · values */
  @inline
  static addProduct(sum: v128, factor: v128, values: v128): v128 {
    return f32x4.add(sum, f32x4.mul(factor, values));
  }

  @inline
  static addSquare(at: usize, value: v128): void {
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(value, value)));
  }

  /** Four bytes as f32, less the mean. */
  @inline
  static levels(at: usize, means: v128): v128 {
    const words = i16x8.extend_low_i8x16_u(v128.load32_zero(at));
    const numbers = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words));
    return f32x4.sub(numbers, means);
  }
}

function meanOf(luma: usize, stride: i32): f32 {
  let lanes = i32x4.splat(0);
  for (let y = 0; y < SIDE; y++) {
    lanes = Simd.addBytes(lanes, v128.load(luma + y * stride));
    lanes = Simd.addBytes(lanes, v128.load(luma + y * stride, 16));
  }
  return <f32>Simd.total(lanes) / <f32>(SIDE * SIDE);
}

/** What is left of a block's pixels without their mean. */
const LEVELS: usize = memory.data(SIDE * SIDE * 4, 16);

function takeLevels(luma: usize, stride: i32): void {
  const means = f32x4.splat(meanOf(luma, stride));
  let to = LEVELS;
  for (let y = 0; y < SIDE; y++) {
    for (let x: usize = 0; x < <usize>SIDE; x += 4) {
      v128.store(to, Lanes.levels(luma + x, means));
      to += 16;
    }
    luma += stride;
  }
}

/** out[y][u] = Σ_x LEVELS[y][x] · TABLE[x][u], two rows and sixteen frequencies at a time. */
function transformRows(out: usize): void {
  for (let y = 0; y < SIDE; y += 2) {
    const first = LEVELS + <usize>y * ROW_BYTES;
    const to = out + <usize>y * ROW_BYTES;
    for (let part: usize = 0; part < ROW_BYTES; part += 64) {
      let a = f32x4.splat(0);
      let b = f32x4.splat(0);
      let c = f32x4.splat(0);
      let d = f32x4.splat(0);
      let e = f32x4.splat(0);
      let f = f32x4.splat(0);
      let g = f32x4.splat(0);
      let h = f32x4.splat(0);
      let at = TABLE + part;
      const end = first + ROW_BYTES;
      for (let pixel = first; pixel < end; pixel += 4) {
        const upper = v128.load32_splat(pixel);
        const lower = v128.load32_splat(pixel, 128);
        const p = v128.load(at);
        const q = v128.load(at, 16);
        const r = v128.load(at, 32);
        const s = v128.load(at, 48);
        a = Lanes.addProduct(a, upper, p);
        b = Lanes.addProduct(b, upper, q);
        c = Lanes.addProduct(c, upper, r);
        d = Lanes.addProduct(d, upper, s);
        e = Lanes.addProduct(e, lower, p);
        f = Lanes.addProduct(f, lower, q);
        g = Lanes.addProduct(g, lower, r);
        h = Lanes.addProduct(h, lower, s);
        at += ROW_BYTES;
      }
      v128.store(to + part, a);
      v128.store(to + part, b, 16);
      v128.store(to + part, c, 32);
      v128.store(to + part, d, 48);
      v128.store(to + part, e, 128);
      v128.store(to + part, f, 144);
      v128.store(to + part, g, 160);
      v128.store(to + part, h, 176);
    }
  }
}

/** power[v][u] += (Σ_y TABLE[y][v] · rows[y][u])², in the same portions. */
function addColumns(rows: usize, power: usize): void {
  for (let v = 0; v < SIDE; v += 2) {
    const column = TABLE + ((<usize>v) << 2);
    for (let part: usize = 0; part < ROW_BYTES; part += 64) {
      let a = f32x4.splat(0);
      let b = f32x4.splat(0);
      let c = f32x4.splat(0);
      let d = f32x4.splat(0);
      let e = f32x4.splat(0);
      let f = f32x4.splat(0);
      let g = f32x4.splat(0);
      let h = f32x4.splat(0);
      let at = rows + part;
      const end = column + <usize>SIDE * ROW_BYTES;
      for (let factor = column; factor < end; factor += ROW_BYTES) {
        const upper = v128.load32_splat(factor);
        const lower = v128.load32_splat(factor, 4);
        const p = v128.load(at);
        const q = v128.load(at, 16);
        const r = v128.load(at, 32);
        const s = v128.load(at, 48);
        a = Lanes.addProduct(a, upper, p);
        b = Lanes.addProduct(b, upper, q);
        c = Lanes.addProduct(c, upper, r);
        d = Lanes.addProduct(d, upper, s);
        e = Lanes.addProduct(e, lower, p);
        f = Lanes.addProduct(f, lower, q);
        g = Lanes.addProduct(g, lower, r);
        h = Lanes.addProduct(h, lower, s);
        at += ROW_BYTES;
      }
      const to = power + part;
      Lanes.addSquare(to, a);
      Lanes.addSquare(to + 16, b);
      Lanes.addSquare(to + 32, c);
      Lanes.addSquare(to + 48, d);
      Lanes.addSquare(to + 128, e);
      Lanes.addSquare(to + 144, f);
      Lanes.addSquare(to + 160, g);
      Lanes.addSquare(to + 176, h);
    }
    power += 2 * ROW_BYTES;
  }
}

/**
 * Adds the power of the windowed DCT-II of one 32×32 block to `power`, SIDE² f32, row = vertical
 * frequency. `temp` holds SIDE² f32.
 */
export function addBlockSpectrum(
  luma: usize,
  stride: i32,
  power: usize,
  temp: usize,
): void {
  buildTable();
  takeLevels(luma, stride);
  transformRows(temp);
  addColumns(temp, power);
}
