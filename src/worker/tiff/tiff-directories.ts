import type { ByteReader } from '../byte-reader.ts';

/** One field of a directory. Offsets count from the start of the block. */
export interface TiffField {
  type: number;
  count: number;
  /** Where the first value stands, in the entry itself or elsewhere. */
  valueAt: number;
}

export type TiffDirectory = ReadonlyMap<number, TiffField>;

/** Bytes of one value by field type (TIFF 6.0, section 2; BigTIFF adds 13 and 16–18). */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** More than any camera or scanner writes; hostile counts and loops end here. */
const MOST_FIELDS = 1024;
const MOST_DIRECTORIES = 512;

/** The second word of the header: 42, 43 for BigTIFF, and what Olympus and Panasonic write. */
const MAGIC = [42, 43, 0x4f52, 0x5352, 0x55];

/**
 * Reads the directories of TIFF files and of what borrows their frame (EXIF, camera raw files).
 * Reading outside the bytes gives zeros and no fields; every walk ends.
 */
export class TiffDirectories {
  readonly reader: ByteReader;
  readonly isLittle: boolean;
  private readonly isBig: boolean;
  private readonly firstAt: number;

  private constructor(reader: ByteReader) {
    this.reader = reader;
    this.isLittle = reader.isText(0, 'II');
    this.isBig = reader.u16(2, this.isLittle) === 43;
    this.firstAt = this.isBig ? this.u64(8) : this.u32(4);
  }

  /** @returns undefined when the block does not start like a TIFF. */
  static open(reader: ByteReader): TiffDirectories | undefined {
    const isLittle = reader.isText(0, 'II');
    const isTiff =
      (isLittle || reader.isText(0, 'MM')) &&
      MAGIC.includes(reader.u16(2, isLittle));
    return isTiff ? new TiffDirectories(reader) : undefined;
  }

  /** The chain of pages, each once, in order. */
  pages(): TiffDirectory[] {
    return this.chain(this.firstAt, new Set());
  }

  /** Pages, and what their SubIFDs fields and the given further fields lead to, each once. */
  all(pointerTags: readonly number[] = []): TiffDirectory[] {
    const seen = new Set<number>();
    const found = this.chain(this.firstAt, seen);
    // Grows while it is walked; `seen` bounds it.
    for (const directory of found) {
      for (const tag of [0x014a, ...pointerTags]) {
        for (const at of this.numbers(directory, tag, 16)) {
          found.push(...this.chain(at, seen));
        }
      }
    }
    return found;
  }

  /** One directory at a place; empty where there is none. */
  directoryAt(at: number): TiffDirectory {
    return this.read(at).fields;
  }

  /** Up to `most` whole numbers of a field; empty when it is not there or not numeric. */
  numbers(
    directory: TiffDirectory | undefined,
    tag: number,
    most = 1,
  ): number[] {
    const field = directory?.get(tag);
    if (!field) return [];
    const bytes = TYPE_BYTES[field.type] ?? 0;
    const left = this.reader.length - field.valueAt;
    const fitting = bytes > 0 ? Math.floor(left / bytes) : 0;
    const count = Math.max(0, Math.min(field.count, most, fitting));
    return Array.from({ length: count }, (_, i) =>
      this.value(field.type, field.valueAt + i * bytes),
    );
  }

  number(
    directory: TiffDirectory | undefined,
    tag: number,
  ): number | undefined {
    return this.numbers(directory, tag)[0];
  }

  /** Text of an ASCII field up to its first zero; at most 256 characters. */
  text(directory: TiffDirectory | undefined, tag: number): string | undefined {
    const field = directory?.get(tag);
    if (field?.type !== 2) return undefined;
    const text = this.reader.text(field.valueAt, Math.min(field.count, 256));
    return text.split('\0', 1)[0];
  }

  /** The bytes of a field, as far as they are there. */
  bytes(directory: TiffDirectory | undefined, tag: number): Uint8Array {
    const field = directory?.get(tag);
    if (!field) return new Uint8Array();
    const { valueAt, count, type } = field;
    const length = count * (TYPE_BYTES[type] ?? 1);
    return this.reader.bytes.subarray(valueAt, valueAt + length);
  }

  private chain(start: number, seen: Set<number>): TiffDirectory[] {
    const found: TiffDirectory[] = [];
    for (let at = start; at > 0 && !seen.has(at);) {
      if (seen.size >= MOST_DIRECTORIES) break;
      seen.add(at);
      const { fields, nextAt } = this.read(at);
      if (fields.size === 0) break;
      found.push(fields);
      at = nextAt;
    }
    return found;
  }

  private read(at: number): { fields: TiffDirectory; nextAt: number } {
    const count = this.isBig ? this.u64(at) : this.u16(at);
    const [first, step] = this.isBig ? [at + 8, 20] : [at + 2, 12];
    const fields = new Map<number, TiffField>();
    for (let i = 0; i < Math.min(count, MOST_FIELDS); i++) {
      const entry = first + i * step;
      if (!this.reader.has(entry, step)) break;
      const tag = this.u16(entry);
      if (!fields.has(tag)) fields.set(tag, this.fieldAt(entry));
    }
    const nextAt = first + count * step;
    return { fields, nextAt: this.isBig ? this.u64(nextAt) : this.u32(nextAt) };
  }

  private fieldAt(entry: number): TiffField {
    const type = this.u16(entry + 2);
    const count = this.isBig ? this.u64(entry + 4) : this.u32(entry + 4);
    const inlineAt = entry + (this.isBig ? 12 : 8);
    const isInline = count * (TYPE_BYTES[type] ?? 1) <= (this.isBig ? 8 : 4);
    const elsewhere = this.isBig ? this.u64(inlineAt) : this.u32(inlineAt);
    return { type, count, valueAt: isInline ? inlineAt : elsewhere };
  }

  private value(type: number, at: number): number {
    switch (type) {
      case 3:
        return this.u16(at);
      case 4:
      case 13:
        return this.u32(at);
      case 5:
        return this.u32(at) / Math.max(1, this.u32(at + 4));
      case 8:
        return (this.u16(at) << 16) >> 16;
      case 9:
        return this.u32(at) | 0;
      case 10:
        return (this.u32(at) | 0) / Math.max(1, this.u32(at + 4));
      case 16:
      case 17:
      case 18:
        return this.u64(at);
      default:
        return this.reader.u8(at);
    }
  }

  private u16(at: number): number {
    return this.reader.u16(at, this.isLittle);
  }

  private u32(at: number): number {
    return this.reader.u32(at, this.isLittle);
  }

  private u64(at: number): number {
    return this.reader.u64(at, this.isLittle);
  }
}
