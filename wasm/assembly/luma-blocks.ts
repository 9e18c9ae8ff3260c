// Box filter of luma rows by an integer factor: rows are summed per column (u16), then columns per
// block. As box-reduce.ts does it with colours.

/** Sums `rowCount` ≤ 257 rows of `width` bytes per column into u16, sixteen columns at a time. */
export function sumLumaRows(
  strip: usize,
  width: i32,
  rowCount: i32,
  sums: usize,
): void {
  let x = 0;
  for (; x + 16 <= width; x += 16) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let at = strip + x;
    for (let r = 0; r < rowCount; r++) {
      const levels = v128.load(at);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(levels));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(levels));
      at += width;
    }
    const target = sums + ((<usize>x) << 1);
    v128.store(target, low);
    v128.store(target, high, 16);
  }
  for (; x < width; x++) {
    let sum: u32 = 0;
    let at = strip + x;
    for (let r = 0; r < rowCount; r++) {
      sum += load<u8>(at);
      at += width;
    }
    store<u16>(sums + ((<usize>x) << 1), sum);
  }
}

/** Means of four blocks of two columns by two rows, as u32. */
function meansOfFours(sums: usize): v128 {
  const totals = i32x4.extadd_pairwise_i16x8_u(v128.load(sums));
  return i32x4.shr_u(i32x4.add(totals, i32x4.splat(2)), 2);
}

/** Means of blocks of `factor` columns by `rowCount` rows, to the nearest; the last may be narrower. */
export function writeLumaBlocks(
  sums: usize,
  width: i32,
  factor: i32,
  rowCount: i32,
  out: usize,
): void {
  let x = 0;
  if (factor === 2 && rowCount === 2) {
    for (; x + 16 <= width; x += 16) {
      const means = i16x8.narrow_i32x4_s(
        meansOfFours(sums),
        meansOfFours(sums + 16),
      );
      store<i64>(
        out,
        i64x2.extract_lane(i8x16.narrow_i16x8_u(means, means), 0),
      );
      sums += 32;
      out += 8;
    }
  }
  for (; x < width; x += factor) {
    const columns = width - x < factor ? width - x : factor;
    let total: u32 = 0;
    for (let i = 0; i < columns; i++) {
      total += load<u16>(sums);
      sums += 2;
    }
    const count = <u32>(columns * rowCount);
    store<u8>(out, (total + (count >> 1)) / count);
    out++;
  }
}
