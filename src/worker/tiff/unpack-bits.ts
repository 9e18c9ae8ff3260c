/**
 * PackBits (TIFF 6.0, section 9), also used by PSD. Stops at the end of either side.
 * @returns how many bytes of `out` were written
 */
export function unpackBits(input: Uint8Array, out: Uint8Array): number {
  let to = 0;
  for (let from = 0; from < input.length && to < out.length;) {
    const head = input[from++] ?? 0;
    if (head < 128) {
      const count = Math.min(head + 1, input.length - from, out.length - to);
      out.set(input.subarray(from, from + count), to);
      from += head + 1;
      to += count;
    } else if (head > 128) {
      const count = Math.min(257 - head, out.length - to);
      out.fill(input[from++] ?? 0, to, to + count);
      to += count;
    }
  }
  return to;
}
