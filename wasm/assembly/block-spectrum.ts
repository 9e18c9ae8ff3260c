import { Simd } from './simd';

// Power spectra of 32×32 blocks of luma: where a picture has texture, how fast does it fall off?

const SIDE: i32 = 32;
const ROW_BYTES: usize = 128;

/** f32 of the windowed cosine table that blockSpectrum needs: SIDE². */
export function buildSpectrumTable(table: usize): void {
  for (let k = 0; k < SIDE; k++) {
    for (let n = 0; n < SIDE; n++) {
      // Transposed (row n, column k), so that four frequencies lie side by side.
      const window =
        0.5 - 0.5 * Math.cos((2.0 * Math.PI * (<f64>n + 0.5)) / <f64>SIDE);
      const angle = (Math.PI * <f64>k * <f64>(2 * n + 1)) / (2.0 * <f64>SIDE);
      store<f32>(
        table + ((<usize>(n * SIDE + k)) << 2),
        <f32>(window * Math.cos(angle)),
      );
    }
  }
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
  /** sum + factor · the four f32 at `at`. */
  @inline
  static addProduct(sum: v128, factor: v128, at: usize): v128 {
    return f32x4.add(sum, f32x4.mul(factor, v128.load(at)));
  }

  @inline
  static addSquare(at: usize, value: v128): void {
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(value, value)));
  }
}

/**
 * Adds the power of the windowed DCT-II of one 32×32 block to `power`, SIDE² f32, row = vertical
 * frequency. `temp` holds SIDE² f32.
 */
export function addBlockSpectrum(
  luma: usize,
  stride: i32,
  table: usize,
  power: usize,
  temp: usize,
): void {
  let lanes = i32x4.splat(0);
  for (let y = 0; y < SIDE; y++) {
    lanes = Simd.addBytes(lanes, v128.load(luma + y * stride));
    lanes = Simd.addBytes(lanes, v128.load(luma + y * stride, 16));
  }
  const mean = <f32>Simd.total(lanes) / <f32>(SIDE * SIDE);
  // Rows: temp[y][u] = Σ_x (p[y][x] − mean) table[x][u]
  for (let y = 0; y < SIDE; y++) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    let e = f32x4.splat(0);
    let f = f32x4.splat(0);
    let g = f32x4.splat(0);
    let h = f32x4.splat(0);
    const row = luma + y * stride;
    let at = table;
    for (let x = 0; x < SIDE; x++) {
      const pixel = f32x4.splat(<f32>load<u8>(row + x) - mean);
      a = Lanes.addProduct(a, pixel, at);
      b = Lanes.addProduct(b, pixel, at + 16);
      c = Lanes.addProduct(c, pixel, at + 32);
      d = Lanes.addProduct(d, pixel, at + 48);
      e = Lanes.addProduct(e, pixel, at + 64);
      f = Lanes.addProduct(f, pixel, at + 80);
      g = Lanes.addProduct(g, pixel, at + 96);
      h = Lanes.addProduct(h, pixel, at + 112);
      at += ROW_BYTES;
    }
    const to = temp + <usize>y * ROW_BYTES;
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    v128.store(to, e, 64);
    v128.store(to, f, 80);
    v128.store(to, g, 96);
    v128.store(to, h, 112);
  }
  // Columns: X[v][u] = Σ_y table[y][v] temp[y][u]
  for (let v = 0; v < SIDE; v++) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    let e = f32x4.splat(0);
    let f = f32x4.splat(0);
    let g = f32x4.splat(0);
    let h = f32x4.splat(0);
    const column = table + ((<usize>v) << 2);
    let at = temp;
    for (let y = 0; y < SIDE; y++) {
      const factor = v128.load32_splat(column + <usize>y * ROW_BYTES);
      a = Lanes.addProduct(a, factor, at);
      b = Lanes.addProduct(b, factor, at + 16);
      c = Lanes.addProduct(c, factor, at + 32);
      d = Lanes.addProduct(d, factor, at + 48);
      e = Lanes.addProduct(e, factor, at + 64);
      f = Lanes.addProduct(f, factor, at + 80);
      g = Lanes.addProduct(g, factor, at + 96);
      h = Lanes.addProduct(h, factor, at + 112);
      at += ROW_BYTES;
    }
    Lanes.addSquare(power, a);
    Lanes.addSquare(power + 16, b);
    Lanes.addSquare(power + 32, c);
    Lanes.addSquare(power + 48, d);
    Lanes.addSquare(power + 64, e);
    Lanes.addSquare(power + 80, f);
    Lanes.addSquare(power + 96, g);
    Lanes.addSquare(power + 112, h);
    power += ROW_BYTES;
  }
}
