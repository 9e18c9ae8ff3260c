import { lowerMiddle, upperMiddle } from './select';

/**
 * Packs bit = value > limit of f64. First bit is the most significant of byte 0. `count` is a
 * multiple of 8.
 */
export function packAbove(
  values: usize,
  count: i32,
  limit: f64,
  out: usize,
): void {
  for (let byte = 0; byte < count >> 3; byte++) {
    let bits: u32 = 0;
    for (let i = 0; i < 8; i++) {
      const value = load<f64>(values + ((<usize>((byte << 3) + i)) << 3));
      bits = (bits << 1) | (<u32>(value > limit));
    }
    store<u8>(out + byte, bits);
  }
}

/** The mean of the two middle values of an even number of f64. `scratch` holds as many. */
export function medianOf(values: usize, count: i32, scratch: usize): f64 {
  memory.copy(scratch, values, (<usize>count) << 3);
  const upper = upperMiddle(scratch, count);
  return (lowerMiddle(scratch, count) + upper) / 2;
}

/** Packs bit = value > median, where the median is the mean of the two middle values. */
export function packAboveMedian(
  values: usize,
  count: i32,
  scratch: usize,
  out: usize,
): void {
  packAbove(values, count, medianOf(values, count, scratch), out);
}
