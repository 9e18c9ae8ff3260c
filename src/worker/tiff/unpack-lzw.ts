const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/**
 * LZW as TIFF has it (TIFF 6.0, section 13): codes from the highest bit, widths grow one code
 * early. Stops at the end of either side and at the first impossible code.
 * @returns how many bytes of `out` were written
 */
export function unpackLzw(input: Uint8Array, out: Uint8Array): number {
  const runs = new LzwRuns(out);
  let bits = 0;
  let bitCount = 0;
  for (let from = 0; runs.to < out.length;) {
    while (bitCount < runs.width && from < input.length) {
      bits = ((bits << 8) | (input[from++] ?? 0)) & 0xffffff;
      bitCount += 8;
    }
    if (bitCount < runs.width) break;
    bitCount -= runs.width;
    const code = (bits >>> bitCount) & ((1 << runs.width) - 1);
    if (code === END) break;
    if (code === CLEAR) runs.clear();
    else if (!runs.put(code)) break;
  }
  return runs.to;
}

/** Each code stands for a run of earlier output: where it starts and how long it is. */
class LzwRuns {
  to = 0;
  width = 9;
  private readonly out: Uint8Array;
  private readonly starts = new Int32Array(MOST_CODES);
  private readonly lengths = new Int32Array(MOST_CODES);
  private next = 258;
  private previousAt = -1;

  constructor(out: Uint8Array) {
    this.out = out;
  }

  clear(): void {
    this.next = 258;
    this.width = 9;
    this.previousAt = -1;
  }

  /** Writes a code's run; false when there is no such code. */
  put(code: number): boolean {
    const at = this.to;
    if (this.previousAt >= 0 && this.next < MOST_CODES) {
      // The run before and one byte more, which is the next to be written.
      this.starts[this.next] = this.previousAt;
      this.lengths[this.next] = at - this.previousAt + 1;
      this.next++;
    }
    if (code < CLEAR) {
      this.out[this.to++] = code;
    } else {
      if (code >= this.next || this.previousAt < 0) return false;
      this.copy(this.starts[code] ?? 0, this.lengths[code] ?? 0);
    }
    this.previousAt = at;
    if (this.next >= (1 << this.width) - 1 && this.width < 12) this.width++;
    return true;
  }

  /** Byte by byte: a run may reach into what it writes. */
  private copy(start: number, length: number): void {
    const { out } = this;
    const end = Math.min(out.length, this.to + length);
    for (let from = start; this.to < end;) out[this.to++] = out[from++] ?? 0;
  }
}
