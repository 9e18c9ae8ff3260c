import { packAboveMedian } from './bits';

/** Bytes of scratch for dctHashes with this hash side. */
export function dctScratchBytes(side: i32): usize {
  const big = <usize>side * 4;
  const small = <usize>side;
  // cosines, half-transformed rows, coefficients, one variant, its sorted copy
  return (small * big + big * small + 3 * small * small) * 8;
}

/** The lowest side×side DCT-II coefficients of a 4·side square of luma, up to a common factor. */
function lowCoefficients(
  luma: usize,
  side: i32,
  cosines: usize,
  rows: usize,
  out: usize,
): void {
  const big = side * 4;
  for (let k = 0; k < side; k++) {
    for (let n = 0; n < big; n++) {
      const angle = (Math.PI * <f64>k * <f64>(2 * n + 1)) / (2.0 * <f64>big);
      store<f64>(cosines + ((<usize>(k * big + n)) << 3), Math.cos(angle));
    }
  }
  // Columns first, as imagehash does: rows[v][x] = Σ_y p[y][x] cos(v, y)
  for (let v = 0; v < side; v++) {
    for (let x = 0; x < big; x++) {
      let sum: f64 = 0;
      for (let y = 0; y < big; y++) {
        sum +=
          <f64>load<u8>(luma + y * big + x) *
          load<f64>(cosines + ((<usize>(v * big + y)) << 3));
      }
      store<f64>(rows + ((<usize>(v * big + x)) << 3), sum);
    }
  }
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      let sum: f64 = 0;
      for (let x = 0; x < big; x++) {
        sum +=
          load<f64>(rows + ((<usize>(v * big + x)) << 3)) *
          load<f64>(cosines + ((<usize>(u * big + x)) << 3));
      }
      store<f64>(out + ((<usize>(v * side + u)) << 3), sum);
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
  const cosines = scratch;
  const rows = cosines + ((<usize>(side * big)) << 3);
  const coefficients = rows + ((<usize>(side * big)) << 3);
  const variant = coefficients + ((<usize>(side * side)) << 3);
  const sorted = variant + ((<usize>(side * side)) << 3);
  lowCoefficients(luma, side, cosines, rows, coefficients);
  for (let transform = 0; transform < 8; transform++) {
    const turns = transform & 3;
    const isMirrored = transform >> 2;
    const isTransposed = turns & 1;
    // Odd columns change sign after a mirror and after turns by 90 and 180, odd rows after 180
    // and 270; a mirror before a quarter turn ends up in the rows.
    const negatesColumns =
      (<i32>(turns == 1 || turns == 2)) ^ (isMirrored & ~isTransposed);
    const negatesRows = (<i32>(turns >= 2)) ^ (isMirrored & isTransposed);
    for (let v = 0; v < side; v++) {
      for (let u = 0; u < side; u++) {
        const from = isTransposed ? u * side + v : v * side + u;
        const value = load<f64>(coefficients + ((<usize>from) << 3));
        const sign = ((u & negatesColumns) ^ (v & negatesRows)) & 1;
        store<f64>(
          variant + ((<usize>(v * side + u)) << 3),
          sign ? -value : value,
        );
      }
    }
    packAboveMedian(variant, side * side, sorted, out);
    out += (side * side) >> 3;
  }
}
