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
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { invertPairMeasure } from '../../domain/judge-edge-geometry.ts';
import {
  isOverThreshold,
  type EdgeVerdict,
  type HashDistances,
} from '../../domain/judge-edge.ts';
import type { PairMeasure } from '../../domain/relation.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import { picturePairKey } from './matcher-awaited-edges.ts';
import {
  EdgeBook,
  edgeBetween,
  forgetVerdicts,
  otherEnd,
  type Edge,
  type EdgeEnd,
  type Look,
} from './matcher-edge-book.ts';
import { betterOf, inverted } from './matcher-edge-reading.ts';
import { NearestEdges } from './matcher-nearest.ts';
import type { SurveyedPair } from './matcher-distances.ts';
import type { Candidate } from './matcher-measure-pairs.ts';
import {
  isWindow,
  MatcherVerdicts,
  type FingerprintSource,
} from './matcher-verdicts.ts';

/** Measured edges between pictures, second looks, and verdicts made of both. */
export class MatcherEdges implements EdgeSource {
  private readonly verdicts: MatcherVerdicts;
  private readonly book: EdgeBook;
  private readonly looks = new Map<string, Look | 'failed'>();
  private readonly lookedAt = new Set<PictureKey>();
  private readonly nearest: NearestEdges;
  private passes = 0;

  /** @param slotOf the number of a picture on the shelf, by which `mayTake` is asked about it */
  constructor(
    settings: MatchingSettings,
    fingerprints: FingerprintSource,
    slotOf: (picture: PictureKey) => number | undefined,
  ) {
    this.verdicts = new MatcherVerdicts(settings, fingerprints);
    this.book = new EdgeBook(slotOf);
    this.nearest = new NearestEdges(this.book, settings);
  }

  /** Forgets verdicts, not measurements. */
  setSettings(settings: MatchingSettings): void {
    this.verdicts.settings = settings;
    this.nearest.settings = settings;
    for (const edge of this.book.all()) forgetVerdicts(edge);
  }

  /**
   * Moves the threshold. A verdict does not depend on it but for the side on which the pair lies,
   * so those within the threshold stay known, and come to count again when it comes back.
   *
   * @returns the pictures of those pairs that it passes and that are not rejected on both sides
   */
  setThreshold(settings: MatchingSettings): Set<EdgeEnd> {
    const before = this.verdicts.settings;
    const passed = new Set<EdgeEnd>();
    for (const edge of this.book.all()) {
      const wasFar = isOverThreshold(edge.measured, before);
      if (wasFar === isOverThreshold(edge.measured, settings)) continue;
      if (!this.verdicts.changesWith(edge, before, settings)) continue;
      passed.add(edge.first).add(edge.second);
    }
    this.verdicts.settings = settings;
    this.nearest.settings = settings;
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

  edgeBetween(first: PictureKey, second: PictureKey): Edge | undefined {
    return this.book.edgeOf(first, second);
  }

  /** Every picture with edges. */
  allEnds(): Iterable<EdgeEnd> {
    return this.book.allEnds();
  }

  /** Forgets all edges; second looks stay. */
  clear(): void {
    this.nearest.clear();
    this.book.clear();
  }

  /**
   * Whether `put` might take this pair, whose pictures have these numbers. False of most pairs of pictures that all
   * look alike, and before anything is made for them.
   */
  mayTake(from: number, to: number, measured: HashDistances): boolean {
    const first = this.book.fullEndAt(from);
    const second = this.book.fullEndAt(to);
    if (!first || !second || edgeBetween(first, second)) return true;
    const { lookedAt, looks } = this;
    if (lookedAt.has(first.picture) && lookedAt.has(second.picture)) {
      const key = picturePairKey(first.picture, second.picture);
      if (looks.has(key)) return true;
    }
    return this.nearest.admitsBetween(first, second, measured);
  }

  /**
   * Adds a pair, or keeps the better of two readings of it. Of a picture with very many neighbours those
   * pairs are left out and dropped that are among the nearest of neither, unless somebody has looked.
   *
   * @returns `waiting` when it cannot be compared before the thumbnails of both pictures are there
   */
  put(candidate: Candidate): 'compared' | 'waiting' | 'left-out' {
    const edge = this.taken(candidate);
    if (edge === undefined) return 'left-out';
    return this.verdicts.likenessOn(edge) === undefined
      ? 'waiting'
      : 'compared';
  }

  private taken({ from, to, measured: reading }: Candidate): Edge | undefined {
    const [first, second] = from < to ? [from, to] : [to, from];
    const forward = from === first ? reading : inverted(reading);
    const known = this.book.edgeOf(first, second);
    if (known === undefined) {
      const look = this.looks.get(picturePairKey(first, second));
      if (look === undefined && !this.nearest.admits(first, second, forward)) {
        return undefined;
      }
      const edge = this.book.add(first, second, forward, look);
      this.nearest.put(edge);
      return edge;
    }
    const measured = betterOf(known.measured, forward);
    if (measured !== known.measured) {
      if (measured.transform !== known.measured.transform) {
        known.likeness = undefined;
      }
      this.nearest.forget(known);
      known.measured = measured;
      forgetVerdicts(known);
      this.nearest.put(known);
    }
    return known;
  }

  /** Pictures that lost an edge to nearer ones since this was asked last: their groups may be others. */
  takeCrowded(): Iterable<PictureKey> {
    return this.nearest.takeCrowded();
  }

  /** Of how many pictures pairs within the threshold are missing, because they have many that are nearer. */
  get picturesLeftOut(): number {
    return this.nearest.picturesLeftOut;
  }

  /** Whether no edge of this picture waits for its thumbnail. */
  isCompared(picture: PictureKey): boolean {
    const { edges = [] } = this.book.endOf(picture) ?? {};
    return edges.every((edge) => this.verdicts.likenessOn(edge) !== undefined);
  }

  /** @returns the pictures that had an edge to it */
  removePicture(picture: PictureKey): PictureKey[] {
    const end = this.book.endOf(picture);
    if (end !== undefined) this.nearest.remove(end);
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
    this.lookedAt.add(first).add(second);
    const edge = this.book.edgeOf(first, second);
    if (edge === undefined) return;
    if (edge.look === undefined) {
      edge.first.looked += 1;
      edge.second.looked += 1;
    }
    edge.look = look;
    forgetVerdicts(edge);
  }

  /** Looks up what the next move of the threshold asks of every picture. */
  settle(): void {
    for (const end of this.book.allEnds()) this.verdicts.fingerprintOf(end);
  }

  /** Begins to go over the edges. @returns the number of this pass, unlike any before */
  begin(): number {
    this.book.settle();
    this.passes += 1;
    return this.passes;
  }

  /**
   * A picture and all that accepted or open edges lead to from it, without those that were reached
   * in the same pass.
   */
  reach(start: EdgeEnd, pass: number): EdgeEnd[] {
    const found = [start];
    start.reachedIn = pass;
    // Grows while it is gone through.
    for (const end of found) {
      for (const edge of end.edges) {
        const other = otherEnd(edge, end);
        if (other.reachedIn === pass || !this.verdicts.isLive(edge)) continue;
        other.reachedIn = pass;
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
        if (edge.first === end && this.verdicts.isLive(edge)) links.push(edge);
      }
    }
    return links;
  }

  neighbours(picture: PictureKey): PictureKey[] {
    const end = this.book.endOf(picture);
    const live: PictureKey[] = [];
    if (end === undefined) return live;
    for (const edge of end.edges) {
      if (this.verdicts.isLive(edge)) live.push(otherEnd(edge, end).picture);
    }
    return live;
  }

  verdict(keeper: Fingerprint, member: Fingerprint): EdgeVerdict {
    const from = pictureKey(keeper);
    const to = pictureKey(member);
    if (from === to) {
      return this.verdicts.onTwins(keeper, member);
    }
    const edge = this.book.edgeOf(from, to);
    return edge === undefined
      ? { kind: 'rejected', rule: 'hashes differ' }
      : this.verdicts.verdictOn(
          edge,
          keeper,
          member,
          edge.first.picture === from,
        );
  }

  flaws(picture: PictureKey, beside?: PictureKey): PictureFlaws {
    const end = this.book.endOf(picture);
    if (end === undefined) return NO_FLAWS;
    if (beside === undefined) return this.flawsOf(end);
    const edge = this.book.edgeOf(picture, beside);
    return (edge && this.flawsOn(edge, end)) ?? NO_FLAWS;
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
      if (this.verdicts.isLive(edge)) count += 1;
    }
    return count;
  }

  flawsOf(end: EdgeEnd): PictureFlaws {
    let flaws = NO_FLAWS;
    for (const edge of end.edges) {
      const found = this.flawsOn(edge, end);
      if (found !== undefined) flaws = joinFlaws(flaws, found);
    }
    return flaws;
  }

  /** What the look at this pair says against the picture at one end, if it counts. */
  private flawsOn(edge: Edge, end: EdgeEnd): PictureFlaws | undefined {
    if (typeof edge.look !== 'object' || !this.verdicts.isLive(edge)) {
      return undefined;
    }
    const other = otherEnd(edge, end);
    const own = this.verdicts.fingerprintOf(end);
    const beside = this.verdicts.fingerprintOf(other);
    const likeness = this.verdicts.likenessFrom(edge, other);
    if (!own || !beside || !likeness) return undefined;
    const { first, measure } = edge.look;
    const seen = first === other.picture ? measure : invertPairMeasure(measure);
    return flawsBeside(beside, own, seen, likeness);
  }

  /** Every measured pair once, with what is known of it. */
  *pairs(): Generator<SurveyedPair> {
    for (const edge of this.book.all()) {
      yield {
        first: edge.first.picture,
        second: edge.second.picture,
        measured: edge.measured,
        outcome: this.verdicts.outcomeOf(edge),
      };
    }
  }
}
