import {
  AC_BITS,
  BLOCKS_PER_MCU,
  BLOCK_AC_TABLE,
  BLOCK_BYTES,
  BLOCK_COMPONENT,
  BLOCK_CURSOR,
  BLOCK_DC_TABLE,
  BLOCK_LIST,
  BLOCK_QUANTISER,
  BLOCK_ROW_STEP,
  BLOCK_STEP,
  BLOCK_TARGET,
  CODE_LIMITS,
  DAMAGE,
  DC_BITS,
  DECODED_MCUS,
  FILLED,
  IN_INTERVAL,
  MCUS_PER_ROW,
  MCU_ROWS,
  MCU_X,
  MCU_Y,
  NEXT_RESTART,
  POINT_TRANSFORM,
  POSITION,
  PREDICTIONS,
  RESTART_INTERVAL,
  SCAN_BYTES,
  SKIPPING,
  STREAM,
  STREAM_BYTES,
  VALUES,
  VALUE_SHIFTS,
} from './jpeg-layout';
import { fillStream } from './jpeg-stream';
import { extend } from './jpeg-tables';

/**
 * Bytes an MCU can take at most, rounded up: 10 blocks of 64 symbols of 16 + 15 bits. The stream
 * buffer has this many below its contents, so that what a damaged MCU reads is still its own.
 */
const MCU_BYTES: u32 = 2560;

/** What stands for a block that could not be read: mid-grey, as libjpeg has it. */
const UNKNOWN: u8 = 128;

/** `a` at which a block is over: coefficient 64. */
const BLOCK_END: u32 = 64 << 8;

export function jpegScanBytes(): usize {
  return SCAN_BYTES;
}

/** The stream buffer's size for inputs of up to `inputBytes` at a time. */
export function jpegStreamBytes(inputBytes: usize): usize {
  // What an MCU can leave over, the input, what one MCU reads beyond, one vector.
  return inputBytes + 2 * <usize>MCU_BYTES + 64;
}

/** The AC table's step for the next bits. */
function stepFor(table: usize, bits: u64): u32 {
  return <u32>(
    load<u16>(table + ((<usize>(bits >> (<u64>(64 - AC_BITS)))) << 1))
  );
}

/**
 * One code by the canonical rule: length << 8 | value. A code that does not exist counts as
 * 16 bits and the value 0, the safest one, as libjpeg has it.
 */
function slowCode(scan: usize, table: usize, bits: u64): u32 {
  const window = <u32>(bits >> 48);
  for (let length: u32 = 1; length <= 16; length++) {
    if (window < load<u32>(table + (length << 2), CODE_LIMITS)) {
      const shift = load<i32>(table + (length << 2), VALUE_SHIFTS);
      const index = shift + <i32>(window >> (16 - length));
      return (length << 8) | load<u8>(table + index, VALUES);
    }
  }
  store<u32>(scan, 1, DAMAGE);
  return 16 << 8;
}

/** A DC difference that the table does not hold: bits taken | difference << 8. */
function slowDc(scan: usize, table: usize, bits: u64): i32 {
  const code = slowCode(scan, table, bits);
  // 16-bit differences exist in lossless files only; more cannot be.
  let size = code & 0xff;
  if (size > 15) {
    store<u32>(scan, 1, DAMAGE);
    size = 0;
  }
  const length = code >> 8;
  const extra = (<u32>((bits << (<u64>length)) >> 48)) >> (16 - size);
  return (extend(extra, size) << 8) | (<i32>(length + size));
}

/** One AC symbol: bits taken | coefficients << 8, with 128 << 8 at the end of the block. */
function slowAc(scan: usize, table: usize, bits: u64): u32 {
  const code = slowCode(scan, table, bits);
  const size = code & 15;
  const run = (code >> 4) & 15;
  const length = code >> 8;
  if (size == 0 && run != 15) return length | 0x8000;
  return (length + size) | ((run + 1) << 8);
}

/** Puts the blocks' cursors where MCU (x, y) goes. */
function seek(scan: usize): void {
  const x = load<u32>(scan, MCU_X);
  const y = load<u32>(scan, MCU_Y);
  const end =
    scan + BLOCK_LIST + <usize>load<u32>(scan, BLOCKS_PER_MCU) * BLOCK_BYTES;
  for (let block = scan + BLOCK_LIST; block < end; block += BLOCK_BYTES) {
    store<u32>(
      block,
      load<u32>(block, BLOCK_TARGET) +
        x * load<u32>(block, BLOCK_STEP) +
        y * load<u32>(block, BLOCK_ROW_STEP),
      BLOCK_CURSOR,
    );
  }
}

/** Goes `count` MCUs on, at most to the end of the picture. */
function advance(scan: usize, count: u32): void {
  const perRow = load<u32>(scan, MCUS_PER_ROW);
  const x = load<u32>(scan, MCU_X) + count;
  store<u32>(scan, x % perRow, MCU_X);
  store<u32>(scan, load<u32>(scan, MCU_Y) + x / perRow, MCU_Y);
}

/** MCUs up to the next restart or the end of the row, whichever comes first; 0 at the very end. */
function runLength(scan: usize): u32 {
  if (load<u32>(scan, MCU_Y) >= load<u32>(scan, MCU_ROWS)) return 0;
  const inRow = load<u32>(scan, MCUS_PER_ROW) - load<u32>(scan, MCU_X);
  const interval = load<u32>(scan, RESTART_INTERVAL);
  if (interval == 0) return inRow;
  const inInterval = interval - load<u32>(scan, IN_INTERVAL);
  return inRow < inInterval ? inRow : inInterval;
}

/** Takes back what the MCU before the cursors wrote. */
function blankMcu(scan: usize): void {
  const end =
    scan + BLOCK_LIST + <usize>load<u32>(scan, BLOCKS_PER_MCU) * BLOCK_BYTES;
  for (let block = scan + BLOCK_LIST; block < end; block += BLOCK_BYTES) {
    const cursor =
      load<u32>(block, BLOCK_CURSOR) - load<u32>(block, BLOCK_STEP);
    store<u8>(cursor, UNKNOWN);
  }
}

/**
 * Decodes up to `count` MCUs of one row; fewer where the stream might not hold another whole one
 * (`isFinal`: does not). Returns how many came out whole.
 */
function decodeRun(scan: usize, count: u32, isFinal: bool): u32 {
  const first = scan + BLOCK_LIST;
  const end = first + <usize>load<u32>(scan, BLOCKS_PER_MCU) * BLOCK_BYTES;
  const last =
    <usize>load<u32>(scan, STREAM) + <usize>load<u32>(scan, STREAM_BYTES) - 8;
  const filled = load<u32>(scan, FILLED);
  const available = filled << 3;
  const enough: u32 = isFinal
    ? available
    : filled > MCU_BYTES
      ? (filled - MCU_BYTES) << 3
      : 0;
  const pointTransform = load<u32>(scan, POINT_TRANSFORM);
  // Half a step up: the middle of what the later refinement would tell apart.
  const middle = (1 << pointTransform) - 1;
  let position = load<u32>(scan, POSITION);
  let done: u32 = 0;
  // The next bits, left-aligned; how many of them are sure (what lies behind those is right too, and
  // a refill only writes it again); and where the eight bytes behind the sure ones lie. The load of
  // a refill thus depends on the refill before, and not on the steps since.
  let from = last - (position >> 3);
  let bits = load<u64>(from) << ((<u64>position) & 7);
  let sure: u32 = 56 - (position & 7);
  from -= 7;
  while (done < count && position < enough) {
    let block = first;
    do {
      bits |= load<u64>(from) >> (<u64>sure);
      from -= (63 - sure) >> 3;
      sure |= 56;
      const dcTable = <usize>load<u32>(block, BLOCK_DC_TABLE);
      let dc = load<i32>(
        dcTable + ((<usize>(bits >> (<u64>(64 - DC_BITS)))) << 2),
      );
      const table = <usize>load<u32>(block, BLOCK_AC_TABLE);
      // Coefficient << 8 | bits taken since `sure` was.
      let a: u32;
      if (dc != 0) {
        bits <<= <u64>dc;
        a = (<u32>(dc & 0xff)) | 0x100;
      } else {
        dc = slowDc(scan, dcTable, bits);
        bits <<= (<u64>dc) & 63;
        sure -= dc & 0xff;
        a = 0x100;
        bits |= load<u64>(from) >> (<u64>sure);
        from -= (63 - sure) >> 3;
        sure |= 56;
      }
      const component =
        scan + ((<usize>load<u32>(block, BLOCK_COMPONENT)) << 2);
      const prediction = load<i32>(component, PREDICTIONS) + (dc >> 8);
      store<i32>(component, prediction, PREDICTIONS);
      const mean =
        ((((prediction << (pointTransform + 1)) + middle) *
          load<i32>(block, BLOCK_QUANTISER) +
          8) >>
          4) +
        128;
      const cursor = <usize>load<u32>(block, BLOCK_CURSOR);
      store<u8>(cursor, mean < 0 ? 0 : mean > 255 ? 255 : mean);
      store<u32>(
        block,
        <u32>cursor + load<u32>(block, BLOCK_STEP),
        BLOCK_CURSOR,
      );
      block += BLOCK_BYTES;
      if (table == 0) {
        sure -= a & 0xff;
        continue;
      }

      let step = stepFor(table, bits);
      bits <<= <u64>step;
      a += step;
      if (a < BLOCK_END) {
        step = stepFor(table, bits);
        bits <<= <u64>step;
        a += step;
      }
      for (;;) {
        while (a < BLOCK_END) {
          sure -= a & 0xff;
          a &= 0xff00;
          bits |= load<u64>(from) >> (<u64>sure);
          from -= (63 - sure) >> 3;
          sure |= 56;
          step = stepFor(table, bits);
          bits <<= <u64>step;
          a += step;
          if (a >= BLOCK_END) break;
          step = stepFor(table, bits);
          bits <<= <u64>step;
          a += step;
          if (a >= BLOCK_END) break;
          step = stepFor(table, bits);
          bits <<= <u64>step;
          a += step;
        }
        // Over by an end of block in time, or by coefficient 63 exactly.
        if ((a & 0xc000) == 0x8000 || a >> 8 == 64) break;
        // A step too far, or none: one symbol in its place.
        a -= step;
        sure -= a & 0xff;
        a &= 0xff00;
        position = ((<u32>(last - from)) << 3) - sure;
        from = last - (position >> 3);
        bits = load<u64>(from) << ((<u64>position) & 7);
        sure = 56 - (position & 7);
        from -= 7;
        step = slowAc(scan, table, bits);
        bits <<= <u64>step;
        a += step;
        if (a >= BLOCK_END) break;
      }
      sure -= a & 0xff;
    } while (block < end);
    position = ((<u32>(last - from)) << 3) - sure;
    if (position > available) {
      blankMcu(scan);
      position = available;
      break;
    }
    done++;
  }
  store<u32>(scan, position, POSITION);
  return done;
}

function dropStream(scan: usize): void {
  store<u32>(scan, 0, FILLED);
  store<u32>(scan, 0, POSITION);
}

/** Decodes what the stream buffer holds of the current restart interval. */
function decodeStream(scan: usize, isFinal: bool): void {
  for (;;) {
    const wanted = runLength(scan);
    if (wanted == 0) {
      // Whatever the interval still holds is too much; so is a next one without its marker.
      store<u32>(scan, 1, SKIPPING);
      dropStream(scan);
      break;
    }
    seek(scan);
    const done = decodeRun(scan, wanted, isFinal);
    advance(scan, done);
    store<u32>(scan, load<u32>(scan, IN_INTERVAL) + done, IN_INTERVAL);
    store<u32>(scan, load<u32>(scan, DECODED_MCUS) + done, DECODED_MCUS);
    if (done < wanted) break;
  }
}

/** Drops what has been read and moves the rest to the end of the stream buffer. */
function compact(scan: usize): void {
  const position = load<u32>(scan, POSITION);
  const filled = load<u32>(scan, FILLED);
  const top =
    <usize>load<u32>(scan, STREAM) + <usize>load<u32>(scan, STREAM_BYTES);
  let whole = position >> 3;
  if (whole > filled) whole = filled;
  const rest = filled - whole;
  memory.copy(top - rest, top - filled, rest);
  store<u32>(scan, rest, FILLED);
  store<u32>(scan, position & 7, POSITION);
}

/**
 * A restart marker. Where it is not the one that was due, what libjpeg does: one or two ahead means
 * that intervals were lost, one or two behind that this one repeats; others are taken as due.
 */
function restart(scan: usize, number: u32): void {
  const interval = load<u32>(scan, RESTART_INTERVAL);
  dropStream(scan);
  const ahead = (number - load<u32>(scan, NEXT_RESTART)) & 7;
  if (ahead >= 6) {
    store<u32>(scan, 1, DAMAGE);
    store<u32>(scan, 1, SKIPPING);
    return;
  }
  const lost = ahead <= 2 ? ahead : 0;
  if (ahead != 0) store<u32>(scan, 1, DAMAGE);
  advance(scan, interval - load<u32>(scan, IN_INTERVAL) + lost * interval);
  store<u32>(scan, 0, IN_INTERVAL);
  store<u32>(scan, 0, SKIPPING);
  store<u32>(
    scan,
    (load<u32>(scan, NEXT_RESTART) + lost + 1) & 7,
    NEXT_RESTART,
  );
  memory.fill(scan + PREDICTIONS, 0, 16);
}

/** True once every MCU has had its turn. */
export function jpegScanIsOver(scan: usize): bool {
  return load<u32>(scan, MCU_Y) >= load<u32>(scan, MCU_ROWS);
}

/**
 * Decodes the scan data in `length` bytes at `input`, as far as they go; `isEnd` where no more will
 * follow. Returns how many bytes were taken. Where that is fewer than `length`, the scan is over,
 * or its data end there at a marker that is no restart marker, or (not `isEnd`) the last byte must
 * be offered again together with the next. Up to 15 bytes behind the input are read but not used.
 */
export function jpegDecodeScan(
  scan: usize,
  input: usize,
  length: usize,
  isEnd: bool,
): usize {
  const end = input + length;
  let at = input;
  while (!jpegScanIsOver(scan)) {
    at = fillStream(scan, at, end);
    const isSkipping = load<u32>(scan, SKIPPING) != 0;
    const isAtMarker = at + 1 < end;
    if (isSkipping) {
      dropStream(scan);
    } else {
      decodeStream(scan, isAtMarker || isEnd);
      compact(scan);
    }
    if (!isAtMarker) break;
    const marker = <u32>load<u8>(at, 1);
    const isRestart = marker >> 3 == 0xd0 >> 3;
    if (!isRestart || load<u32>(scan, RESTART_INTERVAL) == 0) break;
    if (jpegScanIsOver(scan)) break;
    restart(scan, marker & 7);
    at += 2;
  }
  return at - input;
}
