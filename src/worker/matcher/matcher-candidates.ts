import type { PictureKey } from '../../domain/build-groups.ts';
import { DIHEDRAL_TRANSFORMS } from '../../domain/fingerprint.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { CodeIndex } from './matcher-code-index.ts';
import { CropCandidates } from './matcher-crop-candidates.ts';
import { FrameCandidates } from './matcher-frame-candidates.ts';
import { lengthened, trimmed } from './matcher-columns.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import {
  decidingBytes,
  decidingPart,
  type HashPart,
} from './matcher-measure.ts';
import {
  type Candidate,
  type MayTake,
  PairMeasurer,
  TURNED_SLACK_BITS,
  type UnmeasuredPair,
} from './matcher-measure-pairs.ts';

/**
 * Radius of the pHash-64 join that proposes pairs for pHash-256: keeps 98.9 % of the pairs with
 * pHash-256 ≤ 48 (measured over 7.1 million pairs).
 */
export const CANDIDATE_PHASH64_BITS = 10;

/** pHash-256 distances are kept up to here, so that moving the slider below it joins nothing. */
export const KEPT_PHASH256_BITS = 72;

/**
 * From so many new pictures on, turning the known ones too is cheaper than that slack: it makes
 * five times as many buckets close.
 */
const MANY_PICTURES = 8192;

/** Pairs measured between two pauses: some 5 ms. */
const PAIRS_UNHEARD = 4096;

/** Query codes joined at once: bounds their memory to some 40 MB. */
const CODES_PER_BLOCK = 1 << 20;

/** A join to be made, here (`index.near(queries, radiusBits)`) or elsewhere. */
export interface CandidateJoin {
  /** Codes of the length of the index's, one after the other. */
  queries: Uint8Array;
  index: CodeIndex;
  radiusBits: number;
  /** What triples of this join propose, whatever their order, and undefined where others may be heard. */
  candidates: (
    triples: Uint32Array,
  ) => Generator<Candidate | UnmeasuredPair | undefined>;
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
  private readonly measurer: PairMeasurer;
  /** 1 for each slot in the tables. */
  private held = new Uint8Array(0);
  private heldCount = 0;
  /** 1 for each slot that the latest joins ask about. */
  private asked = new Uint8Array(0);
  /** Pairs farther apart than this by the deciding hash are dropped. */
  private readonly reachBits: number;

  /**
   * @param shelf holds the hash that decides under these settings
   * @param mayTake whether anybody would take the pair of these slots; asked before it is made
   */
  constructor(
    kernels: Kernels,
    settings: MatchingSettings,
    shelf: HashShelf,
    mayTake: MayTake,
  ) {
    this.kernels = kernels;
    this.settings = settings;
    this.shelf = shelf;
    this.reachBits = isPHash256(settings)
      ? Math.max(KEPT_PHASH256_BITS, settings.thresholdBits)
      : settings.thresholdBits;
    this.measurer = new PairMeasurer(shelf, settings, this.reachBits, mayTake);
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
    this.framed = new FrameCandidates(
      kernels,
      this.shelf,
      byPHash.index,
      mayTake,
    );
    this.cropped = settings.matchesCrops
      ? new CropCandidates(kernels, this.shelf)
      : undefined;
  }

  /** Pictures held. */
  get count(): number {
    return this.heldCount;
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

  /** Holds a picture on the shelf from now on; `joins` is to be asked about it afterwards. */
  add(picture: PictureKey): void {
    const slot = this.shelf.slotOf(picture);
    if (slot === undefined) throw new Error('the picture is not on the shelf');
    if (this.holds(slot)) return;
    this.held = lengthened(this.held, slot + 1);
    this.held[slot] = 1;
    this.heldCount += 1;
    for (const { index, part } of this.passes()) {
      index.table.add(this.shelf.code(slot, part, 0), slot);
    }
    this.framed.add(picture, slot);
  }

  /** Forgets a picture and its hashes. */
  remove(picture: PictureKey): void {
    const slot = this.shelf.slotOf(picture);
    if (slot === undefined) return;
    if (this.holds(slot)) {
      this.held[slot] = 0;
      this.heldCount -= 1;
      for (const { index, part } of this.passes()) {
        index.table.remove(this.shelf.code(slot, part, 0), slot);
      }
      this.framed.remove(picture, slot);
      this.cropped?.remove(picture);
    }
    this.shelf.remove(picture);
  }

  /** Pairs of these pictures with all held ones that borders propose. */
  findFramed(pictures: readonly PictureKey[]): Generator<Candidate> {
    return this.framed.find(this.slotsOf(pictures));
  }

  /**
   * The joins that find the pairs of these pictures with all held ones. A pair may come several
   * times, turned differently or from both ends: the caller keeps the best. The fingerprints of
   * these pictures must be in memory; nothing may be added before the last join.
   */
  *joins(pictures: readonly PictureKey[]): Generator<CandidateJoin> {
    const slots = this.slotsOf(pictures);
    const { upright, turned } = this;
    this.asked = new Uint8Array(this.shelf.slotEnd);
    for (const slot of slots) this.asked[slot] = 1;
    if (turned === undefined) {
      yield* this.join(slots, UPRIGHT, upright, upright.index, 0);
    } else if (slots.length < MANY_PICTURES || !this.hasTurns()) {
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
        return slot !== undefined && this.holds(slot) ? slot : [];
      }),
    );
  }

  /**
   * Pairs of these pictures with all that have windows on the shelf, for what only windows can
   * find, and undefined where others may be heard. Nothing where crops are not looked for.
   */
  *findCrops(
    pictures: readonly PictureKey[],
  ): Generator<Candidate | undefined> {
    if (this.cropped === undefined) return;
    const held = pictures.filter((picture) => {
      const slot = this.shelf.slotOf(picture);
      return slot !== undefined && this.holds(slot);
    });
    for (const picture of held) this.cropped.add(picture);
    yield* this.cropped.find(held);
  }

  /** Whether all held pictures can be turned. */
  private hasTurns(): boolean {
    for (const slot of this.heldSlots()) {
      if (!this.shelf.hasTurns64(slot)) return false;
    }
    return true;
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
    const known = Int32Array.from(this.heldSlots()).filter(
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
  ): Generator<Candidate | UnmeasuredPair | undefined> {
    const { pHash64Bits = Infinity } = pass;
    let unheard = 0;
    for (let at = 0; at < triples.length; at += 3) {
      const query = triples[at] ?? 0;
      const own = owners[query] ?? 0;
      const variant = turns[query] ?? 0;
      for (const other of index.table.ownersAt(triples[at + 1] ?? 0)) {
        if (this.isFoundElsewhere(own, other, variant)) continue;
        unheard = (unheard + 1) % PAIRS_UNHEARD;
        if (unheard === 0) yield undefined;
        const candidate = this.measurer.candidate(
          own,
          other,
          variant,
          pHash64Bits,
        );
        if (candidate) yield candidate;
      }
    }
  }

  /** A picture finds itself; and upright, two that are both asked about find each other from both ends. */
  private isFoundElsewhere(
    own: number,
    other: number,
    variant: number,
  ): boolean {
    return (
      other === own || (variant === 0 && other < own && this.asked[other] === 1)
    );
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

  /** A pair that came unmeasured, now that the fingerprint of its `from` is in memory. */
  measuredLate(pair: UnmeasuredPair): Candidate | undefined {
    const { pHash64Bits = Infinity } = this.turned ?? {};
    return this.measurer.measuredLate(pair, pHash64Bits);
  }

  /** Drops what only makes the next join faster. */
  settle(): void {
    for (const { index } of this.passes()) index.settle();
    this.held = trimmed(this.held, this.shelf.slotEnd);
  }

  private holds(slot: number): boolean {
    return this.held[slot] === 1;
  }

  private *heldSlots(): Generator<number> {
    for (let slot = 0; slot < this.held.length; slot += 1) {
      if (this.holds(slot)) yield slot;
    }
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
