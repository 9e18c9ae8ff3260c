import type { PairOutcome } from '../../domain/distance-survey.ts';
import type { PictureKey } from '../../domain/build-groups-input.ts';
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
import type { MatchingSettings } from '../../domain/settings.ts';
import {
  forgetLooks,
  forgetVerdicts,
  type Edge,
  type EdgeEnd,
} from './matcher-edge-book.ts';
import { inverted } from './matcher-edge-reading.ts';
import { distanceThatDecides } from './matcher-measure.ts';

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

/** Verdicts on measured pairs by the settings of now, each judged once and kept with its edge. */
export class MatcherVerdicts {
  /** Whoever changes more than the threshold forgets the verdicts given so far. */
  settings: MatchingSettings;
  private readonly fingerprints: FingerprintSource;

  constructor(settings: MatchingSettings, fingerprints: FingerprintSource) {
    this.settings = settings;
    this.fingerprints = fingerprints;
  }

  /** On two contents of one picture. */
  onTwins(keeper: Fingerprint, member: Fingerprint): EdgeVerdict {
    return judgeEdge(keeper, member, SAME_PICTURE, undefined, this.settings);
  }

  /** What is known of a pair, were the threshold no matter. */
  outcomeOf(edge: Edge): PairOutcome {
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
  changesWith(
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
  verdictOn(
    edge: Edge,
    keeper: Fingerprint,
    member: Fingerprint,
    isForward: boolean,
    settings = this.settings,
  ): EdgeVerdict {
    if (isTooFar(edge, settings)) return TOO_FAR;
    for (let known = edge.verdict; known; known = known.next) {
      if (known.keeper === keeper && known.member === member) {
        return known.verdict;
      }
    }
    if (this.likenessOn(edge) === undefined) return NOT_COMPARED;
    const verdict = this.judge(keeper, member, edge, isForward, settings);
    edge.verdict = { keeper, member, verdict, next: edge.verdict };
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

  isLive(edge: Edge, settings = this.settings): boolean {
    // First, because it needs nothing of the pictures.
    if (isTooFar(edge, settings)) return false;
    const keeper = this.fingerprintOf(edge.first);
    const member = this.fingerprintOf(edge.second);
    return (
      keeper !== undefined &&
      member !== undefined &&
      this.verdictOn(edge, keeper, member, true, settings).kind !== 'rejected'
    );
  }

  /** Taken as soon as both thumbnails are in memory: afterwards neither is needed for it. */
  likenessOn(edge: Edge): Likeness | undefined {
    if (edge.likeness !== undefined) return edge.likeness;
    const first = this.fingerprints.thumbed(edge.first.picture);
    const second = first && this.fingerprints.thumbed(edge.second.picture);
    if (first === undefined || second === undefined) return undefined;
    edge.likeness = likenessOf(first, second, edge.measured.transform);
    forgetLooks(edge);
    return edge.likeness;
  }

  /** The same as seen from one of its ends. */
  likenessFrom(edge: Edge, from: EdgeEnd): Likeness | undefined {
    const likeness = this.likenessOn(edge);
    return likeness === undefined || from === edge.first
      ? likeness
      : invertLikeness(likeness);
  }

  /** Looked up once for every state of the library. */
  fingerprintOf(end: EdgeEnd): Fingerprint | undefined {
    const { changes } = this.fingerprints;
    if (end.asOf !== changes) {
      end.fingerprint = this.fingerprints.representative(end.picture);
      end.asOf = changes;
    }
    return end.fingerprint;
  }
}

function isTooFar(edge: Edge, settings: MatchingSettings): boolean {
  return isOverThreshold(edge.measured, settings) && !isWindow(edge);
}

/** The threshold does not decide alone: a window of one picture proposes the pair. */
export function isWindow({ measured }: Edge): boolean {
  return measured.isWindow === true;
}
