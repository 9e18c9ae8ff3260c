import {
  AC_BITS,
  CODE_LIMITS,
  DC_BITS,
  TABLE_BYTES,
  VALUES,
  VALUE_SHIFTS,
} from './jpeg-layout';

/** Stands for "no entry": 0 bits, and an advance that no whole block can reach. */
const SLOW: u16 = 0x4000;

/** Most bits that one step takes, so that three steps fit the 57 bits a load is sure to hold. */
const MAX_STEP_BITS: u32 = 22;

export function jpegTableBytes(): usize {
  return TABLE_BYTES;
}

/** Room for the tables of all shorter prefixes, and for single symbols. */
export function jpegTableScratchBytes(): usize {
  return 2 * (1 << AC_BITS) * 2;
}

/**
 * Canonical codes from a DHT specification: 16 counts, then the values. Returns 0 where the counts
 * promise more codes than there can be.
 */
function buildCanonical(spec: usize, table: usize): i32 {
  let code: u32 = 0;
  let index: u32 = 0;
  for (let length: u32 = 1; length <= 16; length++) {
    const count = <u32>load<u8>(spec + length - 1);
    store<i32>(table + (length << 2), <i32>index - <i32>code, VALUE_SHIFTS);
    code += count;
    index += count;
    if (code > (<u32>1) << length || index > 256) return 0;
    store<u32>(table + (length << 2), code << (16 - length), CODE_LIMITS);
    code <<= 1;
  }
  memory.copy(table + VALUES, spec + 16, index);
  return 1;
}

/** Per prefix of `bits` bits: code length << 8 | value, or 0 where no whole code fits. */
function spreadCodes(spec: usize, bits: u32, out: usize): void {
  let target = out;
  let value = spec + 16;
  for (let length: u32 = 1; length <= bits; length++) {
    const count = <u32>load<u8>(spec + length - 1);
    for (let i: u32 = 0; i < count; i++) {
      const entry = <u16>((length << 8) | load<u8>(value++));
      for (let n: u32 = 1 << (bits - length); n > 0; n--) {
        store<u16>(target, entry);
        target += 2;
      }
    }
  }
  const end = out + ((<usize>2) << bits);
  memory.fill(target, 0, end - target);
}

/** One AC symbol as a step: bits | coefficients << 8, plus 128 << 8 where it ends the block. */
function acStep(code: u32): u32 {
  const length = code >> 8;
  const size = code & 15;
  const run = (code >> 4) & 15;
  if (size == 0 && run != 15) return length | 0x8000;
  const bits = length + size;
  return bits > MAX_STEP_BITS ? 0 : bits | ((run + 1) << 8);
}

/**
 * The AC table: for each 13-bit prefix one u16 that takes as many symbols as have their codes
 * within the prefix: bits in the low byte (≤ 22; the last symbol's extra bits may lie beyond the
 * prefix), coefficients passed in bits 8–14, end of block in bit 15. Built from the tables of
 * shorter prefixes: the first symbol, then whatever the bits behind it hold.
 * Returns 0 on an impossible specification.
 */
export function jpegBuildAc(spec: usize, table: usize, scratch: usize): i32 {
  if (!buildCanonical(spec, table)) return 0;
  const singles = scratch + ((<usize>2) << AC_BITS);
  spreadCodes(spec, AC_BITS, singles);
  store<u16>(scratch, 0, 2);
  for (let bits: u32 = 1; bits <= AC_BITS; bits++) {
    const isLast = bits == AC_BITS;
    const target = isLast ? table : scratch + ((<usize>2) << bits);
    const count: u32 = 1 << bits;
    const spread = AC_BITS - bits;
    for (let prefix: u32 = 0; prefix < count; prefix++) {
      const code = <u32>load<u16>(singles + ((prefix << spread) << 1));
      let step: u32 = 0;
      if (code != 0 && code >> 8 <= bits) {
        step = acStep(code);
        const taken = step & 0xff;
        if (step != 0 && step < 0x8000 && taken < bits) {
          const rest = bits - taken;
          const at = (1 << rest) + (prefix & ((1 << rest) - 1));
          const more = <u32>load<u16>(scratch + (at << 1));
          const advance = ((step >> 8) + (more >> 8)) & 0x7f;
          if (taken + (more & 0xff) <= MAX_STEP_BITS && advance < 64) {
            step += more;
          }
        }
      }
      store<u16>(
        target + (prefix << 1),
        <u16>(isLast && step == 0 ? SLOW : step),
      );
    }
  }
  return 1;
}

/** T.81, F.2.2.1: the value that `size` extra bits stand for. */
export function extend(bits: u32, size: u32): i32 {
  if (size == 0) return 0;
  return bits >> (size - 1)
    ? <i32>bits
    : <i32>bits - <i32>(((<u32>1) << size) - 1);
}

/**
 * The DC table: for each 11-bit prefix that holds a whole code with its extra bits, the bits taken
 * in the low byte and the difference above it; else 0. Returns 0 on an impossible specification.
 */
export function jpegBuildDc(spec: usize, table: usize, scratch: usize): i32 {
  if (!buildCanonical(spec, table)) return 0;
  spreadCodes(spec, DC_BITS, scratch);
  for (let prefix: u32 = 0; prefix < (<u32>1) << DC_BITS; prefix++) {
    const code = <u32>load<u16>(scratch + (prefix << 1));
    const size = code & 0xff;
    const taken = (code >> 8) + size;
    let entry = 0;
    if (code != 0 && taken <= DC_BITS) {
      const extra = prefix >> (DC_BITS - taken);
      entry = (extend(extra & ((1 << size) - 1), size) << 8) | taken;
    }
    store<i32>(table + (prefix << 2), entry);
  }
  return 1;
}
