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

/** Most bits that one step takes, so that three steps fit the 56 bits that are sure after a refill. */
const MAX_STEP_BITS: u32 = 18;

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
export function buildCanonical(spec: usize, table: usize): i32 {
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

/** Writes the same u16 `count` times, a power of two. */
function fill16(target: usize, value: u16, count: u32): void {
  const end = target + ((<usize>count) << 1);
  if (count >= 8) {
    const values = i16x8.splat(<i16>value);
    for (; target < end; target += 16) v128.store(target, values);
  } else {
    for (; target < end; target += 2) store<u16>(target, value);
  }
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
 * Writes `step` followed by each of the `count` steps at `rest`, or `step` alone where both together
 * would take too much.
 */
function joinSteps(target: usize, step: u32, rest: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const more = <u32>load<u16>(rest + (i << 1));
    const both = step + more;
    // Neither sum runs over into the other's bits: both are under 64.
    const fits = (both & 0xff) <= MAX_STEP_BITS && ((both >> 8) & 0x7f) < 64;
    store<u16>(target + (i << 1), <u16>(fits ? both : step));
  }
}

/**
 * Steps for all prefixes of `bits` bits into `table`, u16 each, from the tables of shorter prefixes
 * in `shorter` (that of n bits at index 2^n); 0 where no whole code fits, or it must go slow.
 */
function buildSteps(
  spec: usize,
  bits: u32,
  shorter: usize,
  table: usize,
): void {
  let target = table;
  let value = spec + 16;
  for (let length: u32 = 1; length <= bits; length++) {
    const span: u32 = 1 << (bits - length);
    for (let n = <u32>load<u8>(spec + length - 1); n > 0; n--) {
      const step = acStep((length << 8) | (<u32>load<u8>(value++)));
      const taken = step & 0xff;
      if (step == 0 || step >= 0x8000 || taken >= bits) {
        fill16(target, <u16>step, span);
      } else {
        // The extra bits change nothing, so what follows repeats for each of their values.
        const rest: u32 = 1 << (bits - taken);
        joinSteps(target, step, shorter + ((<usize>rest) << 1), rest);
        for (let done = rest; done < span; done += done) {
          copy16(target + ((<usize>done) << 1), target, done);
        }
      }
      target += (<usize>span) << 1;
    }
  }
  const end = table + ((<usize>2) << bits);
  memory.fill(target, 0, end - target);
}

/** Copies `count` u16, a power of two, to where nothing overlaps. */
function copy16(target: usize, source: usize, count: u32): void {
  const end = target + ((<usize>count) << 1);
  if (count >= 8) {
    for (; target < end; target += 16, source += 16) {
      v128.store(target, v128.load(source));
    }
  } else {
    for (; target < end; target += 2, source += 2) {
      store<u16>(target, load<u16>(source));
    }
  }
}

/**
 * The AC table: for each 12-bit prefix one u16 that takes as many symbols as have their codes
 * within the prefix: bits in the low byte (≤ 18; the last symbol's extra bits may lie beyond the
 * prefix), coefficients passed in bits 8–14, end of block in bit 15; 0x4000 where one symbol must
 * be read the slow way. Returns 0 on an impossible specification.
 */
export function jpegBuildAc(spec: usize, table: usize, scratch: usize): i32 {
  if (!buildCanonical(spec, table)) return 0;
  store<u16>(scratch, 0, 2);
  for (let bits: u32 = 1; bits < AC_BITS; bits++) {
    buildSteps(spec, bits, scratch, scratch + ((<usize>2) << bits));
  }
  buildSteps(spec, AC_BITS, scratch, table);
  const end = table + ((<usize>2) << AC_BITS);
  const slow = i16x8.splat(<i16>SLOW);
  for (let at = table; at < end; at += 16) {
    const steps = v128.load(at);
    const isNone = i16x8.eq(steps, i16x8.splat(0));
    v128.store(at, v128.or(steps, v128.and(slow, isNone)));
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
export function jpegBuildDc(spec: usize, table: usize): i32 {
  if (!buildCanonical(spec, table)) return 0;
  let target = table;
  let value = spec + 16;
  for (let length: u32 = 1; length <= DC_BITS; length++) {
    for (let n = <u32>load<u8>(spec + length - 1); n > 0; n--) {
      const size = <u32>load<u8>(value++);
      const taken = length + size;
      const isIn = taken <= DC_BITS;
      const end = target + ((<usize>4) << (DC_BITS - length));
      const span: u32 = isIn ? 1 << (DC_BITS - taken) : 1;
      for (let extra: u32 = 0; target < end; extra++) {
        const entry = isIn ? (extend(extra, size) << 8) | taken : 0;
        for (let i: u32 = 0; i < span; i++, target += 4) {
          store<i32>(target, entry);
        }
      }
    }
  }
  const end = table + ((<usize>4) << DC_BITS);
  memory.fill(target, 0, end - target);
  return 1;
}
