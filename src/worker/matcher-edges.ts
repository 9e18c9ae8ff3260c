import {
  pictureKey,
  type EdgeSource,
  type PictureKey,
} from '../domain/build-groups-input.ts';
import {
  flawsBeside,
  joinFlaws,
  NO_FLAWS,
  type PictureFlaws,
} from '../domain/choose-keeper-flaws.ts';
import type { PairOutcome } from '../domain/distance-survey.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import {
  inverseTransform,
  invertPairMeasure,
} from '../domain/judge-edge-geometry.ts';
import {
  judgeEdge,
  type EdgeVerdict,
  type HashDistances,
} from '../domain/judge-edge.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { MatchingSettings } from '../domain/settings.ts';

import type { SurveyedPair } from './matcher-distances.ts';
import { distanceThatDecides } from './matcher-measure.ts';
import type { Candidate } from './matcher-measure-pairs.ts';

/**
 * A picture that is nearly its own mirror image matches both ways; it counts as upright unless
 * turning it brings the hashes this much closer, bits of 256.
 */
const TURN_MUST_GAIN_BITS = 8;

const SAME_PICTURE: HashDistances = {
  transform: 'upright',
  pHash64Bits: 0,
  pHash256Bits: 0,
};

interface Edge {
  first: PictureKey;
  second: PictureKey;
  /** From first to second. */
  measured: HashDistances;
  /** Verdicts given so far: one for each order of each two contents that were asked about. */
  verdicts?: KnownVerdict[] | undefined;
}

interface KnownVerdict {
  keeper: Fingerprint;
  member: Fingerprint;
  verdict: EdgeVerdict;
}

interface Look {
  first: PictureKey;
  /** From first to the other picture. */
  measure: PairMeasure;
}

/** The same whichever picture comes first. */
export function picturePairKey(a: PictureKey, b: PictureKey): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}

function cost({ transform, pHash256Bits }: HashDistances): number {
  return pHash256Bits + (transform === 'upright' ? 0 : TURN_MUST_GAIN_BITS);
}

/** Whether the first is the better reading of the pair; a tie goes by name, so that order is none. */
function isCloser(a: HashDistances, b: HashDistances): boolean {
  const difference = cost(a) - cost(b);
  return difference === 0 ? a.transform < b.transform : difference < 0;
}

/** The closer of two readings of one pair; that a window proposes the pair stays known. */
function betterOf(known: HashDistances, other: HashDistances): HashDistances {
  const closer = isCloser(other, known) ? other : known;
  const isWindow = known.isWindow === true || other.isWindow === true;
  return isWindow && closer.isWindow !== true && closer.transform === 'upright'
    ? { ...closer, isWindow }
    : closer;
}

/** Measured edges between pictures, second looks, and verdicts made of both. */
export class MatcherEdges implements EdgeSource {
  private settings: MatchingSettings;
  private readonly representative: (
    picture: PictureKey,
  ) => Fingerprint | undefined;
  private readonly edges = new Map<PictureKey, Map<PictureKey, Edge>>();
  private readonly looks = new Map<string, Look>();
  private readonly failedLooks = new Set<string>();

  /**
   * @param representative any fingerprint of a held picture, the same one each time; undefined
   *   while it is not in memory: its edges then wait
   */
  constructor(
    settings: MatchingSettings,
    representative: (picture: PictureKey) => Fingerprint | undefined,
  ) {
    this.settings = settings;
    this.representative = representative;
  }

  /** Forgets verdicts, not measurements. */
  setSettings(settings: MatchingSettings): void {
    this.settings = settings;
    for (const edge of this.all()) edge.verdicts = undefined;
  }

  /**
   * Moves the threshold and forgets only the verdicts on pairs that it passes: a verdict does not
   * depend on it otherwise.
   *
   * @returns the pictures of those pairs
   */
  setThreshold(settings: MatchingSettings): Set<PictureKey> {
    const [low, high] = [
      this.settings.thresholdBits,
      settings.thresholdBits,
    ].sort((a, b) => a - b);
    this.settings = settings;
    const passed = new Set<PictureKey>();
    for (const edge of this.all()) {
      if (!isPassed(edge.measured, low ?? 0, high ?? 0)) continue;
      edge.verdicts = undefined;
      passed.add(edge.first).add(edge.second);
    }
    return passed;
  }

  /** Whether anything was ever measured between this picture and another held one. */
  hasEdges(picture: PictureKey): boolean {
    return (this.edges.get(picture)?.size ?? 0) > 0;
  }

  /** Forgets all edges; second looks stay. */
  clear(): void {
    this.edges.clear();
  }

  /** Adds a pair, or keeps the better of two readings of it. */
  put({ from, to, measured: reading }: Candidate): void {
    const [first, second] = from < to ? [from, to] : [to, from];
    const forward = from === first ? reading : inverted(reading);
    const known = this.edgeOf(first, second)?.measured;
    const measured = known ? betterOf(known, forward) : forward;
    if (measured === known) return;
    const edge: Edge = { first, second, measured };
    this.edgesAt(first).set(second, edge);
    this.edgesAt(second).set(first, edge);
  }

  /** @returns the pictures that had an edge to it */
  removePicture(picture: PictureKey): PictureKey[] {
    const others = [...(this.edges.get(picture)?.keys() ?? [])];
    for (const other of others) this.edges.get(other)?.delete(picture);
    this.edges.delete(picture);
    return others;
  }

  /** Notes a second look; `undefined` when it could not be taken. */
  setLook(
    first: PictureKey,
    second: PictureKey,
    measure: PairMeasure | undefined,
  ): void {
    const key = picturePairKey(first, second);
    if (measure === undefined) this.failedLooks.add(key);
    else {
      this.failedLooks.delete(key);
      this.looks.set(key, { first, measure });
    }
    const edge = this.edgeOf(first, second);
    if (edge) edge.verdicts = undefined;
  }

  /** The pictures given and all that accepted or open edges lead to from them. */
  reach(starts: Iterable<PictureKey>): Set<PictureKey> {
    const reached = new Set<PictureKey>();
    const toVisit = [...starts];
    for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const other of this.neighbours(next)) {
        if (!reached.has(other)) toVisit.push(other);
      }
    }
    return reached;
  }

  *neighbours(picture: PictureKey): Generator<PictureKey> {
    for (const [other, edge] of this.edges.get(picture) ?? []) {
      if (this.isLive(edge)) yield other;
    }
  }

  verdict(keeper: Fingerprint, member: Fingerprint): EdgeVerdict {
    const from = pictureKey(keeper);
    const to = pictureKey(member);
    if (from === to) {
      return judgeEdge(keeper, member, SAME_PICTURE, undefined, this.settings);
    }
    const edge = this.edgeOf(from, to);
    if (edge === undefined) return { kind: 'rejected', rule: 'hashes differ' };
    const known = edge.verdicts?.find(
      (one) => one.keeper === keeper && one.member === member,
    );
    if (known !== undefined) return known.verdict;
    const verdict = this.judge(keeper, member, edge, from);
    (edge.verdicts ??= []).push({ keeper, member, verdict });
    return verdict;
  }

  flaws(picture: PictureKey): PictureFlaws {
    const own = this.representative(picture);
    let flaws = NO_FLAWS;
    if (own === undefined) return flaws;
    for (const [other, edge] of this.edges.get(picture) ?? []) {
      const beside = this.representative(other);
      const look = this.looks.get(picturePairKey(picture, other));
      if (!look || !beside || !this.isLive(edge)) continue;
      const measure =
        look.first === other ? look.measure : invertPairMeasure(look.measure);
      flaws = joinFlaws(flaws, flawsBeside(beside, own, measure));
    }
    return flaws;
  }

  /** Every measured pair once, with what is known of it. */
  *pairs(): Generator<SurveyedPair> {
    for (const edge of this.all()) {
      const { first, second, measured } = edge;
      yield { first, second, measured, outcome: this.outcomeOf(edge) };
    }
  }

  /** What is known of a pair, were the threshold no matter. */
  private outcomeOf(edge: Edge): PairOutcome {
    const keeper = this.representative(edge.first);
    const member = this.representative(edge.second);
    if (keeper === undefined || member === undefined) return 'open';
    const bits = distanceThatDecides(edge.measured, this.settings);
    const isFar = bits > this.settings.thresholdBits;
    const pair = picturePairKey(edge.first, edge.second);
    // Nobody has looked beyond the threshold, but for what a wider one let through before.
    if (isFar && !this.looks.has(pair)) return 'open';
    const { kind } = isFar
      ? this.judge(keeper, member, edge, edge.first, {
          ...this.settings,
          thresholdBits: bits,
        })
      : this.verdict(keeper, member);
    if (kind === 'needs-look') return 'open';
    return kind === 'accepted' ? 'same' : 'different';
  }

  private judge(
    keeper: Fingerprint,
    member: Fingerprint,
    edge: Edge,
    from: PictureKey,
    settings = this.settings,
  ): EdgeVerdict {
    const pair = picturePairKey(edge.first, edge.second);
    const look = this.looks.get(pair);
    const verdict = judgeEdge(
      keeper,
      member,
      from === edge.first ? edge.measured : inverted(edge.measured),
      look &&
        (look.first === from ? look.measure : invertPairMeasure(look.measure)),
      settings,
    );
    return verdict.kind === 'needs-look' && this.failedLooks.has(pair)
      ? { kind: 'rejected', rule: 'the pictures could not be compared closely' }
      : verdict;
  }

  private isLive({ first, second }: Edge): boolean {
    const keeper = this.representative(first);
    const member = this.representative(second);
    return (
      keeper !== undefined &&
      member !== undefined &&
      this.verdict(keeper, member).kind !== 'rejected'
    );
  }

  private edgesAt(picture: PictureKey): Map<PictureKey, Edge> {
    let edges = this.edges.get(picture);
    if (edges === undefined) {
      edges = new Map();
      this.edges.set(picture, edges);
    }
    return edges;
  }

  private edgeOf(a: PictureKey, b: PictureKey): Edge | undefined {
    return this.edges.get(a)?.get(b);
  }

  private *all(): Generator<Edge> {
    for (const [picture, edges] of this.edges) {
      for (const edge of edges.values()) {
        if (edge.first === picture) yield edge;
      }
    }
  }
}

/** Any of the distances may be the one that decides. */
function isPassed(
  { pHash64Bits, pHash256Bits, decidingBits }: HashDistances,
  low: number,
  high: number,
): boolean {
  return [pHash64Bits, pHash256Bits, decidingBits ?? -1].some(
    (bits) => bits > low && bits <= high,
  );
}

function inverted(measured: HashDistances): HashDistances {
  return { ...measured, transform: inverseTransform(measured.transform) };
}
