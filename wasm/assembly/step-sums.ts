// Sums of |difference of neighbours| by the neighbour's position modulo 8: JPEG's blocks show as
// one position whose steps are larger than the rest.

const PHASES: i32 = 8;

function absoluteSteps(a: usize, b: usize): v128 {
  return i16x8.abs(i16x8.sub(v128.load8x8_u(a), v128.load8x8_u(b)));
}

/** Adds the eight u16 lanes to eight u32. */
function addLanes(lanes: v128, out: usize): void {
  v128.store(out, i32x4.add(v128.load(out), i32x4.extend_low_i16x8_u(lanes)));
  v128.store(
    out,
    i32x4.add(v128.load(out, 16), i32x4.extend_high_i16x8_u(lanes)),
    16,
  );
}

/**
 * Steps of a luma raster of at most 1024×1024 px into 16 u32: horizontal steps x → x + 1 by x mod
 * 8, then vertical steps y → y + 1 by y mod 8. `stride`: bytes from row to row.
 */
export function stepSums(
  luma: usize,
  stride: i32,
  width: i32,
  height: i32,
  out: usize,
): void {
  memory.fill(out, 0, PHASES * 2 * 4);
  for (let y = 0; y < height; y++) {
    const row = luma + y * stride;
    horizontal(row, width, out);
    if (y + 1 < height) {
      const at = out + ((PHASES + (y & 7)) << 2);
      store<u32>(at, load<u32>(at) + vertical(row, row + stride, width));
    }
  }
}

function horizontal(row: usize, width: i32, out: usize): void {
  // A row of 1024 adds at most 128 · 255 to a lane.
  let lanes = i16x8.splat(0);
  let x = 0;
  for (; x + 9 <= width; x += 8) {
    lanes = i16x8.add(lanes, absoluteSteps(row + x, row + x + 1));
  }
  addLanes(lanes, out);
  for (; x + 1 < width; x++) {
    const at = out + ((x & 7) << 2);
    const d = abs(<i32>load<u8>(row + x) - <i32>load<u8>(row + x, 1));
    store<u32>(at, load<u32>(at) + d);
  }
}

function vertical(row: usize, below: usize, width: i32): u32 {
  let lanes = i16x8.splat(0);
  let x = 0;
  for (; x + 8 <= width; x += 8) {
    lanes = i16x8.add(lanes, absoluteSteps(row + x, below + x));
  }
  const pairs = i32x4.extadd_pairwise_i16x8_u(lanes);
  let sum =
    i32x4.extract_lane(pairs, 0) +
    i32x4.extract_lane(pairs, 1) +
    i32x4.extract_lane(pairs, 2) +
    i32x4.extract_lane(pairs, 3);
  for (; x < width; x++) {
    sum += abs(<i32>load<u8>(row + x) - <i32>load<u8>(below + x));
  }
  return sum;
}
