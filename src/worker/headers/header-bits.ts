/** Numbers out of the headers of HEVC and AV1: most significant bit first, zeros past the end. */
export class HeaderBits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** More was taken than is there. */
  get isOver(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  /** Up to 32 bits. */
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  flag(): boolean {
    return this.take(1) === 1;
  }

  skip(bits: number): void {
    this.#at += bits;
  }

  /** ue(v) of ITU-T H.265, 9.2, and uvlc() of AV1, 4.10.3. */
  golomb(): number {
    let zeros = 0;
    while (zeros < 32 && !this.flag()) zeros += 1;
    return 2 ** zeros - 1 + this.take(zeros);
  }

  skipGolombs(count: number): void {
    for (let i = 0; i < count; i++) this.golomb();
  }
}
