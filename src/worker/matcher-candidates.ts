import type { PictureKey } from '../domain/build-groups.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type Fingerprint,
} from '../domain/fingerprint.ts';
import type { HashDistances } from '../domain/judge-edge.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import { CodeTable } from './matcher-code-table.ts';
import {
  decidingBytes,
  decidingHash,
  distanceThatDecides,
  inverseVariant,
  measureHashes,
  turnedPHash64,
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
 * from a turned A to B is not quite that from A to B turned back. Turned pairs are joined with
 * this much more, then measured from one end only, so that arrival order changes nothing. Near
 * pairs were measured to differ by 2 bits at most.
 */
const TURNED_SLACK_BITS = 4;

/** Pictures to ask about at once: bounds the memory for query codes. */
export const PICTURES_PER_JOIN = 2048;

/** A pair that the hashes propose; `measured.transform` takes `from` to `to`. */
export interface Candidate {
  from: PictureKey;
  to: PictureKey;
  measured: HashDistances;
}

/** A picture on the query side, under the transform at this place of DIHEDRAL_TRANSFORMS. */
interface Query {
  picture: PictureKey;
  variant: number;
}

/** One join: turned forms of the new pictures against all upright ones. */
interface Pass {
  table: CodeTable;
  joinBits: number;
  /** Largest pHash-64 distance of a pair from here; absent where another hash proposes. */
  pHash64Bits?: number;
  variants: readonly number[];
  code: (fingerprint: Fingerprint, variant: number) => Uint8Array;
}

const UPRIGHT = [0];
const TURNED = DIHEDRAL_TRANSFORMS.map((_transform, at) => at).slice(1);

/** Finds pairs of pictures whose hashes are close. Knows pictures only, neither files nor groups. */
export class CandidateFinder {
  private readonly kernels: Kernels;
  private readonly settings: MatchingSettings;
  private readonly passes: readonly Pass[];
  private readonly held = new Map<PictureKey, Fingerprint>();
  /** Pairs farther apart than this by the deciding hash are dropped. */
  private readonly reachBits: number;

  constructor(kernels: Kernels, settings: MatchingSettings) {
    this.kernels = kernels;
    this.settings = settings;
    this.reachBits = isPHash256(settings)
      ? Math.max(KEPT_PHASH256_BITS, settings.thresholdBits)
      : settings.thresholdBits;
    this.passes = passesFor(settings);
  }

  /** Whether all pairs that other settings would accept are among those found with these. */
  covers(settings: MatchingSettings): boolean {
    return (
      settings.algorithm === this.settings.algorithm &&
      settings.hashSize === this.settings.hashSize &&
      settings.matchesRotations === this.settings.matchesRotations &&
      settings.minShortSidePx === this.settings.minShortSidePx &&
      settings.thresholdBits <= this.reachBits
    );
  }

  /** Holds a picture from now on; `find` is to be asked about it afterwards. */
  add(picture: PictureKey, fingerprint: Fingerprint): void {
    this.held.set(picture, fingerprint);
    for (const { table, code } of this.passes) {
      table.add(code(fingerprint, 0), picture);
    }
  }

  remove(picture: PictureKey): void {
    const fingerprint = this.held.get(picture);
    if (fingerprint === undefined) return;
    this.held.delete(picture);
    for (const { table, code } of this.passes) {
      table.remove(code(fingerprint, 0), picture);
    }
  }

  /**
   * Pairs of these pictures with all held ones. A pair may come several times, turned differently
   * or from both ends: the caller keeps the best.
   */
  *find(pictures: readonly PictureKey[]): Generator<Candidate> {
    for (const pass of this.passes) yield* this.join(pictures, pass);
  }

  private *join(
    pictures: readonly PictureKey[],
    pass: Pass,
  ): Generator<Candidate> {
    const queries = new CodeTable<Query>(pass.table.bytesPerCode);
    for (const picture of pictures) {
      const fingerprint = this.held.get(picture);
      if (fingerprint === undefined) continue;
      for (const variant of pass.variants) {
        queries.add(pass.code(fingerprint, variant), { picture, variant });
      }
    }
    const batches = this.kernels.joinBatches({
      queries: queries.bytes,
      stored: pass.table.bytes,
      bytesPerCode: pass.table.bytesPerCode,
      radiusBits: pass.joinBits,
    });
    for (const triples of batches) {
      for (let at = 0; at < triples.length; at += 3) {
        yield* this.pairsOf(
          queries.ownersAt(triples[at] ?? -1),
          pass.table.ownersAt(triples[at + 1] ?? -1),
          pass.pHash64Bits ?? Infinity,
        );
      }
    }
  }

  private *pairsOf(
    queries: Iterable<Query>,
    stored: Iterable<PictureKey>,
    pHash64Bits: number,
  ): Generator<Candidate> {
    for (const { picture, variant } of queries) {
      for (const other of stored) {
        if (other === picture) continue;
        // Always from the same end, whichever of the two came last.
        const candidate =
          picture < other
            ? this.candidate(picture, other, variant)
            : this.candidate(other, picture, inverseVariant(variant));
        if (candidate && candidate.measured.pHash64Bits <= pHash64Bits) {
          yield candidate;
        }
      }
    }
  }

  private candidate(
    from: PictureKey,
    to: PictureKey,
    variant: number,
  ): Candidate | undefined {
    const first = this.held.get(from);
    const second = this.held.get(to);
    if (first === undefined || second === undefined) return undefined;
    const measured = measureHashes(first, second, variant, this.settings);
    return measured !== undefined &&
      distanceThatDecides(measured, this.settings) <= this.reachBits
      ? { from, to, measured }
      : undefined;
  }
}

function isPHash256({ algorithm, hashSize }: MatchingSettings): boolean {
  return algorithm === 'phash' && hashSize === 16;
}

function passesFor(settings: MatchingSettings): Pass[] {
  const pHash64Bits =
    decidingBytes(settings) === 8
      ? settings.thresholdBits
      : CANDIDATE_PHASH64_BITS;
  const uprightPHash = new CodeTable(8);
  const byPHash = (variants: readonly number[], slackBits: number): Pass => ({
    table: uprightPHash,
    joinBits: pHash64Bits + slackBits,
    pHash64Bits,
    variants,
    code: ({ hashes }, variant) => turnedPHash64(hashes, variant),
  });
  const upright: Pass =
    settings.algorithm === 'phash'
      ? byPHash(UPRIGHT, 0)
      : {
          table: new CodeTable(decidingBytes(settings)),
          joinBits: settings.thresholdBits,
          variants: UPRIGHT,
          code: ({ hashes }) => decidingHash(hashes, settings),
        };
  return settings.matchesRotations
    ? [upright, byPHash(TURNED, TURNED_SLACK_BITS)]
    : [upright];
}
