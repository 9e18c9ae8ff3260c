import type { PictureKey } from '../../domain/build-groups.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type PerceptualHashes,
} from '../../domain/fingerprint.ts';
import type { HashDistances } from '../../domain/judge-edge.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import { isMissingHash } from '../kernels/perceptual-hashes.ts';
import { ByteRows, differingBits } from './matcher-byte-rows.ts';
import { lengthened } from './matcher-columns.ts';
import { FrameShelf } from './matcher-frame-shelf.ts';
import { KeyTable } from './matcher-key-table.ts';
import {
  decidingBytes,
  decidingPart,
  type HashPart,
} from './matcher-measure.ts';
import { WindowShelf } from './matcher-window-shelf.ts';

/** Pixel hashes have so many bytes, and they name pictures. */
const PICTURE_BYTES = 16;

const PHASH64_BYTES = 8;
const PHASH256_BYTES = 32;

/** What is there of a picture, a bit each. */
const HAS = { pHash64: 1, pHash256: 2, deciding: 4, turns: 8 } as const;

/** A hash where it stands. */
interface Place {
  block: Uint8Array;
  at: number;
}

/**
 * The hashes that joins and measurements need of all held pictures, in flat memory: a picture has
 * a slot, a number that stays its own while it is held. Of a picture that stands alone these are
 * the upright pHashes, 40 bytes, and the hash that decides where that is another one. Turned
 * pHash-256s are never held: they come from the fingerprint while that is in memory.
 */
export class HashShelf {
  /** Numbers of the pictures held here. */
  readonly pictures = new KeyTable<PictureKey>(PICTURE_BYTES);
  /** What is inside the borders of those held that have one. */
  readonly frames = new FrameShelf();
  /** Windows of those held, while crops are looked for. */
  readonly windows = new WindowShelf();
  private readonly hashesOf: (slot: number) => PerceptualHashes | undefined;
  private readonly upright = new ByteRows(PHASH64_BYTES + PHASH256_BYTES);
  private decidingPart: HashPart = 'pHash64';
  private deciding = new ByteRows(0);
  private turns: ByteRows | undefined;
  private present = new Uint8Array(0);

  /** @param hashesOf all hashes of a held picture while they are in memory, by its slot */
  constructor(hashesOf: (slot: number) => PerceptualHashes | undefined) {
    this.hashesOf = hashesOf;
  }

  /** Pictures held. */
  get count(): number {
    return this.pictures.count;
  }

  /** Every slot is below. */
  get slotEnd(): number {
    return this.pictures.end;
  }

  slotOf(picture: PictureKey): number | undefined {
    return this.pictures.slotOf(picture);
  }

  pictureAt(slot: number): PictureKey | undefined {
    return this.pictures.keyAt(slot);
  }

  /** From now on holds the hash that decides under these settings; pictures are to be put again. */
  useSettings(settings: MatchingSettings): void {
    const part = decidingPart(settings);
    if (part === this.decidingPart) return;
    this.decidingPart = part;
    this.deciding = new ByteRows(isPHash(part) ? 0 : decidingBytes(settings));
    this.present = this.present.map((bits) => bits & ~HAS.deciding);
  }

  /**
   * From now on holds the turned pHash-64s of pictures put, 64 bytes each: for the time in which
   * many pictures are joined with many that came just before.
   */
  keepTurns(): void {
    this.dropTurns();
    this.turns = new ByteRows(PHASH64_BYTES * DIHEDRAL_TRANSFORMS.length);
  }

  /** Forgets the turned pHash-64s, and holds none any more. */
  dropTurns(): void {
    this.turns = undefined;
    this.present = this.present.map((bits) => bits & ~HAS.turns);
  }

  /** Takes a copy of the hashes that are to be held; those that are held stay as they are. */
  put(picture: PictureKey, hashes: PerceptualHashes): number {
    const slot = this.pictures.put(picture);
    this.present = lengthened(this.present, slot + 1);
    this.putUpright(slot, hashes);
    const { decidingPart: part, deciding, turns } = this;
    if (!isPHash(part) && !this.has(slot, HAS.deciding)) {
      const hash = hashes[part];
      if (hash.length === deciding.bytesPerRow && !isMissing(part, hash)) {
        deciding.write(slot, hash);
        this.mark(slot, HAS.deciding);
      }
    }
    if (turns && this.has(slot, HAS.pHash64)) {
      if (hashes.dihedralPHash64.length === turns.bytesPerRow) {
        turns.write(slot, hashes.dihedralPHash64);
        this.mark(slot, HAS.turns);
      }
    }
    return slot;
  }

  remove(picture: PictureKey): void {
    const slot = this.pictures.slotOf(picture);
    if (slot === undefined) return;
    this.frames.remove(picture);
    this.windows.remove(picture);
    this.present[slot] = 0;
    this.pictures.remove(slot);
  }

  /** Whether pHash-64 of this picture is at hand in all turns, or missing altogether. */
  hasTurns64(slot: number): boolean {
    return (
      !this.has(slot, HAS.pHash64) ||
      this.has(slot, HAS.turns) ||
      this.hashesOf(slot) !== undefined
    );
  }

  /** Whether pHash-256 of this picture is at hand in all turns, or missing altogether. */
  hasTurns256(slot: number): boolean {
    return !this.has(slot, HAS.pHash256) || this.hashesOf(slot) !== undefined;
  }

  /**
   * A hash upright, or turned where it is pHash. Valid while held; no bytes when it is missing, or
   * a turn of it not at hand.
   */
  code(slot: number, part: HashPart, variant: number): Uint8Array {
    const place = this.place(slot, part, variant);
    return place === undefined
      ? new Uint8Array()
      : place.block.subarray(place.at, place.at + bytesOf(part));
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

  /** Distance of one hash; undefined when it is missing, or not at hand, on either side. */
  bits(
    from: number,
    to: number,
    part: HashPart,
    variant: number,
  ): number | undefined {
    const a = this.place(from, part, variant);
    const b = a && this.place(to, part, 0);
    return a && b
      ? differingBits(a.block, a.at, b.block, b.at, bytesOf(part))
      : undefined;
  }

  private putUpright(
    slot: number,
    { pHash64, pHash256 }: PerceptualHashes,
  ): void {
    const has64 = pHash64.length === PHASH64_BYTES;
    const has256 = pHash256.length === PHASH256_BYTES;
    if (this.has(slot, HAS.pHash64) || this.has(slot, HAS.pHash256)) return;
    const row = new Uint8Array(this.upright.bytesPerRow);
    if (has64) row.set(pHash64);
    if (has256) row.set(pHash256, PHASH64_BYTES);
    this.upright.write(slot, row);
    if (has64) this.mark(slot, HAS.pHash64);
    if (has256) this.mark(slot, HAS.pHash256);
  }

  private place(
    slot: number,
    part: HashPart,
    variant: number,
  ): Place | undefined {
    if (variant !== 0) return this.turnedPlace(slot, part, variant);
    if (part === 'pHash64' || part === 'pHash256') {
      if (!this.has(slot, HAS[part])) return undefined;
      const offset = part === 'pHash64' ? 0 : PHASH64_BYTES;
      return rowPlace(this.upright, slot, offset);
    }
    return part === this.decidingPart && this.has(slot, HAS.deciding)
      ? rowPlace(this.deciding, slot, 0)
      : undefined;
  }

  private turnedPlace(
    slot: number,
    part: HashPart,
    variant: number,
  ): Place | undefined {
    if (part === 'pHash64') {
      if (!this.has(slot, HAS.pHash64)) return undefined;
      const offset = variant * PHASH64_BYTES;
      if (this.turns && this.has(slot, HAS.turns)) {
        return rowPlace(this.turns, slot, offset);
      }
      return bytesPlace(this.hashesOf(slot)?.dihedralPHash64, offset);
    }
    if (part !== 'pHash256' || !this.has(slot, HAS.pHash256)) return undefined;
    return bytesPlace(
      this.hashesOf(slot)?.dihedralPHash256,
      variant * PHASH256_BYTES,
    );
  }

  private has(slot: number, bit: number): boolean {
    return ((this.present[slot] ?? 0) & bit) !== 0;
  }

  private mark(slot: number, bit: number): void {
    this.present[slot] = (this.present[slot] ?? 0) | bit;
  }
}

function isPHash(part: HashPart): part is 'pHash64' | 'pHash256' {
  return part === 'pHash64' || part === 'pHash256';
}

/** The hashes that a small picture does not have: of the others no bit set is a hash like any other. */
const MAYBE_MISSING: ReadonlySet<HashPart> = new Set([
  'pdq256',
  'wHash64',
  'wHash256',
]);

function isMissing(part: HashPart, hash: Uint8Array): boolean {
  return MAYBE_MISSING.has(part) && isMissingHash(hash);
}

function bytesOf(part: HashPart): number {
  return part.endsWith('256') ? PHASH256_BYTES : PHASH64_BYTES;
}

function rowPlace(rows: ByteRows, slot: number, offset: number): Place {
  return { block: rows.block(slot), at: rows.start(slot) + offset };
}

function bytesPlace(
  bytes: Uint8Array | undefined,
  at: number,
): Place | undefined {
  return bytes && at < bytes.length ? { block: bytes, at } : undefined;
}
