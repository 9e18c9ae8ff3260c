function distanceBits(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  a.forEach((byte, i) => {
    let rest = byte ^ b[i]!;
    while (rest > 0) {
      bits += rest & 1;
      rest >>= 1;
    }
  });
  return bits;
}

/** The plain twin of crossJoin: `query,stored,bits` of every pair within the radius, sorted. */
export function joinOracle(
  queries: Uint8Array,
  stored: Uint8Array,
  bytesPerCode: number,
  radiusBits: number,
  isSelfJoin: boolean,
): string[] {
  const found: string[] = [];
  const code = (codes: Uint8Array, i: number): Uint8Array =>
    codes.subarray(i * bytesPerCode, (i + 1) * bytesPerCode);
  for (let q = 0; q < queries.length / bytesPerCode; q++) {
    const first = isSelfJoin ? q + 1 : 0;
    for (let s = first; s < stored.length / bytesPerCode; s++) {
      const bits = distanceBits(code(queries, q), code(stored, s));
      if (bits <= radiusBits) found.push(`${q},${s},${bits}`);
    }
  }
  return found.sort();
}
