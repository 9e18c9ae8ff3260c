import type { CodeBytes } from './kernels/hamming-join.ts';

const FIRST_CAPACITY = 256;

/** Of the places of the hash table, at most this share is taken. */
const LARGEST_LOAD = 0.5;

const NONE = -1;

/**
 * Codes of one length with the owners of each (numbers ≥ 0), laid out for a join. Equal codes
 * stand once, so a thousand pictures of one code cost the join no more than one. Flat arrays: about
 * 40 bytes an owner beside the code, and nothing for the garbage collector to follow.
 *
 * A code whose owners are all gone keeps its place: the join then finds nobody there. What stands
 * at a place never changes.
 */
export class CodeTable {
  readonly bytesPerCode: CodeBytes;
  private codes: Uint8Array;
  private placeCount = 0;
  /** Open addressing: place + 1 by the hash of its code, 0 for none. */
  private hashed = new Uint32Array(FIRST_CAPACITY * 2);
  /** Of each place: the first of its entries. */
  private firstEntry = new Int32Array(FIRST_CAPACITY).fill(NONE);
  private nextEntry = new Int32Array(FIRST_CAPACITY);
  private entryOwner = new Int32Array(FIRST_CAPACITY);
  private entryCount = 0;
  /** Entries of owners that are gone, linked by nextEntry. */
  private freeEntry = NONE;

  constructor(bytesPerCode: CodeBytes) {
    this.bytesPerCode = bytesPerCode;
    this.codes = new Uint8Array(FIRST_CAPACITY * bytesPerCode);
  }

  /** Places taken, one for each different code. */
  get count(): number {
    return this.placeCount;
  }

  /** The codes by place. Those of today stay as they are when more are added. */
  get bytes(): Uint8Array {
    return this.codes.subarray(0, this.placeCount * this.bytesPerCode);
  }

  /** Does nothing for a missing hash (no bytes): it equals nothing. Add an owner once. */
  add(code: Uint8Array, owner: number): void {
    if (code.length === 0) return;
    if (code.length !== this.bytesPerCode) {
      throw new Error(
        `a code of ${code.length} bytes in a table of ${this.bytesPerCode}`,
      );
    }
    const place = this.find(code) ?? this.addPlace(code);
    const entry = this.takeEntry();
    this.entryOwner[entry] = owner;
    this.nextEntry[entry] = this.firstEntry[place] ?? NONE;
    this.firstEntry[place] = entry;
  }

  remove(code: Uint8Array, owner: number): void {
    const place = this.find(code);
    if (place === undefined) return;
    let before = NONE;
    let entry = this.firstEntry[place] ?? NONE;
    while (entry !== NONE && this.entryOwner[entry] !== owner) {
      before = entry;
      entry = this.nextEntry[entry] ?? NONE;
    }
    if (entry === NONE) return;
    const after = this.nextEntry[entry] ?? NONE;
    if (before === NONE) this.firstEntry[place] = after;
    else this.nextEntry[before] = after;
    this.nextEntry[entry] = this.freeEntry;
    this.freeEntry = entry;
  }

  *ownersAt(place: number): Generator<number> {
    let entry = this.firstEntry[place] ?? NONE;
    while (entry !== NONE) {
      yield this.entryOwner[entry] ?? NONE;
      entry = this.nextEntry[entry] ?? NONE;
    }
  }

  private find(code: Uint8Array): number | undefined {
    const mask = this.hashed.length - 1;
    let at = hashOf(code, 0, code.length) & mask;
    for (;;) {
      const place = (this.hashed[at] ?? 0) - 1;
      if (place < 0) return undefined;
      if (this.isCodeAt(place, code)) return place;
      at = (at + 1) & mask;
    }
  }

  private isCodeAt(place: number, code: Uint8Array): boolean {
    const start = place * this.bytesPerCode;
    for (let i = 0; i < code.length; i += 1) {
      if (this.codes[start + i] !== code[i]) return false;
    }
    return true;
  }

  private addPlace(code: Uint8Array): number {
    const place = this.placeCount;
    if (place === this.firstEntry.length) this.growPlaces();
    this.codes.set(code, place * this.bytesPerCode);
    this.placeCount += 1;
    this.insertHash(place);
    return place;
  }

  private insertHash(place: number): void {
    const mask = this.hashed.length - 1;
    const start = place * this.bytesPerCode;
    let at = hashOf(this.codes, start, start + this.bytesPerCode) & mask;
    while (this.hashed[at] !== 0) at = (at + 1) & mask;
    this.hashed[at] = place + 1;
  }

  private growPlaces(): void {
    const capacity = this.firstEntry.length * 2;
    const codes = new Uint8Array(capacity * this.bytesPerCode);
    codes.set(this.codes);
    this.codes = codes;
    const firstEntry = new Int32Array(capacity).fill(NONE);
    firstEntry.set(this.firstEntry);
    this.firstEntry = firstEntry;
    this.hashed = new Uint32Array(capacity / LARGEST_LOAD);
    for (let place = 0; place < this.placeCount; place += 1) {
      this.insertHash(place);
    }
  }

  private takeEntry(): number {
    const free = this.freeEntry;
    if (free !== NONE) {
      this.freeEntry = this.nextEntry[free] ?? NONE;
      return free;
    }
    const entry = this.entryCount;
    if (entry === this.entryOwner.length) {
      this.nextEntry = doubled(this.nextEntry);
      this.entryOwner = doubled(this.entryOwner);
    }
    this.entryCount += 1;
    return entry;
  }
}

function doubled(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}

/** FNV-1a over bytes, mixed once more: close codes must not stand side by side. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
