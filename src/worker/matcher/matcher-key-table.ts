import { ByteRows } from './matcher-byte-rows.ts';
import { textOf } from './matcher-name-shelf.ts';
import { mixedHash, SlotIndex, spreadHash } from '../../domain/slot-index.ts';

const NOT_HEX = 16;

/** The value of each hexadecimal digit, by character. */
const DIGITS = new Uint8Array(128).fill(NOT_HEX);
/** The character of each digit. */
const CHARACTERS = new Uint8Array(16);
for (let digit = 0; digit < 16; digit += 1) {
  const character = digit.toString(16).charCodeAt(0);
  DIGITS[character] = digit;
  CHARACTERS[digit] = character;
}

/**
 * Keys with a number (slot) for each, which stays its own while it is held. Keys are hexadecimal
 * digits of one length, and held as bytes; any other text is held as it is, and takes more.
 * About 5 bytes a key beside those bytes.
 */
export class KeyTable<Key extends string> {
  private readonly bytesPerKey: number;
  private readonly rows: ByteRows;
  private readonly index: SlotIndex;
  /** Keys that are not hexadecimal digits. */
  private readonly odd = new Map<Key, number>();
  private readonly oddAt = new Map<number, Key>();
  private readonly free = new Set<number>();
  private slotEnd = 0;
  /** The key that was asked about last, as bytes. */
  private readonly asked: Uint8Array;
  private readonly isAsked: (slot: number) => boolean;
  private readonly characters: Uint8Array;
  /** The same key is mostly asked about several times in a row. */
  private latest: { key: Key; slot: number } | undefined;

  constructor(bytesPerKey: number) {
    this.bytesPerKey = bytesPerKey;
    this.rows = new ByteRows(bytesPerKey);
    this.index = new SlotIndex((slot) => this.hashAt(slot));
    this.asked = new Uint8Array(bytesPerKey);
    this.isAsked = (slot) => this.isAskedAt(slot);
    this.characters = new Uint8Array(bytesPerKey * 2);
  }

  /** Keys held. */
  get count(): number {
    return this.slotEnd - this.free.size;
  }

  /** Every slot handed out so far is below, free ones among them. */
  get end(): number {
    return this.slotEnd;
  }

  slotOf(key: Key): number | undefined {
    if (this.latest?.key === key) return this.latest.slot;
    const slot = this.ask(key)
      ? this.index.find(this.askedHash(), this.isAsked)
      : this.odd.get(key);
    if (slot !== undefined) this.latest = { key, slot };
    return slot;
  }

  /** The slot of a key, which is held from now on. */
  put(key: Key): number {
    if (this.latest?.key === key) return this.latest.slot;
    const isHex = this.ask(key);
    const hash = this.askedHash();
    const known = isHex
      ? this.index.find(hash, this.isAsked)
      : this.odd.get(key);
    if (known !== undefined) return known;
    const slot = this.takeSlot();
    if (isHex) {
      this.rows.write(slot, this.asked);
      this.index.add(hash, slot);
    } else {
      this.odd.set(key, slot);
      this.oddAt.set(slot, key);
    }
    return slot;
  }

  keyAt(slot: number): Key | undefined {
    if (this.latest?.slot === slot) return this.latest.key;
    if (!this.holds(slot)) return undefined;
    const odd = this.oddAt.get(slot);
    if (odd !== undefined) return odd;
    const block = this.rows.block(slot);
    const start = this.rows.start(slot);
    const { characters } = this;
    for (let at = 0; at < this.bytesPerKey; at += 1) {
      const byte = block[start + at] ?? 0;
      characters[at * 2] = CHARACTERS[byte >> 4] ?? 0;
      characters[at * 2 + 1] = CHARACTERS[byte & 15] ?? 0;
    }
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- it was put in as one
    const key = textOf(characters) as Key;
    this.latest = { key, slot };
    return key;
  }

  /** Frees the slot of a key that is held. */
  remove(slot: number): void {
    if (!this.holds(slot)) return;
    this.latest = undefined;
    const odd = this.oddAt.get(slot);
    if (odd === undefined) this.index.remove(this.hashAt(slot), slot);
    else {
      this.odd.delete(odd);
      this.oddAt.delete(slot);
    }
    this.free.add(slot);
  }

  /** Whether the key of one slot stands before that of another, as texts are sorted. */
  isBefore(a: number, b: number): boolean {
    if (this.oddAt.has(a) || this.oddAt.has(b)) {
      return (this.keyAt(a) ?? '') < (this.keyAt(b) ?? '');
    }
    // For every pair that a join proposes: without views of the rows.
    const [first, second] = [this.rows.block(a), this.rows.block(b)];
    const [fromA, fromB] = [this.rows.start(a), this.rows.start(b)];
    for (let at = 0; at < this.bytesPerKey; at += 1) {
      const difference = (first[fromA + at] ?? 0) - (second[fromB + at] ?? 0);
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  *slots(): Generator<number> {
    for (let slot = 0; slot < this.slotEnd; slot += 1) {
      if (this.holds(slot)) yield slot;
    }
  }

  private holds(slot: number): boolean {
    return slot < this.slotEnd && !this.free.has(slot);
  }

  private takeSlot(): number {
    const [free] = this.free;
    if (free !== undefined) {
      this.free.delete(free);
      return free;
    }
    this.slotEnd += 1;
    return this.slotEnd - 1;
  }

  /** Takes a key as `asked`. @returns whether it is digits of the right length */
  private ask(key: Key): boolean {
    if (key.length !== this.bytesPerKey * 2) return false;
    let all = 0;
    for (let at = 0; at < this.bytesPerKey; at += 1) {
      const high = DIGITS[key.charCodeAt(at * 2)] ?? NOT_HEX;
      const low = DIGITS[key.charCodeAt(at * 2 + 1)] ?? NOT_HEX;
      all |= high | low;
      this.asked[at] = (high << 4) | low;
    }
    return all < NOT_HEX;
  }

  private isAskedAt(slot: number): boolean {
    const block = this.rows.block(slot);
    const start = this.rows.start(slot);
    for (let at = this.bytesPerKey - 1; at >= 0; at -= 1) {
      if (block[start + at] !== this.asked[at]) return false;
    }
    return true;
  }

  private askedHash(): number {
    return hashOf(this.asked, 0, this.bytesPerKey);
  }

  private hashAt(slot: number): number {
    return hashOf(
      this.rows.block(slot),
      this.rows.start(slot),
      this.bytesPerKey,
    );
  }
}

/** Over all bytes: keys of tests and of other tools may have most of them in common. */
function hashOf(bytes: Uint8Array, from: number, length: number): number {
  let hash = length;
  for (let at = from; at < from + length; at += 4) {
    hash = mixedHash(
      hash,
      ((bytes[at] ?? 0) << 24) |
        ((bytes[at + 1] ?? 0) << 16) |
        ((bytes[at + 2] ?? 0) << 8) |
        (bytes[at + 3] ?? 0),
    );
  }
  return spreadHash(hash);
}
