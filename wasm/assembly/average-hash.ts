/** imagehash average_hash of a side×side luma raster: bit = pixel > mean. side is 8 or 16. */
export function averageHash(luma: usize, side: i32, out: usize): void {
  const count = side * side;
  let sum: u32 = 0;
  for (let i = 0; i < count; i++) sum += load<u8>(luma + i);
  for (let byte = 0; byte < count >> 3; byte++) {
    let bits: u32 = 0;
    for (let i = 0; i < 8; i++) {
      // p > sum / count without the division
      const scaled = <u32>load<u8>(luma + (byte << 3) + i) * <u32>count;
      bits = (bits << 1) | (<u32>(scaled > sum));
    }
    store<u8>(out + byte, bits);
  }
}
