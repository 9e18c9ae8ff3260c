import type { PictureKey } from '../../domain/build-groups.ts';
import type { HashDistances } from '../../domain/judge-edge.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import {
  decidingBytes,
  distanceThatDecides,
  inverseVariant,
} from './matcher-measure.ts';

/**
 * A turned hash is made from the picture's coefficients around its own median, so the distance
 * from a turned A to B is not quite that from A to B turned back. A pair is always measured from
 * one end, so that arrival order changes nothing; where only the other end can be turned just
 * now, it is held to this much more. On 142 photos against turned copies in other tones the two
 * differ by 4 of 64 and 8 of 256 bits at most.
 */
export const TURNED_SLACK_BITS = 4;
const TURNED_SLACK_256_BITS = 24;

/** A pair that the hashes propose; `measured.transform` takes `from` to `to`. */
export interface Candidate {
  from: PictureKey;
  to: PictureKey;
  measured: HashDistances;
}

/** A turned pair that only the fingerprint of `from` can measure, and that is not in memory. */
export interface UnmeasuredPair {
  from: PictureKey;
  to: PictureKey;
  /** Place in DIHEDRAL_TRANSFORMS of what takes `from` to `to`. */
  variant: number;
}

/** Whether anybody would take the pair of these slots, measured like this. */
export type MayTake = (
  from: number,
  to: number,
  measured: HashDistances,
) => boolean;

/** Measures pairs of pictures on a shelf, whichever of the two came last, from the same end. */
export class PairMeasurer {
  private readonly shelf: HashShelf;
  private readonly settings: MatchingSettings;
  private readonly reachBits: number;
  private readonly mayTake: MayTake;

  /** @param reachBits pairs farther apart than this by the deciding hash are dropped */
  constructor(
    shelf: HashShelf,
    settings: MatchingSettings,
    reachBits: number,
    mayTake: MayTake,
  ) {
    this.shelf = shelf;
    this.settings = settings;
    this.reachBits = reachBits;
    this.mayTake = mayTake;
  }

  /**
   * @param variant place in DIHEDRAL_TRANSFORMS of what takes `own` to `other`
   * @param pHash64Bits largest distance of pHash-64
   */
  candidate(
    own: number,
    other: number,
    variant: number,
    pHash64Bits: number,
  ): Candidate | UnmeasuredPair | undefined {
    return this.shelf.pictures.isBefore(own, other)
      ? this.measured(own, other, variant, pHash64Bits)
      : this.measured(other, own, inverseVariant(variant), pHash64Bits);
  }

  /** Measures a pair for which the fingerprint of `from` is in memory again. */
  measuredLate(
    { from, to, variant }: UnmeasuredPair,
    pHash64Bits: number,
  ): Candidate | undefined {
    const fromSlot = this.shelf.slotOf(from);
    const toSlot = this.shelf.slotOf(to);
    if (fromSlot === undefined || toSlot === undefined) return undefined;
    return this.measurable(fromSlot, toSlot, variant, pHash64Bits);
  }

  private measured(
    from: number,
    to: number,
    variant: number,
    pHash64Bits: number,
  ): Candidate | UnmeasuredPair | undefined {
    return variant === 0 || this.shelf.hasTurns256(from)
      ? this.measurable(from, to, variant, pHash64Bits)
      : this.unmeasured(from, to, variant, pHash64Bits);
  }

  private measurable(
    from: number,
    to: number,
    variant: number,
    pHash64Bits: number,
  ): Candidate | undefined {
    const near = this.shelf.bits(from, to, 'pHash64', variant);
    // Most pairs end here, before anything is made for them.
    if (near === undefined || near > pHash64Bits) return undefined;
    const measured = this.shelf.measure(from, to, variant, this.settings);
    return measured !== undefined &&
      distanceThatDecides(measured, this.settings) <= this.reachBits &&
      this.mayTake(from, to, measured)
      ? { ...this.namesOf(from, to), measured }
      : undefined;
  }

  /** Held to what can be measured now, so that few fingerprints are to be brought back. */
  private unmeasured(
    from: number,
    to: number,
    variant: number,
    pHash64Bits: number,
  ): UnmeasuredPair | undefined {
    const { shelf, settings } = this;
    const near = shelf.bits(from, to, 'pHash64', variant);
    if (near !== undefined && near > pHash64Bits) return undefined;
    const back = inverseVariant(variant);
    const nearBack = shelf.bits(to, from, 'pHash64', back) ?? Infinity;
    if (nearBack > pHash64Bits + TURNED_SLACK_BITS) return undefined;
    const backwards = shelf.measure(to, from, back, settings);
    if (backwards === undefined) return undefined;
    const slack =
      decidingBytes(settings) === 8 ? TURNED_SLACK_BITS : TURNED_SLACK_256_BITS;
    return distanceThatDecides(backwards, settings) <= this.reachBits + slack
      ? { ...this.namesOf(from, to), variant }
      : undefined;
  }

  private namesOf(
    from: number,
    to: number,
  ): { from: PictureKey; to: PictureKey } {
    const [first, second] = [
      this.shelf.pictureAt(from),
      this.shelf.pictureAt(to),
    ];
    if (first === undefined || second === undefined) {
      throw new Error('a pair of pictures that are not on the shelf');
    }
    return { from: first, to: second };
  }
}
