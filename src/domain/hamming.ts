/** Bits that are set in a 32-bit word (the SWAR count of Hacker's Delight, 5-1). */
function bitsSet(word: number): number {
  let value = word - ((word >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  value = (value + (value >>> 4)) & 0x0f0f0f0f;
  return Math.imul(value, 0x01010101) >>> 24;
}

const BITS_OF_BYTE = Uint8Array.from({ length: 256 }, (_value, byte) =>
  bitsSet(byte),
);

/**
 * Hamming distance of two hashes, 0 to 8 × their length.
 *
 * @returns undefined when either hash is missing (no bytes): a missing hash equals nothing, not
 *   even another missing hash. Hashes of different lengths are a bug and throw.
 */
export function hammingBits(
  first: Uint8Array,
  second: Uint8Array,
): number | undefined {
  if (first.length === 0 || second.length === 0) return undefined;
  if (first.length !== second.length) {
    throw new Error(
      `hashes of ${first.length} and ${second.length} bytes cannot be compared`,
    );
  }
  let bits = 0;
  for (let at = 0; at < first.length; at += 1) {
    bits += BITS_OF_BYTE[(first[at] ?? 0) ^ (second[at] ?? 0)] ?? 0;
  }
  return bits;
}
