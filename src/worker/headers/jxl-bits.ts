import type { ByteReader } from '../byte-reader.ts';

/** One way to write a number: as it is, or so many bits more than a number. */
type Choice = number | readonly [bits: number, offset: number];
export type Choices = readonly [Choice, Choice, Choice, Choice];

const ENUM: Choices = [0, 1, [4, 2], [6, 18]];

/** Bits of a file, from the first to the one behind the last. */
export interface BitRange {
  startBit: number;
  endBit: number;
}

/**
 * Numbers out of a JPEG XL codestream's header (ISO/IEC 18181-1, B.2): least significant bit first,
 * zeros past the end.
 */
export class JxlBits {
  /** The next bit to be read, counted from the start of the file. */
  at: number;
  readonly #reader: ByteReader;

  constructor(reader: ByteReader, startByte: number) {
    this.#reader = reader;
    this.at = startByte * 8;
  }

  /** Up to 32 bits. */
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.at++) {
      value += ((this.#reader.u8(this.at >> 3) >> (this.at & 7)) & 1) * 2 ** i;
    }
    return value;
  }

  flag(): boolean {
    return this.take(1) === 1;
  }

  /** U32: two bits say which of four ways follows. */
  choose(choices: Choices): number {
    const choice = choices[this.take(2)] ?? 0;
    if (typeof choice === 'number') return choice;
    const [bits, offset] = choice;
    return this.take(bits) + offset;
  }

  enumerated(): number {
    return this.choose(ENUM);
  }

  skip(bits: number): void {
    this.at += bits;
  }
}
