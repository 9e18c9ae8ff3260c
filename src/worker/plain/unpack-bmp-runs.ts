/** Stands for a pixel that the runs pass over. */
const NOTHING = -1;

/** What a zero in place of a count leads in, besides a count of 3 and more. */
const END_OF_ROW = 0;
const END = 1;
const STEP = 2;

/**
 * Runs of indices, BI_RLE8 and BI_RLE4: pairs of a count and an index (or two, which take turns);
 * a zero and then 0 for the end of the row, 1 for the end, 2 for a step aside, or a count of
 * indices that follow one by one.
 * @returns Rows from the lowest; −1 where nothing is. Ends at the end of either side.
 */
export function unpackBmpRuns(
  data: Uint8Array,
  {
    widthPx,
    heightPx,
    bitsPerPixel,
  }: { widthPx: number; heightPx: number; bitsPerPixel: number },
): Int16Array {
  const board = new RunBoard(widthPx, heightPx);
  const perByte = bitsPerPixel === 4 ? 2 : 1;
  let at = 0;
  while (at + 1 < data.length && !board.isFull) {
    const count = data[at] ?? 0;
    const value = data[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      board.putAll(Uint8Array.of(value), count, perByte);
    } else if (value === END) {
      break;
    } else if (value === END_OF_ROW) {
      board.step(-board.x, 1);
    } else if (value === STEP) {
      board.step(data[at] ?? 0, data[at + 1] ?? 0);
      at += 2;
    } else {
      const bytes = Math.ceil(value / perByte);
      const named = data.subarray(at, at + bytes);
      board.putAll(named, Math.min(value, named.length * perByte), perByte);
      // They fill whole groups of two bytes.
      at += bytes + (bytes % 2);
    }
  }
  return board.indices;
}

/** Of a byte with two indices the upper one comes first. */
function indexOf(byte: number, i: number, perByte: number): number {
  if (perByte === 1) return byte;
  return i % 2 === 0 ? byte >> 4 : byte & 15;
}

/** Where the runs write. */
class RunBoard {
  readonly indices: Int16Array;
  x = 0;
  readonly #widthPx: number;
  readonly #heightPx: number;
  #y = 0;

  constructor(widthPx: number, heightPx: number) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.indices = new Int16Array(widthPx * heightPx).fill(NOTHING);
  }

  get isFull(): boolean {
    return this.#y >= this.#heightPx;
  }

  /** So many indices of these bytes, which are gone through again and again. */
  putAll(bytes: Uint8Array, count: number, perByte: number): void {
    const row = this.#y * this.#widthPx;
    for (let i = 0; i < count; i++) {
      const byte = bytes[Math.floor(i / perByte) % bytes.length] ?? 0;
      if (this.x < this.#widthPx) {
        this.indices[row + this.x] = indexOf(byte, i, perByte);
      }
      this.x++;
    }
  }

  step(across: number, up: number): void {
    this.x += across;
    this.#y += up;
  }
}
