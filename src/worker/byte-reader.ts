/**
 * Numbers out of untrusted bytes. Reading past the end gives 0 instead of throwing, so a parser
 * needs only two things to be safe on any input: a loop that always moves forward, and an end.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** Whether `count` bytes from `at` on are there. */
  has(at: number, count: number): boolean {
    return at >= 0 && at + count <= this.bytes.length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16(at: number, isLittleEndian = false): number {
    return this.has(at, 2) ? this.#view.getUint16(at, isLittleEndian) : 0;
  }

  u32(at: number, isLittleEndian = false): number {
    return this.has(at, 4) ? this.#view.getUint32(at, isLittleEndian) : 0;
  }

  i32(at: number, isLittleEndian = false): number {
    return this.has(at, 4) ? this.#view.getInt32(at, isLittleEndian) : 0;
  }

  /** An unsigned 64-bit number; above 2^53 it is rounded, which is past the end of any file. */
  u64(at: number, isLittleEndian = false): number {
    const first = this.u32(at, isLittleEndian);
    const second = this.u32(at + 4, isLittleEndian);
    return isLittleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }

  u24le(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8) | (this.u8(at + 2) << 16);
  }

  /** Latin-1 text of `count` bytes; shorter where the file ends. */
  text(at: number, count: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + count));
  }

  /** Whether the Latin-1 text stands at this place. */
  isText(at: number, expected: string): boolean {
    return this.text(at, expected.length) === expected;
  }
}
