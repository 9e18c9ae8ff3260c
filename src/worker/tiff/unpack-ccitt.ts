import {
  BLACK_TABLE,
  CODE_BITS,
  WHITE_TABLE,
  type RunTable,
} from './ccitt-codes.ts';

export type CcittScheme =
  /** Modified Huffman: every row starts at a byte, no end-of-line codes (TIFF compression 2). */
  | 'rle'
  /** T.4 with one-dimensional rows, or two-dimensional ones by a tag bit after each end of line. */
  | 'group3-1d'
  | 'group3-2d'
  /** T.6. */
  | 'group4';

/** Bits from the highest, zeros past the end. */
class BitReader {
  private readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length * 8;
  }

  /** The next bits, up to 13, without taking them. */
  peek(count: number): number {
    const byte = this.at >> 3;
    const word =
      ((this.bytes[byte] ?? 0) << 16) |
      ((this.bytes[byte + 1] ?? 0) << 8) |
      (this.bytes[byte + 2] ?? 0);
    return (word >> (24 - (this.at & 7) - count)) & ((1 << count) - 1);
  }
}

/**
 * Fax compression of 1-bit rows (ITU-T T.4 and T.6). Rows are packed to bytes, 0 is white. Ends at
 * the first impossible code, at the end of either side, and at the end-of-block mark.
 * @returns how many whole rows of `out` were written
 */
export function unpackCcitt(
  input: Uint8Array,
  out: Uint8Array,
  widthPx: number,
  scheme: CcittScheme,
): number {
  const rowBytes = Math.ceil(widthPx / 8);
  const rows = Math.floor(out.length / rowBytes);
  const bits = new BitReader(input);
  // Where the colour changes in a row, ended by the width; the row before the first is white.
  let reference: number[] = [widthPx];
  for (let row = 0; row < rows; row++) {
    const changes = readRow(bits, reference, widthPx, scheme);
    if (!changes) return row;
    paintRow(out.subarray(row * rowBytes, (row + 1) * rowBytes), changes);
    reference = changes;
  }
  return rows;
}

function readRow(
  bits: BitReader,
  reference: readonly number[],
  widthPx: number,
  scheme: CcittScheme,
): number[] | undefined {
  if (scheme === 'rle') bits.at = (bits.at + 7) & ~7;
  const isTwoDimensional =
    scheme === 'group4' || (skipEndOfLine(bits) && scheme === 'group3-2d')
      ? scheme === 'group4' || takeBit(bits) === 0
      : false;
  if (bits.isAtEnd) return undefined;
  return isTwoDimensional
    ? readCodedAgainst(bits, reference, widthPx)
    : readRuns(bits, widthPx);
}

function takeBit(bits: BitReader): number {
  const bit = bits.peek(1);
  bits.at += 1;
  return bit;
}

/** Eleven zeros and a one, with any fill of zeros before. Nothing is taken when it is not there. */
function skipEndOfLine(bits: BitReader): boolean {
  const start = bits.at;
  if (bits.peek(11) !== 0) return false;
  while (!bits.isAtEnd && bits.peek(1) === 0) bits.at += 1;
  if (bits.isAtEnd) {
    bits.at = start;
    return false;
  }
  bits.at += 1;
  return true;
}

/** One-dimensional coding: runs of white and black in turn. */
function readRuns(bits: BitReader, widthPx: number): number[] | undefined {
  const changes: number[] = [];
  let x = 0;
  for (let isBlack = false; x < widthPx; isBlack = !isBlack) {
    const run = readRun(bits, isBlack ? BLACK_TABLE : WHITE_TABLE);
    if (run === undefined) return undefined;
    x = Math.min(widthPx, x + run);
    changes.push(x);
  }
  return changes;
}

/** Make-up codes and the terminating one that ends them. */
function readRun(bits: BitReader, table: RunTable): number | undefined {
  let run = 0;
  for (;;) {
    const entry = table[bits.peek(CODE_BITS)] ?? 0;
    if (entry === 0 || bits.isAtEnd) return undefined;
    bits.at += entry & 15;
    run += entry >> 4;
    if (entry >> 4 < 64) return run;
  }
}

/** Vertical modes by their code: a1 lies this far from b1. Length and value of the code. */
const VERTICAL: readonly (readonly [number, number, number])[] = [
  [1, 0b1, 0],
  [3, 0b011, 1],
  [3, 0b010, -1],
  [6, 0b000011, 2],
  [6, 0b000010, -2],
  [7, 0b0000011, 3],
  [7, 0b0000010, -3],
];

/** Two-dimensional coding (T.4, 4.2; T.6, 2.2): changes relative to those of the row above. */
function readCodedAgainst(
  bits: BitReader,
  reference: readonly number[],
  widthPx: number,
): number[] | undefined {
  const changes: number[] = [];
  let a0 = 0;
  let isStart = true;
  let isBlack = false;
  while (a0 < widthPx) {
    const at = nextChange(reference, a0, isStart, isBlack);
    const b1 = reference[at] ?? widthPx;
    if (bits.isAtEnd) return undefined;
    const vertical = VERTICAL.find(
      ([length, code]) => bits.peek(length) === code,
    );
    if (vertical) {
      bits.at += vertical[0];
      a0 = Math.max(a0, Math.min(widthPx, b1 + vertical[2]));
      changes.push(a0);
      isBlack = !isBlack;
    } else if (bits.peek(4) === 0b0001) {
      bits.at += 4;
      a0 = reference[at + 1] ?? widthPx; // pass: b2
    } else if (bits.peek(3) === 0b001) {
      bits.at += 3;
      for (const table of isBlack
        ? [BLACK_TABLE, WHITE_TABLE]
        : [WHITE_TABLE, BLACK_TABLE]) {
        const run = readRun(bits, table);
        if (run === undefined) return undefined;
        a0 = Math.min(widthPx, a0 + run);
        changes.push(a0);
      }
    } else {
      return undefined;
    }
    isStart = false;
  }
  // A pass to the end of the row leaves the last run open.
  if (changes.at(-1) !== widthPx) changes.push(widthPx);
  return changes;
}

/**
 * Index of b1: the first change of the row above to the right of a0 and to the other colour. Even
 * indices are changes to black. At the start of a row a0 lies before the first pixel.
 */
function nextChange(
  reference: readonly number[],
  a0: number,
  isStart: boolean,
  isBlack: boolean,
): number {
  let low = 0;
  let high = reference.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const change = reference[middle] ?? 0;
    if (isStart ? change >= a0 : change > a0) high = middle;
    else low = middle + 1;
  }
  return (low & 1) === (isBlack ? 1 : 0) ? low : low + 1;
}

function paintRow(row: Uint8Array, changes: readonly number[]): void {
  for (let i = 0; i + 1 < changes.length; i += 2) {
    const end = changes[i + 1] ?? 0;
    for (let x = changes[i] ?? 0; x < end; x++) {
      row[x >> 3] = (row[x >> 3] ?? 0) | (128 >> (x & 7));
    }
  }
}
