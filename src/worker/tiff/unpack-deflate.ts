/**
 * zlib data, at most `out.length` bytes of it: a bomb is cut off there. What came before an error
 * counts, as everywhere with damaged pictures.
 * @returns how many bytes of `out` were written
 */
export async function unpackDeflate(
  input: Uint8Array<ArrayBuffer>,
  out: Uint8Array,
): Promise<number> {
  const stream = new Blob([input])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  let to = 0;
  try {
    while (to < out.length) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, out.length - to);
      out.set(part, to);
      to += part.length;
    }
    await reader.cancel();
  } catch {
    // Damaged or followed by padding, which the stream calls an error too.
  }
  return to;
}
