import {
  pictureKey,
  type EdgeSource,
  type PictureKey,
} from '../../domain/build-groups-input.ts';
import {
  flawsBeside,
  joinFlaws,
  NO_FLAWS,
  type PictureFlaws,
} from '../../domain/choose-keeper-flaws.ts';
import type { PairOutcome } from '../../domain/distance-survey.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { invertPairMeasure } from '../../domain/judge-edge-geometry.ts';
import {
  invertLikeness,
  likenessOf,
  type Likeness,
} from '../../domain/judge-edge-stored.ts';
import {
  isOverThreshold,
  judgeEdge,
  type EdgeVerdict,
  type HashDistances,
} from '../../domain/judge-edge.ts';
import type { PairMeasure } from '../../domain/relation.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import {
  EdgeBook,
  forgetLooks,
  forgetVerdicts,
  otherEnd,
  type Edge,
  type EdgeEnd,
  type Look,
} from './matcher-edge-book.ts';
import { betterOf, inverted } from './matcher-edge-reading.ts';
import type { SurveyedPair } from './matcher-distances.ts';
import { distanceThatDecides } from './matcher-measure.ts';
import type { Candidate } from './matcher-measure-pairs.ts';

const SAME_PICTURE: HashDistances = {
  transform: 'upright',
  pHash64Bits: 0,
  pHash256Bits: 0,
};

const TOO_FAR: EdgeVerdict = {
  kind: 'rejected',
  rule: 'hash distance over the threshold',
};

/** Its thumbnails have not been in memory at the same time yet: it waits. */
const NOT_COMPARED: EdgeVerdict = {
  kind: 'rejected',
  rule: 'not compared yet',
};

/** Fingerprints of held pictures. */
export interface FingerprintSource {
  /** Another number after every change of what `representative` says. */
  readonly changes: number;
  /**
   * Any fingerprint of a picture, the same one each time; undefined while none is in memory: its
   * edges then wait.
   */
  representative(picture: PictureKey): Fingerprint | undefined;
  /** One that has its thumbnail; undefined while none has: edges not compared yet then wait. */
  thumbed(picture: PictureKey): Fingerprint | undefined;
}

/** The same whichever picture comes first. */
export function picturePairKey(a: PictureKey, b: PictureKey): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}

/** Measured edges between pictures, second looks, and verdicts made of both. */
export class MatcherEdges implements EdgeSource {
  private settings: MatchingSettings;
  private readonly fingerprints: FingerprintSource;
  private readonly book = new EdgeBook();
  private readonly looks = new Map<string, Look | 'failed'>();

  constructor(settings: MatchingSettings, fingerprints: FingerprintSource) {
    this.settings = settings;
    this.fingerprints = fingerprints;
  }

  /** Forgets verdicts, not measurements. */
  setSettings(settings: MatchingSettings): void {
    this.settings = settings;
    for (const edge of this.book.all()) forgetVerdicts(edge);
  }

  /**
   * Moves the threshold. A verdict does not depend on it but for the side on which the pair lies,
   * so those within the threshold stay known, and come to count again when it comes back.
   *
   * @returns the pictures of those pairs that it passes and that are not rejected on both sides
   */
  setThreshold(settings: MatchingSettings): Set<EdgeEnd> {
    const before = this.settings;
    const passed = new Set<EdgeEnd>();
    for (const edge of this.book.all()) {
      const wasFar = isOverThreshold(edge.measured, before);
      if (wasFar === isOverThreshold(edge.measured, settings)) continue;
      if (!this.changesWith(edge, before, settings)) continue;
      passed.add(edge.first).add(edge.second);
    }
    this.settings = settings;
    return passed;
  }

  /** Whether anything was ever measured between this picture and another held one. */
  hasEdges(picture: PictureKey): boolean {
    return this.book.endOf(picture) !== undefined;
  }

  /** undefined when the picture has no edges. */
  endOf(picture: PictureKey): EdgeEnd | undefined {
    return this.book.endOf(picture);
  }

  /** Every picture with edges. */
  allEnds(): Iterable<EdgeEnd> {
    return this.book.allEnds();
  }

  /** Forgets all edges; second looks stay. */
  clear(): void {
    this.book.clear();
  }

  /**
   * Adds a pair, or keeps the better of two readings of it.
   *
   * @returns whether it is compared; if not, it waits for the thumbnails of both pictures
   */
  put({ from, to, measured: reading }: Candidate): boolean {
    const [first, second] = from < to ? [from, to] : [to, from];
    const forward = from === first ? reading : inverted(reading);
    const known = this.book.edgeOf(first, second);
    if (known === undefined) {
      const look = this.looks.get(picturePairKey(first, second));
      const edge = this.book.add(first, second, forward, look);
      return this.likenessOn(edge) !== undefined;
    }
    const measured = betterOf(known.measured, forward);
    if (measured !== known.measured) {
      if (measured.transform !== known.measured.transform) {
        known.likeness = undefined;
      }
      known.measured = measured;
      forgetVerdicts(known);
    }
    return this.likenessOn(known) !== undefined;
  }

  /** Whether no edge of this picture waits for its thumbnail. */
  isCompared(picture: PictureKey): boolean {
    const { edges = [] } = this.book.endOf(picture) ?? {};
    return edges.every((edge) => this.likenessOn(edge) !== undefined);
  }

  /** @returns the pictures that had an edge to it */
  removePicture(picture: PictureKey): PictureKey[] {
    return this.book.removePicture(picture);
  }

  /** Notes a second look; `undefined` when it could not be taken. */
  setLook(
    first: PictureKey,
    second: PictureKey,
    measure: PairMeasure | undefined,
  ): void {
    const key = picturePairKey(first, second);
    const known = this.looks.get(key);
    // A pair that could be looked at once is not doubted because it cannot be any more.
    const look =
      measure === undefined ? (known ?? 'failed') : { first, measure };
    this.looks.set(key, look);
    const edge = this.book.edgeOf(first, second);
    if (edge === undefined) return;
    edge.look = look;
    forgetVerdicts(edge);
  }

  /**
   * A picture and all that accepted or open edges lead to from it, without those in `reached`.
   *
   * @param reached gets what is found
   */
  reach(start: EdgeEnd, reached: Set<EdgeEnd>): EdgeEnd[] {
    const found = [start];
    reached.add(start);
    // Grows while it is gone through.
    for (const end of found) {
      for (const edge of end.edges) {
        const other = otherEnd(edge, end);
        if (reached.has(other) || !this.isLive(edge)) continue;
        reached.add(other);
        found.push(other);
      }
    }
    return found;
  }

  /** The accepted and open edges between all the pictures that `reach` has found together. */
  linksAmong(ends: readonly EdgeEnd[]): Edge[] {
    const links: Edge[] = [];
    for (const end of ends) {
      for (const edge of end.edges) {
        if (edge.first === end && this.isLive(edge)) links.push(edge);
      }
    }
    return links;
  }

  neighbours(picture: PictureKey): PictureKey[] {
    const end = this.book.endOf(picture);
    const live: PictureKey[] = [];
    if (end === undefined) return live;
    for (const edge of end.edges) {
      if (this.isLive(edge)) live.push(otherEnd(edge, end).picture);
    }
    return live;
  }

  verdict(keeper: Fingerprint, member: Fingerprint): EdgeVerdict {
    const from = pictureKey(keeper);
    const to = pictureKey(member);
    if (from === to) {
      return judgeEdge(keeper, member, SAME_PICTURE, undefined, this.settings);
    }
    const edge = this.book.edgeOf(from, to);
    return edge === undefined
      ? { kind: 'rejected', rule: 'hashes differ' }
      : this.verdictOn(edge, keeper, member, edge.first.picture === from);
  }

  flaws(picture: PictureKey): PictureFlaws {
    const end = this.book.endOf(picture);
    return end === undefined ? NO_FLAWS : this.flawsOf(end);
  }

  /**
   * How many looks beside other pictures count now. While only the threshold moves, as many looks
   * are the same looks: a wider one adds pairs and takes none away.
   *
   * @returns undefined when a pair is judged by other rules on each side of the threshold
   */
  countLooks(end: EdgeEnd): number | undefined {
    let count = 0;
    for (const edge of end.edges) {
      if (typeof edge.look !== 'object') continue;
      if (isWindow(edge)) return undefined;
      if (this.isLive(edge)) count += 1;
    }
    return count;
  }

  flawsOf(end: EdgeEnd): PictureFlaws {
    let flaws = NO_FLAWS;
    const own = this.fingerprintOf(end);
    if (own === undefined) return flaws;
    for (const edge of end.edges) {
      const other = otherEnd(edge, end);
      const beside = this.fingerprintOf(other);
      if (typeof edge.look !== 'object' || !beside || !this.isLive(edge)) {
        continue;
      }
      const likeness = this.likenessFrom(edge, other);
      if (likeness === undefined) continue;
      const { first, measure } = edge.look;
      const seen =
        first === other.picture ? measure : invertPairMeasure(measure);
      flaws = joinFlaws(flaws, flawsBeside(beside, own, seen, likeness));
    }
    return flaws;
  }

  /** Every measured pair once, with what is known of it. */
  *pairs(): Generator<SurveyedPair> {
    for (const edge of this.book.all()) {
      yield {
        first: edge.first.picture,
        second: edge.second.picture,
        measured: edge.measured,
        outcome: this.outcomeOf(edge),
      };
    }
  }

  /** What is known of a pair, were the threshold no matter. */
  private outcomeOf(edge: Edge): PairOutcome {
    const keeper = this.fingerprintOf(edge.first);
    const member = this.fingerprintOf(edge.second);
    if (keeper === undefined || member === undefined) return 'open';
    if (this.likenessOn(edge) === undefined) return 'open';
    const bits = distanceThatDecides(edge.measured, this.settings);
    const isFar = bits > this.settings.thresholdBits;
    // Nobody has looked beyond the threshold, but for what a wider one let through before.
    if (isFar && typeof edge.look !== 'object') return 'open';
    const { kind } = isFar
      ? this.judge(keeper, member, edge, true, {
          ...this.settings,
          thresholdBits: bits,
        })
      : this.verdictOn(edge, keeper, member, true);
    if (kind === 'needs-look') return 'open';
    return kind === 'accepted' ? 'same' : 'different';
  }

  /** Whether anything can come of it that a pair lies on the other side of the threshold. */
  private changesWith(
    edge: Edge,
    before: MatchingSettings,
    after: MatchingSettings,
  ): boolean {
    if (!isWindow(edge)) {
      return this.isLive(
        edge,
        before.thresholdBits > after.thresholdBits ? before : after,
      );
    }
    const wasLive = this.isLive(edge, before);
    // Judged by other rules on each side.
    forgetVerdicts(edge);
    return this.isLive(edge, after) || wasLive;
  }

  /** @param isForward the keeper is of the picture at the first end */
  private verdictOn(
    edge: Edge,
    keeper: Fingerprint,
    member: Fingerprint,
    isForward: boolean,
    settings = this.settings,
  ): EdgeVerdict {
    if (isOverThreshold(edge.measured, settings) && !isWindow(edge)) {
      return TOO_FAR;
    }
    for (const known of edge.verdicts ?? []) {
      if (known.keeper === keeper && known.member === member) {
        return known.verdict;
      }
    }
    if (this.likenessOn(edge) === undefined) return NOT_COMPARED;
    const verdict = this.judge(keeper, member, edge, isForward, settings);
    const known = { keeper, member, verdict };
    // Not pushed: that would keep room for 16 more, and most have one.
    edge.verdicts = edge.verdicts?.concat(known) ?? [known];
    return verdict;
  }

  private judge(
    keeper: Fingerprint,
    member: Fingerprint,
    edge: Edge,
    isForward: boolean,
    settings: MatchingSettings,
  ): EdgeVerdict {
    const { first, second, measured, look } = edge;
    const from = isForward ? first : second;
    const seen = typeof look === 'object' ? look : undefined;
    const verdict = judgeEdge(
      keeper,
      member,
      isForward ? measured : inverted(measured),
      seen &&
        (seen.first === from.picture
          ? seen.measure
          : invertPairMeasure(seen.measure)),
      settings,
      this.likenessFrom(edge, from),
    );
    return verdict.kind === 'needs-look' && look === 'failed'
      ? { kind: 'rejected', rule: 'the pictures could not be compared closely' }
      : verdict;
  }

  private isLive(edge: Edge, settings = this.settings): boolean {
    const keeper = this.fingerprintOf(edge.first);
    const member = this.fingerprintOf(edge.second);
    return (
      keeper !== undefined &&
      member !== undefined &&
      this.verdictOn(edge, keeper, member, true, settings).kind !== 'rejected'
    );
  }

  /** Taken as soon as both thumbnails are in memory: afterwards neither is needed for it. */
  private likenessOn(edge: Edge): Likeness | undefined {
    if (edge.likeness !== undefined) return edge.likeness;
    const first = this.fingerprints.thumbed(edge.first.picture);
    const second = first && this.fingerprints.thumbed(edge.second.picture);
    if (first === undefined || second === undefined) return undefined;
    edge.likeness = likenessOf(first, second, edge.measured.transform);
    forgetLooks(edge);
    return edge.likeness;
  }

  /** The same as seen from one of its ends. */
  private likenessFrom(edge: Edge, from: EdgeEnd): Likeness | undefined {
    const likeness = this.likenessOn(edge);
    return likeness === undefined || from === edge.first
      ? likeness
      : invertLikeness(likeness);
  }

  /** Looked up once for every state of the library. */
  private fingerprintOf(end: EdgeEnd): Fingerprint | undefined {
    const { changes } = this.fingerprints;
    if (end.asOf !== changes) {
      end.fingerprint = this.fingerprints.representative(end.picture);
      end.asOf = changes;
    }
    return end.fingerprint;
  }
}

/** The threshold does not decide alone: a window of one picture proposes the pair. */
function isWindow({ measured }: Edge): boolean {
  return measured.isWindow === true;
}
