import type { PictureKey } from '../../domain/build-groups.ts';
import type { DihedralTransform } from '../../domain/fingerprint.ts';
import type { Group, PhotoSummary } from '../../domain/group.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { PairCheck } from '../../protocol/matcher-protocol.ts';
import { picturePairKey } from './matcher-edges.ts';

/** One pair of pictures as it waits in one group; twins may have it in several. */
interface WaitingPair {
  /** Of the two pictures. */
  key: string;
  group: Group;
  first: PhotoSummary;
  second: PhotoSummary;
  /** Takes the first to the second. */
  transform: DihedralTransform;
  /** Lower ones are looked at first. */
  rank: number;
}

/** Links are for the eye only: their pairs come after those of members, which are up to 256 bits apart. */
const LINK_RANK = 257;

const NOTHING: readonly WaitingPair[] = [];

/**
 * Which pairs want a second look: those of a keeper and a member that is "being checked", then, of
 * each photo near a group and outside it, the one with the closest member. Pairs between members
 * are not looked at unless one of them becomes a keeper, so a burst of n photos takes about n
 * looks, not n². Kept from change to change: to ask costs nothing, however many
 * groups there are.
 */
export class MatcherChecks {
  private readonly pictureOf: (content: ContentHash) => PictureKey | undefined;
  /** By the pictures of the pair: one look serves all groups that wait for it. */
  private readonly waiting = new Map<string, readonly WaitingPair[]>();
  /** Groups that go come back with a slider, the same objects as before. */
  private readonly pairsOfGroup = new WeakMap<Group, readonly WaitingPair[]>();
  private readonly handedOut = new Set<string>();
  /** Waiting pairs not handed out, by rank: the most promising stand first. */
  private readonly fresh: Set<string>[] = [];

  constructor(pictureOf: (content: ContentHash) => PictureKey | undefined) {
    this.pictureOf = pictureOf;
  }

  /** Pairs without an answer yet, handed out or not. */
  get count(): number {
    return this.waiting.size;
  }

  /** Groups that go and groups that come in their place. */
  replace(before: Iterable<Group>, made: Iterable<Group>): void {
    const left: string[] = [];
    for (const group of before) this.removeGroup(group, left);
    for (const group of made) this.addGroup(group);
    for (const key of left) {
      if (!this.waiting.has(key)) this.handedOut.delete(key);
    }
  }

  /** The answer has come. */
  answered(first: PictureKey, second: PictureKey): void {
    const key = picturePairKey(first, second);
    this.handedOut.delete(key);
    const [pair] = this.waiting.get(key) ?? [];
    if (pair !== undefined) this.freshAt(pair.rank).add(key);
  }

  /**
   * The most promising pairs not handed out yet. When there are none left, those whose answer
   * never came (a scan was stopped in the middle of a look) are handed out again.
   */
  next(limit: number): PairCheck[] {
    const chosen = this.takeFresh(limit);
    if (chosen.length === 0) {
      for (const key of this.handedOut) {
        if (chosen.length === limit) break;
        chosen.push(key);
      }
    }
    return chosen.flatMap((key) => {
      this.handedOut.add(key);
      const [pair] = this.waiting.get(key) ?? [];
      return pair === undefined ? [] : checkOf(pair);
    });
  }

  private takeFresh(limit: number): string[] {
    const chosen: string[] = [];
    for (const keys of this.fresh) {
      for (const key of keys) {
        if (chosen.length === limit) return chosen;
        keys.delete(key);
        chosen.push(key);
      }
    }
    return chosen;
  }

  private addGroup(group: Group): void {
    for (const pair of this.pairsOf(group)) {
      const { key } = pair;
      const known = this.waiting.get(key);
      this.waiting.set(key, known === undefined ? [pair] : [...known, pair]);
      if (known === undefined && !this.handedOut.has(key)) {
        this.freshAt(pair.rank).add(key);
      }
    }
  }

  /** @param left gets the pairs that it waited for */
  private removeGroup(group: Group, left: string[]): void {
    for (const pair of this.pairsOf(group)) {
      const { key } = pair;
      left.push(key);
      const known = this.waiting.get(key) ?? [];
      if (known.length > 1) {
        this.waiting.set(
          key,
          known.filter((one) => one !== pair),
        );
        continue;
      }
      this.waiting.delete(key);
      for (const { rank } of known) this.freshAt(rank).delete(key);
    }
  }

  /** What a group waits for: each pair of pictures once. Its contents must be held. */
  private pairsOf(group: Group): readonly WaitingPair[] {
    if (!isWaiting(group)) return NOTHING;
    let pairs = this.pairsOfGroup.get(group);
    if (pairs === undefined) {
      pairs = [...this.pairsIn(group).values()];
      this.pairsOfGroup.set(group, pairs);
    }
    return pairs;
  }

  private pairsIn(group: Group): Map<string, WaitingPair> {
    const pairs = new Map<string, WaitingPair>();
    for (const pair of openPairs(group)) {
      const a = this.pictureOf(pair.first.content);
      const b = this.pictureOf(pair.second.content);
      if (a === undefined || b === undefined) continue;
      const key = picturePairKey(a, b);
      if (!pairs.has(key)) pairs.set(key, { key, group, ...pair });
    }
    return pairs;
  }

  private freshAt(rank: number): Set<string> {
    while (this.fresh.length <= rank) this.fresh.push(new Set());
    const keys = this.fresh[rank];
    if (keys === undefined) throw new Error(`no rank ${rank}`);
    return keys;
  }
}

function isWaiting({ members, openLinks = [] }: Group): boolean {
  return (
    openLinks.length > 0 || members.some(({ isBeingChecked }) => isBeingChecked)
  );
}

function* openPairs({
  keeper,
  members,
  openLinks = [],
}: Group): Generator<Omit<WaitingPair, 'key' | 'group'>> {
  for (const { photo, relation, evidence, isBeingChecked } of members) {
    if (!isBeingChecked) continue;
    const { transform } = relation;
    const rank = evidence.pHash256Bits ?? 0;
    yield { first: keeper, second: photo, transform, rank };
  }
  for (const { inside, outside, transform, pHash256Bits } of openLinks) {
    const rank = LINK_RANK + pHash256Bits;
    yield { first: inside, second: outside, transform, rank };
  }
}

function checkOf({ first, second, transform }: WaitingPair): PairCheck {
  return {
    first: first.content,
    second: second.content,
    firstFile: first.key,
    secondFile: second.key,
    transform,
  };
}
