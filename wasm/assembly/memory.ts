/**
 * First byte after the kernels' static data. The caller owns all memory from here on; the
 * kernels allocate nothing and keep nothing between calls.
 */
export function heapBase(): usize {
  return __heap_base;
}
