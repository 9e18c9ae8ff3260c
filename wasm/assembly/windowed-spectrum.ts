import { weighRows } from './weigh-rows';

// Power spectra of 32×32 blocks in double precision, each sum in the order of its terms: what it
// is compared with in decibels can be a thousand times weaker than its neighbour.

const SIDE: i32 = 32;
const AREA_BYTES: usize = 32 * 32 * 8;

/** Bytes of scratch for addWindowedSpectrum. */
export function windowedScratchBytes(): usize {
  // pixels, half transformed, transformed
  return 3 * AREA_BYTES;
}

function meanOf(luma: usize, stride: i32): f64 {
  let sum = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) sum += <i32>load<u8>(luma + x);
    luma += stride;
  }
  return <f64>sum / <f64>(SIDE * SIDE);
}

/** (pixel − mean) · window[x] · window[y] */
function windowPixels(
  luma: usize,
  stride: i32,
  window: usize,
  out: usize,
): void {
  const means = f64x2.splat(meanOf(luma, stride));
  for (let y = 0; y < SIDE; y++) {
    const down = v128.load64_splat(window + ((<usize>y) << 3));
    for (let x = 0; x < SIDE; x += 2) {
      const pair = i32x4.replace_lane(
        i32x4.splat(<i32>load<u8>(luma + x)),
        1,
        <i32>load<u8>(luma + x, 1),
      );
      const level = f64x2.sub(f64x2.convert_low_i32x4_s(pair), means);
      const across = v128.load(window + ((<usize>x) << 3));
      v128.store(out, f64x2.mul(f64x2.mul(level, across), down));
      out += 16;
    }
    luma += stride;
  }
}

/**
 * Adds the power of a 32×32 block, mean taken off and windowed in both directions, to `power`: f64
 * per frequency, row = vertical. `basis` is the orthonormal DCT-II (row k, column n), `crosswise`
 * the same transposed, `window` a row of 32; all f64.
 */
export function addWindowedSpectrum(
  luma: usize,
  stride: i32,
  window: usize,
  basis: usize,
  crosswise: usize,
  power: usize,
  scratch: usize,
): void {
  const rows = scratch + AREA_BYTES;
  const spectrum = rows + AREA_BYTES;
  windowPixels(luma, stride, window, scratch);
  // rows[y][u] = Σ_x pixels[y][x] basis[u][x]
  weighRows(scratch, SIDE, SIDE, crosswise, SIDE, rows);
  // spectrum[v][u] = Σ_y basis[v][y] rows[y][u]
  weighRows(basis, SIDE, SIDE, rows, SIDE, spectrum);
  for (let at: usize = 0; at < AREA_BYTES; at += 16) {
    const value = v128.load(spectrum + at);
    const sum = f64x2.add(v128.load(power + at), f64x2.mul(value, value));
    v128.store(power + at, sum);
  }
}
