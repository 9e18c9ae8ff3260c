/** Slots of a part in the mean: an addition moves half of one, and a split hashes the slots of one. */
const SLOTS_PER_PART = 384;
const FIRST_LENGTH = 8;

/** A part that is full is made longer by this share. */
const GROWTH = 1 / 8;

const SLOT_BITS = 24;
/** A number of more bits has no place: of 17 million files a browser could not hold the rest either. */
const LARGEST_SLOT = 2 ** SLOT_BITS - 1;

type HashOf = (slot: number) => number;

/**
 * Finds slots (numbers ≥ 0) by what stands in them, without holding it, in flat arrays that the
 * garbage collector need not follow: about 4.6 bytes a slot.
 *
 * Linear hashing (W. Litwin, “Linear hashing: a new tool for file and table addressing”, VLDB
 * 1980): one part is split each time that there are enough slots for another, so that no single
 * addition takes long. A table that doubles would hold the page for 50 ms at a million slots; in
 * 64 parts, which fill at the same pace, it did so at a few hundred thousand.
 */
export class SlotIndex {
  private readonly hashOf: HashOf;
  private readonly parts = [new SlotPart()];
  private count = 0;

  /** @param hashOf the hash of what stands in a slot, 0–2³²−1, spread over all of that range */
  constructor(hashOf: HashOf) {
    this.hashOf = hashOf;
  }

  /** The slot with this hash that `isIt` says yes to. */
  find(hash: number, isIt: (slot: number) => boolean): number | undefined {
    return this.partOf(hash)?.find(tagOf(hash), isIt);
  }

  /**
   * Adds a slot that is not there.
   *
   * @throws {RangeError} above 2²⁴ − 1
   */
  add(hash: number, slot: number): void {
    if (slot > LARGEST_SLOT) throw new RangeError(`no place for slot ${slot}`);
    this.partOf(hash)?.add(tagOf(hash), slot);
    this.count += 1;
    if (this.count > this.parts.length * SLOTS_PER_PART) this.split();
  }

  remove(hash: number, slot: number): void {
    if (this.partOf(hash)?.remove(tagOf(hash), slot) === true) this.count -= 1;
  }

  /** Parts that were not split yet in this round also have the slots of the part that is to come. */
  private partOf(hash: number): SlotPart | undefined {
    const round = roundOf(this.parts.length);
    const part = hash & (2 * round - 1);
    return this.parts[part < this.parts.length ? part : part - round];
  }

  private split(): void {
    const round = roundOf(this.parts.length);
    const before = this.parts.length - round;
    const lower = new SlotPart();
    const upper = new SlotPart();
    this.parts[before]?.each((slot) => {
      const hash = this.hashOf(slot);
      ((hash & round) === 0 ? lower : upper).add(tagOf(hash), slot);
    });
    this.parts[before] = lower;
    this.parts.push(upper);
  }
}

/** The largest power of two that is not above this number. */
function roundOf(parts: number): number {
  return 2 ** (31 - Math.clz32(parts));
}

/** Which part a slot is in is told by the other end of its hash. */
function tagOf(hash: number): number {
  return hash >>> SLOT_BITS;
}

/** Slots under the tags of their hashes, sorted: a part is looked through some thousand times before it is split. */
class SlotPart {
  /** Each a tag and a slot. */
  private entries = new Uint32Array(FIRST_LENGTH);
  private count = 0;

  find(tag: number, isIt: (slot: number) => boolean): number | undefined {
    const { entries, count } = this;
    for (let at = this.placeOf(entryOf(tag, 0)); at < count; at += 1) {
      const entry = entries[at] ?? 0;
      if (entry >>> SLOT_BITS !== tag) break;
      const slot = entry & LARGEST_SLOT;
      if (isIt(slot)) return slot;
    }
    return undefined;
  }

  add(tag: number, slot: number): void {
    if (this.count === this.entries.length) {
      const longer = this.count + Math.ceil(this.count * GROWTH);
      const entries = new Uint32Array(longer);
      entries.set(this.entries);
      this.entries = entries;
    }
    const entry = entryOf(tag, slot);
    const at = this.placeOf(entry);
    this.entries.copyWithin(at + 1, at, this.count);
    this.entries[at] = entry;
    this.count += 1;
  }

  /** @returns whether it was there */
  remove(tag: number, slot: number): boolean {
    const entry = entryOf(tag, slot);
    const at = this.placeOf(entry);
    if (at === this.count || this.entries[at] !== entry) return false;
    this.entries.copyWithin(at, at + 1, this.count);
    this.count -= 1;
    return true;
  }

  each(visit: (slot: number) => void): void {
    for (let at = 0; at < this.count; at += 1) {
      visit((this.entries[at] ?? 0) & LARGEST_SLOT);
    }
  }

  /** How many stand before this entry. */
  private placeOf(entry: number): number {
    const { entries } = this;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[middle] ?? 0) < entry) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function entryOf(tag: number, slot: number): number {
  return ((tag << SLOT_BITS) | slot) >>> 0;
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
