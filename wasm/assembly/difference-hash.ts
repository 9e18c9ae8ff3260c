/** imagehash dhash of a (side + 1)×side luma raster: bit = right neighbour > pixel. side is 8 or 16. */
export function differenceHash(luma: usize, side: i32, out: usize): void {
  let bits: u32 = 0;
  let filled = 0;
  for (let y = 0; y < side; y++) {
    const row = luma + y * (side + 1);
    for (let x = 0; x < side; x++) {
      const isRising = load<u8>(row + x, 1) > load<u8>(row + x);
      bits = (bits << 1) | (<u32>isRising);
      if ((++filled & 7) == 0) {
        store<u8>(out, bits);
        out++;
        bits = 0;
      }
    }
  }
}
