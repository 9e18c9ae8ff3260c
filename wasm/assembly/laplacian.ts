/**
 * Sum and sum of squares of the 4-neighbour Laplacian over the inner pixels of a luma raster, as
 * two f64. Both are 0 for rasters under 3 px in either direction.
 */
export function laplacianSums(
  luma: usize,
  width: i32,
  height: i32,
  out: usize,
): void {
  let sum: i64 = 0;
  let squares: u64 = 0;
  for (let y = 1; y < height - 1; y++) {
    let at = luma + <usize>y * <usize>width + 1;
    let rowSum = 0;
    for (let x = 1; x < width - 1; x++) {
      const value =
        4 * <i32>load<u8>(at) -
        <i32>load<u8>(at - 1) -
        <i32>load<u8>(at + 1) -
        <i32>load<u8>(at - width) -
        <i32>load<u8>(at + width);
      rowSum += value;
      squares += value * value;
      at++;
    }
    sum += rowSum;
  }
  store<f64>(out, <f64>sum);
  store<f64>(out, <f64>squares, 8);
}
