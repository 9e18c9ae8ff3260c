import { CODE_LIMITS, VALUES, VALUE_SHIFTS } from './jpeg-layout';
import { buildCanonical, extend } from './jpeg-tables';

/** Bits of the prefix that is looked up: i32 each. */
export const PREFIX_BITS: u32 = 11;
/** In an entry: only the code lies in the prefix; its value is the symbol. */
export const CODE_ONLY: u32 = 0x80;
/** What an end of block adds to the coefficient's number: more than there are. */
const END_OF_BLOCK: u32 = 128;

/**
 * The table for coefficients: per 11-bit prefix an i32 of the bits taken (0–6), CODE_ONLY (7), by
 * how much the coefficient's number grows (8–15) and its value (16–31); 0 where no whole code lies
 * in it. Returns 0 on an impossible specification, or one that libjpeg refuses.
 */
export function jpegBuildCoefficients(spec: usize, table: usize): i32 {
  if (!buildCanonical(spec, table)) return 0;
  let target = table;
  let value = spec + 16;
  for (let length: u32 = 1; length <= PREFIX_BITS; length++) {
    for (let n = <u32>load<u8>(spec + length - 1); n > 0; n--) {
      const symbol = <u32>load<u8>(value++);
      const size = symbol & 15;
      const run = symbol >> 4;
      const taken = length + size;
      const isIn = taken <= PREFIX_BITS;
      const end = target + ((<usize>4) << (PREFIX_BITS - length));
      const span: u32 = isIn ? 1 << (PREFIX_BITS - taken) : 1;
      const grows = size == 0 && run != 15 ? END_OF_BLOCK << 8 : (run + 1) << 8;
      for (let extra: u32 = 0; target < end; extra++) {
        const entry = isIn
          ? ((<u32>extend(extra, size)) << 16) | grows | taken
          : (symbol << 16) | CODE_ONLY | length;
        for (let i: u32 = 0; i < span; i++, target += 4) {
          store<u32>(target, entry);
        }
      }
    }
  }
  const end = table + ((<usize>4) << PREFIX_BITS);
  memory.fill(target, 0, end - target);
  return 1;
}

/** One code by the canonical rule: length << 8 | value; 0 where there is none. */
export function canonicalCode(table: usize, bits: u64): u32 {
  const window = <u32>(bits >> 48);
  for (let length: u32 = 1; length <= 16; length++) {
    if (window < load<u32>(table + (length << 2), CODE_LIMITS)) {
      const shift = load<i32>(table + (length << 2), VALUE_SHIFTS);
      const index = shift + <i32>(window >> (16 - length));
      return (length << 8) | load<u8>(table + index, VALUES);
    }
  }
  return 0;
}
