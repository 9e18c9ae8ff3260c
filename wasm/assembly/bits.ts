/** Sorts f64 in place (Shell sort: short lists, no recursion, no memory). */
export function sortF64(values: usize, count: i32): void {
  let gap = count >> 1;
  while (gap > 0) {
    for (let i = gap; i < count; i++) {
      const value = load<f64>(values + ((<usize>i) << 3));
      let at = i;
      while (at >= gap) {
        const before = load<f64>(values + ((<usize>(at - gap)) << 3));
        if (before <= value) break;
        store<f64>(values + ((<usize>at) << 3), before);
        at -= gap;
      }
      store<f64>(values + ((<usize>at) << 3), value);
    }
    gap = gap == 2 ? 1 : <i32>(<f64>gap / 2.2);
  }
}

/**
 * Packs bit = value > median, where the median is the mean of the two middle values. First bit is
 * the most significant of byte 0. `count` is a multiple of 8; `scratch` holds as many f64.
 */
export function packAboveMedian(
  values: usize,
  count: i32,
  scratch: usize,
  out: usize,
): void {
  memory.copy(scratch, values, (<usize>count) << 3);
  sortF64(scratch, count);
  const middle = scratch + ((<usize>(count >> 1)) << 3);
  const median = (load<f64>(middle - 8) + load<f64>(middle)) / 2;
  for (let byte = 0; byte < count >> 3; byte++) {
    let bits: u32 = 0;
    for (let i = 0; i < 8; i++) {
      const value = load<f64>(values + ((<usize>((byte << 3) + i)) << 3));
      bits = (bits << 1) | (<u32>(value > median));
    }
    store<u8>(out + byte, bits);
  }
}
