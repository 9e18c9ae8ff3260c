/**
 * Sums of two byte arrays over `length` ≤ 65536 bytes into five u32: Σa, Σb, Σa², Σb², Σab.
 * Longer arrays are summed in chunks, so that no sum can pass 32 bits.
 */
export function correlationSums(
  a: usize,
  b: usize,
  length: i32,
  out: usize,
): void {
  const ones = i16x8.splat(1);
  let sumA = i32x4.splat(0);
  let sumB = i32x4.splat(0);
  let sumAA = i32x4.splat(0);
  let sumBB = i32x4.splat(0);
  let sumAB = i32x4.splat(0);
  let i = 0;
  for (; i + 8 <= length; i += 8) {
    const x = v128.load8x8_u(a + i);
    const y = v128.load8x8_u(b + i);
    sumA = i32x4.add(sumA, i32x4.dot_i16x8_s(x, ones));
    sumB = i32x4.add(sumB, i32x4.dot_i16x8_s(y, ones));
    sumAA = i32x4.add(sumAA, i32x4.dot_i16x8_s(x, x));
    sumBB = i32x4.add(sumBB, i32x4.dot_i16x8_s(y, y));
    sumAB = i32x4.add(sumAB, i32x4.dot_i16x8_s(x, y));
  }
  let totalA = addLanes(sumA);
  let totalB = addLanes(sumB);
  let totalAA = addLanes(sumAA);
  let totalBB = addLanes(sumBB);
  let totalAB = addLanes(sumAB);
  for (; i < length; i++) {
    const x = <u32>load<u8>(a + i);
    const y = <u32>load<u8>(b + i);
    totalA += x;
    totalB += y;
    totalAA += x * x;
    totalBB += y * y;
    totalAB += x * y;
  }
  store<u32>(out, totalA);
  store<u32>(out, totalB, 4);
  store<u32>(out, totalAA, 8);
  store<u32>(out, totalBB, 12);
  store<u32>(out, totalAB, 16);
}

function addLanes(v: v128): u32 {
  return <u32>(
    (i32x4.extract_lane(v, 0) +
      i32x4.extract_lane(v, 1) +
      i32x4.extract_lane(v, 2) +
      i32x4.extract_lane(v, 3))
  );
}
