import { medianOf, packAbove } from './bits';
import { weighRows } from './weigh-rows';

/** Bytes of scratch for dctHashes with this hash side. */
export function dctScratchBytes(side: i32): usize {
  const big = <usize>side * 4;
  const small = <usize>side;
  // pixels, half-transformed rows, coefficients, one variant, its rearranged copy
  return (big * big + small * big + 3 * small * small) * 8;
}

const COSINES_8: usize = memory.data(8 * 32 * 8, 16);
const COSINES_16: usize = memory.data(16 * 64 * 8, 16);
const CROSSWISE_8: usize = memory.data(8 * 32 * 8, 16);
const CROSSWISE_16: usize = memory.data(16 * 64 * 8, 16);
let hasCosines8 = false;
let hasCosines16 = false;

/** Writes them at first use: cos(k, n) by row k, and crosswise by row n. */
function buildCosines(side: i32): void {
  if (side == 8 ? hasCosines8 : hasCosines16) return;
  const cosines = side == 8 ? COSINES_8 : COSINES_16;
  const crosswise = side == 8 ? CROSSWISE_8 : CROSSWISE_16;
  const big = side * 4;
  for (let k = 0; k < side; k++) {
    for (let n = 0; n < big; n++) {
      const angle = (Math.PI * <f64>k * <f64>(2 * n + 1)) / (2.0 * <f64>big);
      const cosine = Math.cos(angle);
      store<f64>(cosines + ((<usize>(k * big + n)) << 3), cosine);
      store<f64>(crosswise + ((<usize>(n * side + k)) << 3), cosine);
    }
  }
  if (side == 8) hasCosines8 = true;
  else hasCosines16 = true;
}

/** The lowest side×side DCT-II coefficients of a 4·side square of luma, up to a common factor. */
function lowCoefficients(
  luma: usize,
  side: i32,
  pixels: usize,
  rows: usize,
  out: usize,
): void {
  const big = side * 4;
  buildCosines(side);
  for (let i = 0; i < big * big; i += 2) {
    const pair = i32x4.replace_lane(
      i32x4.splat(<i32>load<u8>(luma + i)),
      1,
      <i32>load<u8>(luma + i, 1),
    );
    v128.store(pixels + ((<usize>i) << 3), f64x2.convert_low_i32x4_s(pair));
  }
  // Columns first, as imagehash does: rows[v][x] = Σ_y p[y][x] cos(v, y)
  weighRows(side == 8 ? COSINES_8 : COSINES_16, side, big, pixels, big, rows);
  // out[v][u] = Σ_x rows[v][x] cos(u, x)
  const crosswise = side == 8 ? CROSSWISE_8 : CROSSWISE_16;
  weighRows(rows, side, big, crosswise, side, out);
}

const MEDIANS: usize = memory.data(4 * 8, 16);

/** Changes the sign of odd columns (1), of odd rows (2), of both (3: odd sums) or of none. */
function negate(values: usize, side: i32, negated: i32, out: usize): void {
  const columns = negated & 1;
  const rows = negated >> 1;
  for (let v = 0; v < side; v++) {
    // Of two neighbours the one or the other.
    const isRow = v & rows;
    const signs = f64x2.replace_lane(
      f64x2.splat(isRow ? -1 : 1),
      1,
      isRow ^ columns ? -1 : 1,
    );
    for (let u = 0; u < side; u += 2) {
      v128.store(out, f64x2.mul(v128.load(values), signs));
      values += 16;
      out += 16;
    }
  }
}

function transpose(values: usize, side: i32): void {
  for (let v = 1; v < side; v++) {
    for (let u = 0; u < v; u++) {
      const a = values + ((<usize>(v * side + u)) << 3);
      const b = values + ((<usize>(u * side + v)) << 3);
      const value = load<f64>(a);
      store<f64>(a, load<f64>(b));
      store<f64>(b, value);
    }
  }
}

/**
 * imagehash phash of a 4·side square of luma, for the picture and its seven turns and mirrors:
 * eight hashes of side²/8 bytes, in the order of DIHEDRAL_TRANSFORMS. A mirror negates the odd
 * coefficients of its axis, a turn also transposes: no second transform is needed.
 */
export function dctHashes(
  luma: usize,
  side: i32,
  out: usize,
  scratch: usize,
): void {
  const big = side * 4;
  const count = side * side;
  const pixels = scratch;
  const rows = pixels + ((<usize>(big * big)) << 3);
  const coefficients = rows + ((<usize>(side * big)) << 3);
  const variant = coefficients + ((<usize>count) << 3);
  const sorted = variant + ((<usize>count) << 3);
  lowCoefficients(luma, side, pixels, rows, coefficients);
  // Transposing changes no median: there is one for each way to negate columns (1) and rows (2).
  for (let negated = 0; negated < 4; negated++) {
    negate(coefficients, side, negated, variant);
    store<f64>(
      MEDIANS + ((<usize>negated) << 3),
      medianOf(variant, count, sorted),
    );
  }
  for (let transform = 0; transform < 8; transform++) {
    const turns = transform & 3;
    const isMirrored = transform >> 2;
    const isTransposed = turns & 1;
    // Odd columns change sign after a mirror and after turns by 90 and 180, odd rows after 180
    // and 270; a mirror before a quarter turn ends up in the rows.
    const negatesColumns =
      (<i32>(turns == 1 || turns == 2)) ^ (isMirrored & ~isTransposed);
    const negatesRows = (<i32>(turns >= 2)) ^ (isMirrored & isTransposed);
    const negated = isTransposed
      ? (negatesColumns << 1) | negatesRows
      : (negatesRows << 1) | negatesColumns;
    negate(coefficients, side, negated, variant);
    if (isTransposed) transpose(variant, side);
    const median = load<f64>(MEDIANS + ((<usize>negated) << 3));
    packAbove(variant, count, median, out);
    out += (<usize>count) >> 3;
  }
}
