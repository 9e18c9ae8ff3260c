const BLOCK: i32 = 8;
/** Bytes of a row of the table: six f64. */
const TABLE_PITCH: usize = 48;

class Lanes {
  /** sum + values · the f64 at `at`, for both. */
  @inline
  static addScaled(sum: v128, values: v128, at: usize): v128 {
    return f64x2.add(sum, f64x2.mul(values, v128.load64_splat(at)));
  }

  /** sum + pixel · the two f64 at `at`. */
  @inline
  static addPixel(sum: v128, pixel: v128, at: usize): v128 {
    return f64x2.add(sum, f64x2.mul(pixel, v128.load(at)));
  }

  @inline
  static storeFirst(at: usize, values: v128): void {
    store<f32>(at, <f32>f64x2.extract_lane(values, 0));
  }

  @inline
  static storeSecond(at: usize, values: v128): void {
    store<f32>(at, <f32>f64x2.extract_lane(values, 1));
  }
}

/**
 * The twenty lowest frequencies of one 8×8 block without its mean, those with v + u ≤ 5, row by
 * row (v vertical). Each is computed as Σ_y table[y][v] · (Σ_x table[x][u] · p[y][x]), in the
 * order of x and of y, and goes to a plane of its own, `plane` bytes after the one before.
 */
function blockFrequencies(
  luma: usize,
  stride: i32,
  table: usize,
  out: usize,
  plane: usize,
): void {
  // Of two neighbouring u each; the last of f, j and l is not needed.
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  let e = f64x2.splat(0);
  let f = f64x2.splat(0);
  let g = f64x2.splat(0);
  let h = f64x2.splat(0);
  let i = f64x2.splat(0);
  let j = f64x2.splat(0);
  let k = f64x2.splat(0);
  let l = f64x2.splat(0);
  let weights = table;
  for (let y = 0; y < BLOCK; y++) {
    let low = f64x2.splat(0);
    let middle = f64x2.splat(0);
    let high = f64x2.splat(0);
    let at = table;
    for (let x = 0; x < BLOCK; x++) {
      const pixel = f64x2.splat(<f64>(<i32>load<u8>(luma + x)));
      low = Lanes.addPixel(low, pixel, at);
      middle = Lanes.addPixel(middle, pixel, at + 16);
      high = Lanes.addPixel(high, pixel, at + 32);
      at += TABLE_PITCH;
    }
    a = Lanes.addScaled(a, low, weights);
    b = Lanes.addScaled(b, middle, weights);
    c = Lanes.addScaled(c, high, weights);
    d = Lanes.addScaled(d, low, weights + 8);
    e = Lanes.addScaled(e, middle, weights + 8);
    f = Lanes.addScaled(f, high, weights + 8);
    g = Lanes.addScaled(g, low, weights + 16);
    h = Lanes.addScaled(h, middle, weights + 16);
    i = Lanes.addScaled(i, low, weights + 24);
    j = Lanes.addScaled(j, middle, weights + 24);
    k = Lanes.addScaled(k, low, weights + 32);
    l = Lanes.addScaled(l, low, weights + 40);
    weights += TABLE_PITCH;
    luma += stride;
  }
  Lanes.storeSecond(out, a);
  Lanes.storeFirst((out += plane), b);
  Lanes.storeSecond((out += plane), b);
  Lanes.storeFirst((out += plane), c);
  Lanes.storeSecond((out += plane), c);
  Lanes.storeFirst((out += plane), d);
  Lanes.storeSecond((out += plane), d);
  Lanes.storeFirst((out += plane), e);
  Lanes.storeSecond((out += plane), e);
  Lanes.storeFirst((out += plane), f);
  Lanes.storeFirst((out += plane), g);
  Lanes.storeSecond((out += plane), g);
  Lanes.storeFirst((out += plane), h);
  Lanes.storeSecond((out += plane), h);
  Lanes.storeFirst((out += plane), i);
  Lanes.storeSecond((out += plane), i);
  Lanes.storeFirst((out += plane), j);
  Lanes.storeFirst((out += plane), k);
  Lanes.storeSecond((out += plane), k);
  Lanes.storeFirst((out += plane), l);
}

/**
 * The low frequencies of across × down blocks that begin at `luma`: twenty planes of f32, a value
 * for each block. `table` holds the first six rows of the DCT-II of eight samples as f64,
 * transposed (row n, column k).
 */
export function lowFrequencies(
  luma: usize,
  stride: i32,
  across: i32,
  down: i32,
  table: usize,
  out: usize,
): void {
  const plane = (<usize>across * <usize>down) << 2;
  for (let by = 0; by < down; by++) {
    for (let bx = 0; bx < across; bx++) {
      blockFrequencies(luma + ((<usize>bx) << 3), stride, table, out, plane);
      out += 4;
    }
    luma += (<usize>stride) << 3;
  }
}
