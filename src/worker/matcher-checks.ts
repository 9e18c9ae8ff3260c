import type { PictureKey } from '../domain/build-groups.ts';
import type { DihedralTransform } from '../domain/fingerprint.ts';
import type { Group, GroupId, PhotoSummary } from '../domain/group.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import type { PairCheck } from '../protocol/matcher-protocol.ts';
import { picturePairKey } from './matcher-edges.ts';

interface WaitingPair {
  check: PairCheck;
  /** Lower ones are looked at first. */
  rank: number;
}

/** Links are for the eye only: their pairs come after those of members, which are up to 256 bits apart. */
const LINK_RANK = 257;

/** One pair of pictures; twins may have it in several groups, and one look serves all. */
type PairGroups = Map<GroupId, WaitingPair>;

/**
 * Which pairs want a second look: those of a keeper and a member that is "being checked", then, of
 * each photo near a group and outside it, the one with the closest member. Pairs between members
 * are not looked at unless one of them becomes a keeper, so a burst of n photos takes about n
 * looks, not n². Kept from change to change: to ask costs nothing, however many
 * groups there are.
 */
export class MatcherChecks {
  private readonly pictureOf: (content: ContentHash) => PictureKey | undefined;
  private readonly waiting = new Map<string, PairGroups>();
  private readonly pairsOfGroup = new Map<GroupId, string[]>();
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
    for (const { id } of before) left.push(...this.removeGroup(id));
    for (const group of made) this.addGroup(group);
    for (const key of left) {
      if (!this.waiting.has(key)) this.handedOut.delete(key);
    }
  }

  /** The answer has come. */
  answered(first: PictureKey, second: PictureKey): void {
    const key = picturePairKey(first, second);
    this.handedOut.delete(key);
    const [pair] = this.waiting.get(key)?.values() ?? [];
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
      const [pair] = this.waiting.get(key)?.values() ?? [];
      return pair === undefined ? [] : pair.check;
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
    const keys = new Set<string>();
    for (const [first, second, pair] of pairsOf(group)) {
      const [a, b] = [this.pictureOf(first), this.pictureOf(second)];
      if (a === undefined || b === undefined) continue;
      const key = picturePairKey(a, b);
      if (keys.has(key)) continue;
      keys.add(key);
      this.addPair(key, group.id, pair);
    }
    if (keys.size > 0) this.pairsOfGroup.set(group.id, [...keys]);
  }

  private addPair(key: string, group: GroupId, pair: WaitingPair): void {
    const known = this.waiting.get(key);
    if (known !== undefined) {
      known.set(group, pair);
      return;
    }
    this.waiting.set(key, new Map([[group, pair]]));
    if (!this.handedOut.has(key)) this.freshAt(pair.rank).add(key);
  }

  private removeGroup(id: GroupId): readonly string[] {
    const keys = this.pairsOfGroup.get(id) ?? [];
    for (const key of keys) {
      const groups = this.waiting.get(key);
      const pair = groups?.get(id);
      groups?.delete(id);
      if (groups?.size !== 0 || pair === undefined) continue;
      this.waiting.delete(key);
      this.freshAt(pair.rank).delete(key);
    }
    this.pairsOfGroup.delete(id);
    return keys;
  }

  private freshAt(rank: number): Set<string> {
    while (this.fresh.length <= rank) this.fresh.push(new Set());
    const keys = this.fresh[rank];
    if (keys === undefined) throw new Error(`no rank ${rank}`);
    return keys;
  }
}

function* pairsOf(
  group: Group,
): Generator<readonly [ContentHash, ContentHash, WaitingPair]> {
  const { keeper, members, openLinks = [] } = group;
  for (const { photo, relation, evidence, isBeingChecked } of members) {
    if (!isBeingChecked) continue;
    yield waiting(
      keeper,
      photo,
      relation.transform,
      evidence.pHash256Bits ?? 0,
    );
  }
  for (const { inside, outside, transform, pHash256Bits } of openLinks) {
    yield waiting(inside, outside, transform, LINK_RANK + pHash256Bits);
  }
}

function waiting(
  first: PhotoSummary,
  second: PhotoSummary,
  transform: DihedralTransform,
  rank: number,
): readonly [ContentHash, ContentHash, WaitingPair] {
  const check: PairCheck = {
    first: first.content,
    second: second.content,
    firstFile: first.key,
    secondFile: second.key,
    transform,
  };
  return [first.content, second.content, { check, rank }];
}
