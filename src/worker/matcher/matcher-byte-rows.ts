/** Rows in one block of memory: growing copies nothing, and little is left unused. */
const ROWS_PER_BLOCK = 4096;

const BITS_OF_BYTE = Uint8Array.from({ length: 256 }, (_zero, byte) => {
  let bits = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
});

/** Rows of so many bytes by number, in flat memory. A row that was never written is all 0. */
export class ByteRows {
  readonly bytesPerRow: number;
  private readonly blocks: Uint8Array<ArrayBuffer>[] = [];

  constructor(bytesPerRow: number) {
    this.bytesPerRow = bytesPerRow;
  }

  /** @param bytes as many as a row has */
  write(row: number, bytes: Uint8Array): void {
    while (this.blocks.length * ROWS_PER_BLOCK <= row) {
      this.blocks.push(new Uint8Array(ROWS_PER_BLOCK * this.bytesPerRow));
    }
    this.block(row).set(bytes, this.start(row));
  }

  /** A view, true until the row is written again. */
  read(row: number, from = 0, to = this.bytesPerRow): Uint8Array {
    const start = this.start(row);
    return this.block(row).subarray(start + from, start + to);
  }

  /** The block that a row stands in, … */
  block(row: number): Uint8Array {
    const block = this.blocks[Math.floor(row / ROWS_PER_BLOCK)];
    if (block === undefined) throw new Error(`no row ${row}`);
    return block;
  }

  /** … and where in it. */
  start(row: number): number {
    return (row % ROWS_PER_BLOCK) * this.bytesPerRow;
  }
}

/** Bits that differ between some bytes of `a` and as many of `b`. */
export function differingBits(
  a: Uint8Array,
  fromA: number,
  b: Uint8Array,
  fromB: number,
  bytes: number,
): number {
  let bits = 0;
  for (let at = 0; at < bytes; at += 1) {
    const difference = (a[fromA + at] ?? 0) ^ (b[fromB + at] ?? 0);
    bits += BITS_OF_BYTE[difference] ?? 0;
  }
  return bits;
}
