/** Bytes that keep their content between calls: weight tables, managed by the caller. */
const LASTING_BYTES: usize = 4 << 20;

/** First byte of the lasting area. */
export function lastingBase(): usize {
  return (__heap_base + 15) & ~(<usize>15);
}

/** Size of the lasting area. */
export function lastingBytes(): usize {
  return LASTING_BYTES;
}

/**
 * First byte after the kernels' static data and the lasting area. The caller owns all memory
 * from here on; the kernels allocate nothing and keep nothing between calls.
 */
export function heapBase(): usize {
  return lastingBase() + LASTING_BYTES;
}
