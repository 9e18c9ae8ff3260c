import { canonicalCode, CODE_ONLY, PREFIX_BITS } from './jpeg-coefficients';
import { flatBlock, inverseDct } from './jpeg-idct';
import { MOST_NARROW, narrowInverseDct } from './jpeg-idct-narrow';
import {
  BLOCKS_PER_MCU,
  DC_BITS,
  FILLED,
  MCUS_PER_ROW,
  MCU_ROWS,
  POSITION,
  PREDICTIONS,
  RESTART_INTERVAL,
  STREAM,
  STREAM_BYTES,
} from './jpeg-layout';
import {
  PART_AC_TABLE,
  PART_BYTES,
  PART_COMPONENT,
  PART_DC_TABLE,
  PART_ROW_STEP,
  PART_STEP,
  PART_STEPS,
  PART_STRIDE,
  PART_TARGET,
  PICTURE_BLOCKS,
  PICTURE_BYTES,
  PICTURE_COEFFICIENTS,
  PICTURE_WORK,
} from './jpeg-picture-layout';
import { fillStream } from './jpeg-stream';
import { extend } from './jpeg-tables';

/** Place in row-major order, times 2, of each place in zigzag order (T.81, figure 5). */
// prettier-ignore
const PLACES = memory.data<u8>([
  0, 2, 16, 32, 18, 4, 6, 20, 34, 48, 64, 50, 36, 22, 8, 10,
  24, 38, 52, 66, 80, 96, 82, 68, 54, 40, 26, 12, 14, 28, 42, 56,
  70, 84, 98, 112, 114, 100, 86, 72, 58, 44, 30, 46, 60, 74, 88, 102,
  116, 118, 104, 90, 76, 62, 78, 92, 106, 120, 122, 108, 94, 110, 124, 126,
]);

/**
 * Coefficients of real pictures stay below 1,400. Larger ones, which can run over in libjpeg's
 * arithmetic, are left to it.
 */
const LARGEST_COEFFICIENT: i32 = 4095;

export function jpegPictureBytes(): usize {
  return PICTURE_BYTES;
}

/** Decodes `count` MCUs from number `first` on; false where the data are not as they should be. */
function decodeMcus(picture: usize, first: u32, count: u32): bool {
  const perRow = load<u32>(picture, MCUS_PER_ROW);
  const parts = picture + PICTURE_BLOCKS;
  const partsEnd =
    parts + <usize>load<u32>(picture, BLOCKS_PER_MCU) * PART_BYTES;
  const last =
    <usize>load<u32>(picture, STREAM) +
    <usize>load<u32>(picture, STREAM_BYTES) -
    8;
  const available = load<u32>(picture, FILLED) << 3;
  const block = picture + PICTURE_COEFFICIENTS;
  const work = picture + PICTURE_WORK;
  let x = first % perRow;
  let y = first / perRow;
  // As in jpeg-scan.ts: the next bits, left-aligned; how many of them are sure; and where the eight
  // bytes behind the sure ones lie.
  let position = load<u32>(picture, POSITION);
  let from = last - (position >> 3);
  let bits = load<u64>(from) << ((<u64>position) & 7);
  let sure: u32 = 56 - (position & 7);
  from -= 7;
  for (let done: u32 = 0; done < count; done++) {
    for (let part = parts; part < partsEnd; part += PART_BYTES) {
      bits |= load<u64>(from) >> (<u64>sure);
      from -= (63 - sure) >> 3;
      sure |= 56;
      const dcTable = <usize>load<u32>(part, PART_DC_TABLE);
      const table = <usize>load<u32>(part, PART_AC_TABLE);
      const steps = <usize>load<u32>(part, PART_STEPS);
      let dc = load<i32>(
        dcTable + ((<usize>(bits >> (<u64>(64 - DC_BITS)))) << 2),
      );
      if (dc == 0) {
        const code = canonicalCode(dcTable, bits);
        const size = code & 0xff;
        const length = code >> 8;
        if (code == 0 || size > 15) return false;
        const extra = (<u32>((bits << (<u64>length)) >> 48)) >> (16 - size);
        dc = (extend(extra, size) << 8) | (<i32>(length + size));
      }
      bits <<= (<u64>dc) & 63;
      sure -= dc & 63;
      const component =
        picture + ((<usize>load<u32>(part, PART_COMPONENT)) << 2);
      const prediction = load<i32>(component, PREDICTIONS) + (dc >> 8);
      store<i32>(component, prediction, PREDICTIONS);
      const mean = prediction * load<i32>(steps);
      // Sizes, of negative numbers less 1.
      let extremes = mean ^ (mean >> 31);
      let sizes = extremes;
      store<i16>(block, <i16>mean);
      let k: u32 = 0;
      while (k < 63) {
        if (sure < 32) {
          bits |= load<u64>(from) >> (<u64>sure);
          from -= (63 - sure) >> 3;
          sure |= 56;
        }
        let entry = load<u32>(
          table + ((<usize>(bits >> (<u64>(64 - PREFIX_BITS)))) << 2),
        );
        if (entry & CODE_ONLY || entry == 0) {
          const code =
            entry == 0
              ? canonicalCode(table, bits)
              : ((entry & 0x7f) << 8) | (entry >> 16);
          if (code == 0) return false;
          const length = code >> 8;
          const size = code & 15;
          const run = (code >> 4) & 15;
          const extra = (<u32>((bits << (<u64>length)) >> 48)) >> (16 - size);
          entry =
            ((<u32>extend(extra, size)) << 16) |
            ((size == 0 && run != 15 ? 128 : run + 1) << 8) |
            (length + size);
        }
        bits <<= (<u64>entry) & 63;
        sure -= entry & 0x7f;
        k += (entry >> 8) & 0xff;
        if (k > 63) break;
        const value = ((<i32>entry) >> 16) * load<i32>(steps + (k << 2));
        const size = value ^ (value >> 31);
        extremes |= size;
        sizes += size;
        store<i16>(block + <usize>load<u8>(PLACES + k), <i16>value);
      }
      // Over by an end of block or by coefficient 63, not by one beyond.
      if (k > 63 && k < 128) return false;
      if (extremes > LARGEST_COEFFICIENT) return false;
      const target =
        <usize>load<u32>(part, PART_TARGET) +
        <usize>(x * load<u32>(part, PART_STEP)) +
        <usize>(y * load<u32>(part, PART_ROW_STEP));
      const stride = <usize>load<u32>(part, PART_STRIDE);
      if (k == 128) flatBlock(mean, target, stride);
      else if (sizes > MOST_NARROW - 64) {
        inverseDct(block, work, target, stride);
      } else narrowInverseDct(block, work, target, stride);
    }
    position = ((<u32>(last - from)) << 3) - sure;
    if (position > available) return false;
    if (++x == perRow) {
      x = 0;
      y++;
    }
  }
  store<u32>(picture, position, POSITION);
  return true;
}

/**
 * Decodes all MCUs of a sequential picture from the scan data in `length` bytes at `input`. Returns
 * where they end, in bytes; 0 where anything is not as it should be: then the planes hold nothing
 * of worth. Up to 15 bytes behind the input are read but not used.
 */
export function jpegDecodePicture(
  picture: usize,
  input: usize,
  length: usize,
): usize {
  const total = load<u32>(picture, MCUS_PER_ROW) * load<u32>(picture, MCU_ROWS);
  const interval = load<u32>(picture, RESTART_INTERVAL);
  const end = input + length;
  let at = input;
  let done: u32 = 0;
  let number: u32 = 0;
  memory.fill(picture + PICTURE_COEFFICIENTS, 0, 128);
  while (done < total) {
    if (done > 0) {
      if (<u32>load<u8>(at, 1) != (0xd0 | (number & 7))) return 0;
      number++;
      at += 2;
      store<u32>(picture, 0, FILLED);
      store<u32>(picture, 0, POSITION);
      memory.fill(picture + PREDICTIONS, 0, 16);
    }
    at = fillStream(picture, at, end);
    if (at + 1 >= end) return 0;
    const left = total - done;
    const count = interval > 0 && interval < left ? interval : left;
    if (!decodeMcus(picture, done, count)) return 0;
    done += count;
    // All but the bits that fill up the last byte.
    if ((load<u32>(picture, POSITION) + 7) >> 3 != load<u32>(picture, FILLED)) {
      return 0;
    }
  }
  return at - input;
}
