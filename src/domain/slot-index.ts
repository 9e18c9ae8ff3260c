/** Hashes are told apart by so many of their upper bits first. */
const PART_BITS = 6;
const FIRST_LENGTH = 16;

/** Of the places of a table, at most this share is taken … */
const LARGEST_LOAD = 0.8;
/** … and this much longer it is made then: 5 to 6 bytes a slot. */
const GROWTH = 1.15;

const EMPTY = -1;
/** What stood here is gone; what was put behind it is still to be found. */
const GONE = -2;

type HashOf = (slot: number) => number;

/**
 * Finds slots (numbers ≥ 0) by what stands in them, without holding it: open addressing in flat
 * arrays, which the garbage collector need not follow. In parts, so that it never takes long to make
 * one longer: a whole table of a million slots would hold the page for 50 ms.
 */
export class SlotIndex {
  private readonly hashOf: HashOf;
  private readonly parts: SlotTable[] = [];

  /** @param hashOf the hash of what stands in a slot, 0–2³²−1, spread over all of that range */
  constructor(hashOf: HashOf) {
    this.hashOf = hashOf;
  }

  /** The slot with this hash that `isIt` says yes to. */
  find(hash: number, isIt: (slot: number) => boolean): number | undefined {
    return this.parts[partOf(hash)]?.find(hash, isIt);
  }

  /** Adds a slot that is not there. */
  add(hash: number, slot: number): void {
    const part = partOf(hash);
    while (this.parts.length <= part) {
      this.parts.push(new SlotTable(this.hashOf));
    }
    this.parts[part]?.add(hash, slot);
  }

  remove(hash: number, slot: number): void {
    this.parts[partOf(hash)]?.remove(hash, slot);
  }
}

function partOf(hash: number): number {
  return hash >>> (32 - PART_BITS);
}

/** The slots of one part: their hashes differ in the lower bits only. */
class SlotTable {
  private readonly hashOf: HashOf;
  private table = new Int32Array(FIRST_LENGTH).fill(EMPTY);
  private count = 0;
  private goneCount = 0;

  constructor(hashOf: HashOf) {
    this.hashOf = hashOf;
  }

  find(hash: number, isIt: (slot: number) => boolean): number | undefined {
    const { table } = this;
    for (let at = this.start(hash); ; at = this.after(at)) {
      const slot = table[at] ?? EMPTY;
      if (slot === EMPTY) return undefined;
      if (slot !== GONE && isIt(slot)) return slot;
    }
  }

  add(hash: number, slot: number): void {
    const taken = this.count + this.goneCount + 1;
    if (taken > this.table.length * LARGEST_LOAD) this.lengthen();
    this.insert(hash, slot);
    this.count += 1;
  }

  remove(hash: number, slot: number): void {
    for (let at = this.start(hash); ; at = this.after(at)) {
      const here = this.table[at] ?? EMPTY;
      if (here === EMPTY) return;
      if (here !== slot) continue;
      this.table[at] = GONE;
      this.count -= 1;
      this.goneCount += 1;
      return;
    }
  }

  private insert(hash: number, slot: number): void {
    let at = this.start(hash);
    while ((this.table[at] ?? EMPTY) !== EMPTY) at = this.after(at);
    this.table[at] = slot;
  }

  private lengthen(): void {
    const before = this.table;
    const needed = Math.ceil(((this.count + 1) * GROWTH) / LARGEST_LOAD);
    this.table = new Int32Array(Math.max(FIRST_LENGTH, needed)).fill(EMPTY);
    this.goneCount = 0;
    for (const slot of before) {
      if (slot >= 0) this.insert(this.hashOf(slot), slot);
    }
  }

  private start(hash: number): number {
    const lower = (hash << PART_BITS) >>> 0;
    return Math.floor((lower / 2 ** 32) * this.table.length);
  }

  private after(at: number): number {
    return at + 1 === this.table.length ? 0 : at + 1;
  }
}

/** Mixes a number into a hash. Begin with any number and end with `spreadHash`. */
export function mixedHash(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 15);
}

/** Close values get hashes that are not, 0–2³²−1. */
export function spreadHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
