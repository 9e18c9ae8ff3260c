import type { CodePoints } from '../headers/hevc-colour.ts';

type Bits = readonly number[];

/** So many bits of a number, the most significant first. */
export function number(value: number, count: number): Bits {
  return Array.from(
    { length: count },
    (_, i) => Math.floor(value / 2 ** (count - 1 - i)) % 2,
  );
}

export function flag(value: boolean): Bits {
  return [Number(value)];
}

/** An Exp-Golomb code (ITU-T H.265, 9.2). */
export function golomb(value: number): Bits {
  const count = Math.floor(Math.log2(value + 1));
  return [...number(0, count), ...number(value + 1, count + 1)];
}

/** Bytes, the last one filled up with zeros. */
export function packed(bits: Bits): number[] {
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, () => 0);
  bits.forEach((bit, i) => {
    bytes[i >> 3] = (bytes[i >> 3] ?? 0) + bit * 2 ** (7 - (i & 7));
  });
  return bytes;
}

/** Whether colours follow, and which; in HEVC and in AV1 alike. */
export function codePoints(colour: CodePoints | undefined): Bits {
  if (!colour) return flag(false);
  const { primaries, transfer } = colour;
  return [1, ...number(primaries, 8), ...number(transfer, 8), ...number(9, 8)];
}
