import type { PictureKey } from '../domain/build-groups.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type Fingerprint,
} from '../domain/fingerprint.ts';
import type { HashDistances } from '../domain/judge-edge.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import { CodeIndex } from './matcher-code-index.ts';
import { CropCandidates } from './matcher-crop-candidates.ts';
import { FrameCandidates } from './matcher-frame-candidates.ts';
import { HashShelf } from './matcher-hash-shelf.ts';
import {
  decidingBytes,
  decidingPart,
  distanceThatDecides,
  type HashPart,
  inverseVariant,
} from './matcher-measure.ts';

/**
 * Radius of the pHash-64 join that proposes pairs for pHash-256: keeps 98.9 % of the pairs with
 * pHash-256 ≤ 48 (DESIGN §2.3).
 */
export const CANDIDATE_PHASH64_BITS = 10;

/** pHash-256 distances are kept up to here, so that moving the slider below it joins nothing. */
export const KEPT_PHASH256_BITS = 72;

/**
 * A turned hash is made from the picture's coefficients around its own median, so the distance
 * from a turned A to B is not quite that from A to B turned back. Where only the new pictures are
 * turned, they are joined with this much more, then measured from one end only, so that arrival
 * order changes nothing. Near pairs were measured to differ by 2 bits at most.
 */
const TURNED_SLACK_BITS = 4;

/**
 * From so many new pictures on, turning the known ones too is cheaper than that slack: it makes
 * five times as many buckets close.
 */
const MANY_PICTURES = 8192;

/** Query codes joined at once: bounds their memory to some 40 MB. */
const CODES_PER_BLOCK = 1 << 20;

/** A pair that the hashes propose; `measured.transform` takes `from` to `to`. */
export interface Candidate {
  from: PictureKey;
  to: PictureKey;
  measured: HashDistances;
}

/** A join to be made, here (`index.near(queries, radiusBits)`) or elsewhere. */
export interface CandidateJoin {
  /** Codes of the length of the index's, one after the other. */
  queries: Uint8Array;
  index: CodeIndex;
  radiusBits: number;
  /** What triples of this join propose, whatever their order. */
  candidates: (triples: Uint32Array) => Generator<Candidate>;
}

/** One table of upright codes and how pairs from it are measured. */
interface Pass {
  part: HashPart;
  index: CodeIndex;
  radiusBits: number;
  /** Largest pHash-64 distance of a pair from here; absent where another hash proposes. */
  pHash64Bits?: number;
}

/** Codes to be joined, with whose each one is and how it is turned. */
interface Queries {
  codes: Uint8Array;
  owners: Int32Array;
  turns: Uint8Array;
}

const UPRIGHT = [0];
const TURNED = DIHEDRAL_TRANSFORMS.map((_transform, at) => at).slice(1);

/**
 * Finds pairs of pictures whose hashes are close. Knows pictures only, neither files nor groups.
 *
 * Which join is used (brute force or buckets, all at once or a few against an index) depends on
 * the number of pictures and never changes what is found.
 */
export class CandidateFinder {
  private readonly kernels: Kernels;
  private readonly settings: MatchingSettings;
  private readonly shelf: HashShelf;
  private readonly upright: Pass;
  private readonly turned: Pass | undefined;
  private readonly framed: FrameCandidates;
  private readonly cropped: CropCandidates | undefined;
  /** Slots in the tables. */
  private readonly held = new Set<number>();
  /** Pairs farther apart than this by the deciding hash are dropped. */
  private readonly reachBits: number;

  /** @param shelf the hashes of an earlier finder, so that they need not be handed in again */
  constructor(
    kernels: Kernels,
    settings: MatchingSettings,
    shelf = new HashShelf(),
  ) {
    this.kernels = kernels;
    this.settings = settings;
    this.shelf = shelf;
    this.reachBits = isPHash256(settings)
      ? Math.max(KEPT_PHASH256_BITS, settings.thresholdBits)
      : settings.thresholdBits;
    const byPHash = pHashPass(kernels, settings);
    this.upright =
      settings.algorithm === 'phash'
        ? byPHash
        : {
            part: decidingPart(settings),
            index: new CodeIndex(kernels, decidingBytes(settings)),
            radiusBits: settings.thresholdBits,
          };
    this.turned = settings.matchesRotations ? byPHash : undefined;
    this.framed = new FrameCandidates(kernels, this.shelf, byPHash.index);
    this.cropped = settings.matchesCrops
      ? new CropCandidates(kernels, this.shelf)
      : undefined;
  }

  /** Pictures held. */
  get count(): number {
    return this.held.size;
  }

  /** Whether all pairs that other settings would accept are among those found with these. */
  covers(settings: MatchingSettings): boolean {
    return (
      settings.algorithm === this.settings.algorithm &&
      settings.hashSize === this.settings.hashSize &&
      settings.matchesRotations === this.settings.matchesRotations &&
      settings.minShortSidePx === this.settings.minShortSidePx &&
      settings.matchesCrops === this.settings.matchesCrops &&
      settings.thresholdBits <= this.reachBits
    );
  }

  /** Holds a picture from now on; `find` is to be asked about it afterwards. */
  add(
    picture: PictureKey,
    fingerprint: Pick<Fingerprint, 'hashes' | 'frame'>,
  ): void {
    const slot = this.shelf.put(picture, fingerprint.hashes);
    this.shelf.frames.put(picture, fingerprint);
    this.addSlot(slot);
  }

  /** As add, for a picture whose hashes are on the shelf. */
  addFromShelf(picture: PictureKey): void {
    const slot = this.shelf.slotOf(picture);
    if (slot === undefined) throw new Error('the picture is not on the shelf');
    this.addSlot(slot);
  }

  /** Forgets a picture and its hashes. */
  remove(picture: PictureKey): void {
    const slot = this.shelf.slotOf(picture);
    if (slot === undefined) return;
    if (this.held.delete(slot)) {
      for (const { index, part } of this.passes()) {
        index.table.remove(this.shelf.code(slot, part, 0), slot);
      }
      this.framed.remove(picture, slot);
      this.cropped?.remove(picture);
    }
    this.shelf.remove(picture);
  }

  /**
   * Pairs of these pictures with all held ones. A pair may come several times, turned differently
   * or from both ends: the caller keeps the best. Between two pairs the caller may stop.
   */
  *find(pictures: readonly PictureKey[]): Generator<Candidate> {
    yield* this.findFramed(pictures);
    for (const { index, queries, radiusBits, candidates } of this.joins(
      pictures,
    )) {
      for (const triples of index.near(queries, radiusBits)) {
        yield* candidates(triples);
      }
    }
  }

  /** The part of `find` that borders propose. */
  findFramed(pictures: readonly PictureKey[]): Generator<Candidate> {
    return this.framed.find(this.slotsOf(pictures));
  }

  /** The joins that `find` makes for the rest. Nothing may be added before the last one. */
  *joins(pictures: readonly PictureKey[]): Generator<CandidateJoin> {
    const slots = this.slotsOf(pictures);
    const { upright, turned } = this;
    if (turned === undefined) {
      yield* this.join(slots, UPRIGHT, upright, upright.index, 0);
    } else if (slots.length < MANY_PICTURES) {
      yield* this.join(slots, UPRIGHT, upright, upright.index, 0);
      yield* this.join(slots, TURNED, turned, turned.index, TURNED_SLACK_BITS);
    } else if (turned === upright) {
      // All forms at once: every bucket is visited once instead of eight times.
      yield* this.join(slots, [...UPRIGHT, ...TURNED], turned, turned.index, 0);
      yield* this.turnedKnown(slots, turned);
    } else {
      yield* this.join(slots, UPRIGHT, upright, upright.index, 0);
      yield* this.join(slots, TURNED, turned, turned.index, 0);
      yield* this.turnedKnown(slots, turned);
    }
  }

  private slotsOf(pictures: readonly PictureKey[]): Int32Array {
    return Int32Array.from(
      pictures.flatMap((picture) => {
        const slot = this.shelf.slotOf(picture);
        return slot !== undefined && this.held.has(slot) ? slot : [];
      }),
    );
  }

  /**
   * Pairs of these pictures with all that have windows on the shelf, for what only windows can
   * find. Nothing where crops are not looked for.
   */
  *findCrops(pictures: readonly PictureKey[]): Generator<Candidate> {
    if (this.cropped === undefined) return;
    const held = pictures.filter((picture) => {
      const slot = this.shelf.slotOf(picture);
      return slot !== undefined && this.held.has(slot);
    });
    for (const picture of held) this.cropped.add(picture);
    yield* this.cropped.find(held);
  }

  /** The known pictures turned, against the new ones. */
  private *turnedKnown(
    fresh: Int32Array,
    turned: Pass,
  ): Generator<CandidateJoin> {
    const isFresh = new Uint8Array(this.shelf.slotEnd);
    const index = new CodeIndex(this.kernels, 8);
    for (const slot of fresh) {
      isFresh[slot] = 1;
      index.table.add(this.shelf.code(slot, turned.part, 0), slot);
    }
    const known = Int32Array.from(this.held).filter(
      (slot) => isFresh[slot] !== 1,
    );
    yield* this.join(known, TURNED, turned, index, 0);
  }

  private *join(
    slots: Int32Array,
    variants: readonly number[],
    pass: Pass,
    index: CodeIndex,
    slackBits: number,
  ): Generator<CandidateJoin> {
    const slotsPerBlock = Math.ceil(CODES_PER_BLOCK / variants.length);
    for (let at = 0; at < slots.length; at += slotsPerBlock) {
      const block = slots.subarray(at, at + slotsPerBlock);
      const queries = this.queries(block, variants, pass);
      yield {
        queries: queries.codes,
        index,
        radiusBits: pass.radiusBits + slackBits,
        candidates: (triples) => this.candidates(triples, queries, index, pass),
      };
    }
  }

  private *candidates(
    triples: Uint32Array,
    { owners, turns }: Queries,
    index: CodeIndex,
    pass: Pass,
  ): Generator<Candidate> {
    for (let at = 0; at < triples.length; at += 3) {
      const query = triples[at] ?? 0;
      const own = owners[query] ?? 0;
      const variant = turns[query] ?? 0;
      for (const other of index.table.ownersAt(triples[at + 1] ?? 0)) {
        if (other === own) continue;
        const candidate = this.candidate(own, other, variant, pass);
        if (candidate) yield candidate;
      }
    }
  }

  /** The codes of these pictures in these turns, with whose each one is. Missing ones are left out. */
  private queries(
    slots: Int32Array,
    variants: readonly number[],
    pass: Pass,
  ): Queries {
    const { bytesPerCode } = pass.index.table;
    const owners = new Int32Array(slots.length * variants.length);
    const turns = new Uint8Array(owners.length);
    const codes = new Uint8Array(owners.length * bytesPerCode);
    let count = 0;
    for (const slot of slots) {
      for (const variant of variants) {
        const code = this.shelf.code(slot, pass.part, variant);
        if (code.length === 0) continue;
        codes.set(code, count * bytesPerCode);
        owners[count] = slot;
        turns[count] = variant;
        count += 1;
      }
    }
    return { codes: codes.subarray(0, count * bytesPerCode), owners, turns };
  }

  /** Always measured from the same end, whichever of the two came last. */
  private candidate(
    own: number,
    other: number,
    variant: number,
    pass: Pass,
  ): Candidate | undefined {
    const picture = this.shelf.pictureAt(own);
    const otherPicture = this.shelf.pictureAt(other);
    if (picture === undefined || otherPicture === undefined) return undefined;
    return picture < otherPicture
      ? this.measured(own, picture, other, otherPicture, variant, pass)
      : this.measured(
          ...([other, otherPicture, own, picture] as const),
          inverseVariant(variant),
          pass,
        );
  }

  private measured(
    fromSlot: number,
    from: PictureKey,
    toSlot: number,
    to: PictureKey,
    variant: number,
    { pHash64Bits = Infinity }: Pass,
  ): Candidate | undefined {
    const near = this.shelf.bits(fromSlot, toSlot, 'pHash64', variant);
    // Most pairs end here, before anything is made for them.
    if (near === undefined || near > pHash64Bits) return undefined;
    const measured = this.shelf.measure(
      fromSlot,
      toSlot,
      variant,
      this.settings,
    );
    return measured !== undefined &&
      distanceThatDecides(measured, this.settings) <= this.reachBits
      ? { from, to, measured }
      : undefined;
  }

  private addSlot(slot: number): void {
    if (this.held.has(slot)) return;
    this.held.add(slot);
    for (const { index, part } of this.passes()) {
      index.table.add(this.shelf.code(slot, part, 0), slot);
    }
    const picture = this.shelf.pictureAt(slot);
    if (picture !== undefined) this.framed.add(picture, slot);
  }

  private passes(): readonly Pass[] {
    const { upright, turned } = this;
    return turned === undefined || turned === upright
      ? [upright]
      : [upright, turned];
  }
}

function isPHash256({ algorithm, hashSize }: MatchingSettings): boolean {
  return algorithm === 'phash' && hashSize === 16;
}

function pHashPass(kernels: Kernels, settings: MatchingSettings): Pass {
  const bits =
    decidingBytes(settings) === 8
      ? settings.thresholdBits
      : CANDIDATE_PHASH64_BITS;
  return {
    part: 'pHash64',
    index: new CodeIndex(kernels, 8),
    radiusBits: bits,
    pHash64Bits: bits,
  };
}
