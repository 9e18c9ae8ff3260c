/**
 * The pHashes of a picture's eight turns and mirrors, packed. A pHash bit says whether a DCT
 * coefficient is above the median, which is near 0; a turn or mirror only transposes coefficients
 * and changes signs, so seven of the eight follow from the upright one but for a few bits (about
 * 6 of 256 on photos). Those bits are what is stored.
 */

/** How each turn follows from the upright hash, in the order of DIHEDRAL_TRANSFORMS. */
const TURNS: readonly {
  isTransposed: boolean;
  /** Coefficients in odd columns and in odd rows change their sign. */
  flipsColumns: boolean;
  flipsRows: boolean;
}[] = [
  { isTransposed: true, flipsColumns: true, flipsRows: false },
  { isTransposed: false, flipsColumns: true, flipsRows: true },
  { isTransposed: true, flipsColumns: false, flipsRows: true },
  { isTransposed: false, flipsColumns: true, flipsRows: false },
  { isTransposed: true, flipsColumns: true, flipsRows: true },
  { isTransposed: false, flipsColumns: false, flipsRows: true },
  { isTransposed: true, flipsColumns: false, flipsRows: false },
];

const ODD_COLUMNS = 0b0101_0101;

/** With more other bits than this, the hash itself is shorter. */
const MOST_POSITIONS = 30;
/** Stands in place of a number of bits: the hash follows as it is. */
const WHOLE = 255;

/**
 * @param hashes eight square hashes of `side` × `side` bits, one behind the other
 * @returns the first as it is, then of each other one the number of bits that are not as they
 *   would follow, and their positions
 */
export function packTurns(hashes: Uint8Array, side: number): number[] {
  const length = (side * side) / 8;
  const upright = hashes.subarray(0, length);
  const packed = [...upright];
  const transposed = transpose(upright, side);
  const follows = new Uint8Array(length);
  TURNS.forEach((turn, at) => {
    const hash = hashes.subarray(length * (at + 1), length * (at + 2));
    follow(turn.isTransposed ? transposed : upright, turn, side, follows);
    const positions = positionsOf(hash, follows);
    if (positions.length > MOST_POSITIONS) packed.push(WHOLE, ...hash);
    else packed.push(positions.length, ...positions);
  });
  return packed;
}

/**
 * The eight hashes, and where in `packed` they end.
 *
 * @returns undefined when `packed` ends before
 */
export function unpackTurns(
  packed: Uint8Array,
  from: number,
  side: number,
): { hashes: Uint8Array; end: number } | undefined {
  const length = (side * side) / 8;
  const hashes = new Uint8Array(length * (TURNS.length + 1));
  const upright = packed.subarray(from, from + length);
  hashes.set(upright);
  const transposed = transpose(upright, side);
  let end = from + length;
  TURNS.forEach((turn, at) => {
    const hash = hashes.subarray(length * (at + 1), length * (at + 2));
    const count = packed[end] ?? 0;
    end += 1;
    if (count === WHOLE) {
      hash.set(packed.subarray(end, end + length));
      end += length;
      return;
    }
    follow(turn.isTransposed ? transposed : upright, turn, side, hash);
    for (const position of packed.subarray(end, end + count))
      flip(hash, position);
    end += count;
  });
  return end <= packed.length ? { hashes, end } : undefined;
}

/** Writes the hash as it would follow from the upright or the transposed one. */
function follow(
  source: Uint8Array,
  { flipsColumns, flipsRows }: (typeof TURNS)[number],
  side: number,
  target: Uint8Array,
): void {
  const bytesPerRow = side / 8;
  const even = flipsColumns ? ODD_COLUMNS : 0;
  const odd = flipsRows ? even ^ 0xff : even;
  for (let at = 0; at < target.length; at += 1) {
    const isOddRow = ((at / bytesPerRow) & 1) === 1;
    target[at] = (source[at] ?? 0) ^ (isOddRow ? odd : even);
  }
}

/** Bits mirrored at the main diagonal, block by block of 8 × 8. */
function transpose(hash: Uint8Array, side: number): Uint8Array {
  const turned = new Uint8Array(hash.length);
  const blocks = side / 8;
  for (let row = 0; row < blocks; row += 1) {
    for (let column = 0; column < blocks; column += 1) {
      const from = row * 8 * blocks + column;
      const to = column * 8 * blocks + row;
      transposeBlock(hash, from, turned, to, blocks);
    }
  }
  return turned;
}

/** 8 × 8 bits, a byte per row, rows `pitch` bytes apart (H. S. Warren, “Hacker's Delight”, 7–3). */
function transposeBlock(
  source: Uint8Array,
  from: number,
  target: Uint8Array,
  to: number,
  pitch: number,
): void {
  const upper = swapInFours(fourRows(source, from, pitch));
  const lower = swapInFours(fourRows(source, from + 4 * pitch, pitch));
  // Last, the quarters of 4 × 4 that are not on the diagonal.
  const left = (upper & 0xf0f0f0f0) | ((lower >>> 4) & 0x0f0f0f0f);
  const right = ((upper << 4) & 0xf0f0f0f0) | (lower & 0x0f0f0f0f);
  for (let row = 0; row < 4; row += 1) {
    target[to + row * pitch] = left >>> (24 - 8 * row);
    target[to + (row + 4) * pitch] = right >>> (24 - 8 * row);
  }
}

/** Four rows of a block as one number, the first in the most significant byte. */
function fourRows(source: Uint8Array, from: number, pitch: number): number {
  let rows = 0;
  for (let row = 0; row < 4; row += 1) {
    rows = (rows << 8) | (source[from + row * pitch] ?? 0);
  }
  return rows;
}

/** Transposes what is 4 × 4 of it, twice: first pairs of bits, then squares of four. */
function swapInFours(rows: number): number {
  const pairs = (rows ^ (rows >>> 7)) & 0x00aa00aa;
  const paired = rows ^ pairs ^ (pairs << 7);
  const squares = (paired ^ (paired >>> 14)) & 0x0000cccc;
  return paired ^ squares ^ (squares << 14);
}

/** Bits that differ; the most significant bit of byte 0 is the first. */
function positionsOf(a: Uint8Array, b: Uint8Array): number[] {
  const positions: number[] = [];
  for (let at = 0; at < a.length; at += 1) {
    const other = (a[at] ?? 0) ^ (b[at] ?? 0);
    for (let bit = 0; other !== 0 && bit < 8; bit += 1) {
      if ((other & (0x80 >> bit)) !== 0) positions.push(at * 8 + bit);
    }
  }
  return positions;
}

function flip(hash: Uint8Array, position: number): void {
  const at = position >> 3;
  hash[at] = (hash[at] ?? 0) ^ (0x80 >> (position & 7));
}
