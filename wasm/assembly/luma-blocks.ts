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

/** Means of blocks of `factor` columns by `rowCount` rows, to the nearest; the last may be narrower. */
export function writeLumaBlocks(
  sums: usize,
  width: i32,
  factor: i32,
  rowCount: i32,
  out: usize,
): void {
  for (let x = 0; x < width; x += factor) {
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
