/** Bits of entropy-coded JPEG data, in which a 0xFF is followed by a zero (ITU-T T.81, F.1.2.3). */
export class JpegBitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #heldBits = 0;
  #missingBits = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** More was taken than is there; what was missing was zeros. */
  get isOver(): boolean {
    return this.#missingBits > this.#heldBits;
  }

  /** The next 16 bits, which stay. */
  peek16(): number {
    while (this.#heldBits < 16) this.#hold();
    return (this.#held >>> (this.#heldBits - 16)) & 0xffff;
  }

  skip(bits: number): void {
    this.#heldBits -= bits;
  }

  take(bits: number): number {
    const value = this.peek16() >>> (16 - bits);
    this.skip(bits);
    return value;
  }

  /** Passes over a restart marker. @returns whether one is there */
  restart(): boolean {
    this.#held = 0;
    this.#heldBits = 0;
    this.#missingBits = 0;
    const marker = this.#bytes[this.#at + 1] ?? 0;
    if (this.#bytes[this.#at] !== 0xff || (marker & 0xf8) !== 0xd0) {
      return false;
    }
    this.#at += 2;
    return true;
  }

  #hold(): void {
    const byte = this.#bytes[this.#at];
    const isMarker = byte === 0xff && this.#bytes[this.#at + 1] !== 0;
    const isMissing = byte === undefined || isMarker;
    this.#held = (this.#held << 8) | (isMissing ? 0 : byte);
    this.#heldBits += 8;
    if (isMissing) this.#missingBits += 8;
    else this.#at += byte === 0xff ? 2 : 1;
  }
}

/** Writes such data. */
export class JpegBitWriter {
  /** Has room for all that is written, with the zeros behind 0xFF. */
  readonly #out: Uint8Array<ArrayBuffer>;
  #length = 0;
  #held = 0;
  #heldBits = 0;

  constructor(mostBytes: number) {
    this.#out = new Uint8Array(mostBytes);
  }

  /** @param bits at most 16 */
  put(value: number, bits: number): void {
    this.#held = (this.#held << bits) | value;
    this.#heldBits += bits;
    while (this.#heldBits >= 8) {
      this.#heldBits -= 8;
      const byte = (this.#held >>> this.#heldBits) & 0xff;
      this.#out[this.#length++] = byte;
      if (byte === 0xff) this.#out[this.#length++] = 0;
    }
  }

  /** Fills the byte with ones. */
  fillByte(): void {
    const missing = (8 - this.#heldBits) % 8;
    this.put(2 ** missing - 1, missing);
  }

  /** Fills the byte and puts a marker behind it. */
  marker(marker: number): void {
    this.fillByte();
    this.#out[this.#length++] = 0xff;
    this.#out[this.#length++] = marker;
  }

  written(): Uint8Array<ArrayBuffer> {
    return this.#out.subarray(0, this.#length);
  }
}
