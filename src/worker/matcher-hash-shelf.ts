import type { PictureKey } from '../domain/build-groups.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type PerceptualHashes,
} from '../domain/fingerprint.ts';
import type { HashDistances } from '../domain/judge-edge.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import { FrameShelf } from './matcher-frame-shelf.ts';
import { WindowShelf } from './matcher-window-shelf.ts';
import { decidingPart, type HashPart } from './matcher-measure.ts';

/** The hashes kept of a picture, with where each begins. pHash upright is the first of its turns. */
const PARTS = {
  dihedralPHash64: [0, 64],
  dihedralPHash256: [64, 256],
  pdq256: [320, 32],
  aHash64: [352, 8],
  aHash256: [360, 32],
  dHash64: [392, 8],
  dHash256: [400, 32],
  wHash64: [432, 8],
  wHash256: [440, 32],
} as const;

type StoredPart = keyof typeof PARTS;

const STORED_PARTS: readonly StoredPart[] = [
  'dihedralPHash64',
  'dihedralPHash256',
  'pdq256',
  'aHash64',
  'aHash256',
  'dHash64',
  'dHash256',
  'wHash64',
  'wHash256',
];

/** Bytes kept of each picture: all hashes, so that another algorithm needs nothing from disk. */
export const HASH_BYTES = 472;

/** Pictures in one block of memory. */
const SLOTS_PER_SLAB = 4096;

const BITS_OF_BYTE = Uint8Array.from({ length: 256 }, (_zero, byte) => {
  let bits = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
});

/** One part of one picture, without a view of its own. */
interface Place {
  slab: Uint8Array;
  at: number;
}

/**
 * The hashes of all held pictures in flat memory: a picture has a slot, a number that stays its
 * own while it is held. 474 bytes a picture beside its key.
 */
export class HashShelf {
  /** What is inside the borders of those held that have one. */
  readonly frames = new FrameShelf();
  /** Windows of those held, while crops are looked for. */
  readonly windows = new WindowShelf();
  private readonly slots = new Map<PictureKey, number>();
  private readonly keys: (PictureKey | undefined)[] = [];
  private readonly slabs: Uint8Array[] = [];
  /** Of each slot, a bit for each part of STORED_PARTS that is there. */
  private present = new Uint16Array(SLOTS_PER_SLAB);
  private readonly free: number[] = [];

  /** Pictures held. */
  get count(): number {
    return this.slots.size;
  }

  /** Slots handed out so far, free ones among them: every slot is below. */
  get slotEnd(): number {
    return this.keys.length;
  }

  slotOf(picture: PictureKey): number | undefined {
    return this.slots.get(picture);
  }

  pictureAt(slot: number): PictureKey | undefined {
    return this.keys[slot];
  }

  /** Takes a copy of the hashes; what is held already stays as it is. */
  put(picture: PictureKey, hashes: PerceptualHashes): number {
    const known = this.slots.get(picture);
    if (known !== undefined) return known;
    const slot = this.free.pop() ?? this.keys.length;
    this.slots.set(picture, slot);
    this.keys[slot] = picture;
    this.makeRoom(slot);
    let present = 0;
    STORED_PARTS.forEach((part, at) => {
      const [, length] = PARTS[part];
      if (!isThere(hashes, part, length)) return;
      const place = this.place(slot, part, 0);
      place.slab.set(hashes[part], place.at);
      present |= 1 << at;
    });
    this.present[slot] = present;
    return slot;
  }

  remove(picture: PictureKey): void {
    const slot = this.slots.get(picture);
    if (slot === undefined) return;
    this.slots.delete(picture);
    this.frames.remove(picture);
    this.windows.remove(picture);
    this.keys[slot] = undefined;
    this.free.push(slot);
  }

  /** A hash upright, or turned where it is pHash. Valid while held; no bytes when it is missing. */
  code(slot: number, part: HashPart, variant: number): Uint8Array {
    const { stored, bytes } = STORAGE_OF[part];
    if (!this.has(slot, stored)) return new Uint8Array();
    const { slab, at } = this.place(slot, stored, variant * bytes);
    return slab.subarray(at, at + bytes);
  }

  /**
   * Distances of one picture under a transform to another one upright.
   *
   * @param variant place in DIHEDRAL_TRANSFORMS of what takes `from` to `to`
   * @returns undefined when a hash is missing on either side
   */
  measure(
    from: number,
    to: number,
    variant: number,
    settings: MatchingSettings,
  ): HashDistances | undefined {
    const transform = DIHEDRAL_TRANSFORMS[variant];
    if (transform === undefined) throw new Error(`no transform ${variant}`);
    const pHash64Bits = this.bits(from, to, 'pHash64', variant);
    const pHash256Bits = this.bits(from, to, 'pHash256', variant);
    if (pHash64Bits === undefined || pHash256Bits === undefined) {
      return undefined;
    }
    const measured = { transform, pHash64Bits, pHash256Bits };
    // Only pHash has turned forms: for a turned pair pHash decides, whatever was chosen.
    if (settings.algorithm === 'phash' || variant !== 0) return measured;
    const decidingBits = this.bits(from, to, decidingPart(settings), 0);
    return decidingBits === undefined
      ? undefined
      : { ...measured, decidingBits };
  }

  /** Distance of one hash; undefined when it is missing on either side. */
  bits(
    from: number,
    to: number,
    part: HashPart,
    variant: number,
  ): number | undefined {
    const { stored, bytes } = STORAGE_OF[part];
    if (!this.has(from, stored) || !this.has(to, stored)) return undefined;
    const a = this.place(from, stored, variant * bytes);
    const b = this.place(to, stored, 0);
    let bits = 0;
    for (let at = 0; at < bytes; at += 1) {
      const difference = (a.slab[a.at + at] ?? 0) ^ (b.slab[b.at + at] ?? 0);
      bits += BITS_OF_BYTE[difference] ?? 0;
    }
    return bits;
  }

  private has(slot: number, part: StoredPart): boolean {
    const present = this.present[slot] ?? 0;
    return (
      this.keys[slot] !== undefined &&
      (present & (1 << STORED_PARTS.indexOf(part))) !== 0
    );
  }

  private place(slot: number, part: StoredPart, offset: number): Place {
    const slab = this.slabs[Math.floor(slot / SLOTS_PER_SLAB)];
    if (slab === undefined) throw new Error(`no slot ${slot}`);
    const start = (slot % SLOTS_PER_SLAB) * HASH_BYTES;
    return { slab, at: start + PARTS[part][0] + offset };
  }

  private makeRoom(slot: number): void {
    if (slot < this.slabs.length * SLOTS_PER_SLAB) return;
    this.slabs.push(new Uint8Array(SLOTS_PER_SLAB * HASH_BYTES));
    if (slot >= this.present.length) {
      const present = new Uint16Array(this.present.length * 2);
      present.set(this.present);
      this.present = present;
    }
  }
}

/** Where a hash stands, and how long one turn of it is. */
const STORAGE_OF: Record<HashPart, { stored: StoredPart; bytes: number }> = {
  pHash64: { stored: 'dihedralPHash64', bytes: 8 },
  pHash256: { stored: 'dihedralPHash256', bytes: 32 },
  pdq256: { stored: 'pdq256', bytes: 32 },
  aHash64: { stored: 'aHash64', bytes: 8 },
  aHash256: { stored: 'aHash256', bytes: 32 },
  dHash64: { stored: 'dHash64', bytes: 8 },
  dHash256: { stored: 'dHash256', bytes: 32 },
  wHash64: { stored: 'wHash64', bytes: 8 },
  wHash256: { stored: 'wHash256', bytes: 32 },
};

/** A pHash whose upright form is missing is missing altogether. */
function isThere(
  hashes: PerceptualHashes,
  part: StoredPart,
  length: number,
): boolean {
  if (part === 'dihedralPHash64' && hashes.pHash64.length === 0) return false;
  if (part === 'dihedralPHash256' && hashes.pHash256.length === 0) return false;
  return hashes[part].length === length;
}
