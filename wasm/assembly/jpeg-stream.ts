import { FILLED, STREAM, STREAM_BYTES } from './jpeg-layout';

/**
 * Copies entropy-coded bytes into the stream buffer in reverse order, so that a plain load gives
 * the next bits most significant first, and without the zero that escapes each 0xFF. Stops at a
 * marker or at the end of the input. Returns where it stopped: at the 0xFF of the marker, or at
 * `end`, or one before the end where the last byte is an 0xFF whose meaning is still to come.
 * Reads up to 15 bytes behind `end`; the caller sees to it that they are memory of its own, and
 * that the buffer has room for end − input bytes more and 16.
 */
export function fillStream(scan: usize, input: usize, end: usize): usize {
  const ones = i8x16.splat(-1);
  const top =
    <usize>load<u32>(scan, STREAM) + <usize>load<u32>(scan, STREAM_BYTES);
  let target = top - <usize>load<u32>(scan, FILLED);
  while (input < end) {
    const bytes = v128.load(input);
    // prettier-ignore
    v128.store(
      target - 16,
      i8x16.shuffle(bytes, bytes, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
    );
    const mask = i8x16.bitmask(i8x16.eq(bytes, ones));
    // Nearly always. By a branch, which is foreseen: the next load need not wait for a count.
    if (mask == 0 && input + 16 <= end) {
      target -= 16;
      input += 16;
      continue;
    }
    let count: usize = mask == 0 ? 16 : <usize>ctz(mask);
    if (count > end - input) count = end - input;
    target -= count;
    input += count;
    if (input + 1 >= end) break;
    const next = load<u8>(input, 1);
    if (next == 0) {
      target -= 1;
      store<u8>(target, 0xff);
      input += 2;
    } else if (next == 0xff) {
      input += 1; // a fill byte
    } else {
      break;
    }
  }
  store<u32>(scan, <u32>(top - target), FILLED);
  return input;
}
