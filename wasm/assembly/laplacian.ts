/** Vectors of eight after which sums of squares, 2 · 1020² a vector and lane, could pass 31 bits. */
const VECTORS_PER_SUM: i32 = 1024;

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
  let squares: i64 = 0;
  for (let y = 1; y < height - 1; y++) {
    const row = luma + <usize>y * <usize>width;
    let x = 1;
    while (x + 8 < width) {
      // The last vector that fits begins at width − 9.
      const vectors = min((width - 1 - x) >> 3, VECTORS_PER_SUM);
      let sums = i32x4.splat(0);
      let squareSums = i32x4.splat(0);
      for (let i = 0; i < vectors; i++) {
        const at = row + x;
        const cross = i16x8.add(
          i16x8.add(v128.load8x8_u(at - 1), v128.load8x8_u(at + 1)),
          i16x8.add(v128.load8x8_u(at - width), v128.load8x8_u(at + width)),
        );
        const values = i16x8.sub(i16x8.shl(v128.load8x8_u(at), 2), cross);
        sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(values));
        squareSums = i32x4.add(squareSums, i32x4.dot_i16x8_s(values, values));
        x += 8;
      }
      sum += addLanes(sums);
      squares += addLanes(squareSums);
    }
    for (; x < width - 1; x++) {
      const at = row + x;
      const value =
        4 * <i32>load<u8>(at) -
        <i32>load<u8>(at - 1) -
        <i32>load<u8>(at + 1) -
        <i32>load<u8>(at - width) -
        <i32>load<u8>(at + width);
      sum += value;
      squares += value * value;
    }
  }
  store<f64>(out, <f64>sum);
  store<f64>(out, <f64>squares, 8);
}

function addLanes(v: v128): i64 {
  return (
    <i64>i32x4.extract_lane(v, 0) +
    <i64>i32x4.extract_lane(v, 1) +
    <i64>i32x4.extract_lane(v, 2) +
    <i64>i32x4.extract_lane(v, 3)
  );
}
