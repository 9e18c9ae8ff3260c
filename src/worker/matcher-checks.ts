import type { PictureKey } from '../domain/build-groups.ts';
import type { Group, GroupId } from '../domain/group.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import type { PairCheck } from '../protocol/matcher-protocol.ts';
import { picturePairKey } from './matcher-edges.ts';

interface WaitingPair {
  check: PairCheck;
  pHash256Bits: number;
}

/** One pair of pictures; twins may have it in several groups, and one look serves all. */
type PairGroups = Map<GroupId, WaitingPair>;

/**
 * Which pairs want a second look: those of a keeper and a member that is "being checked". Pairs
 * between members are not looked at unless one of them becomes a keeper, so a burst of n photos
 * takes about n looks, not n². Kept from change to change: to ask costs nothing, however many
 * groups there are.
 */
export class MatcherChecks {
  private readonly pictureOf: (content: ContentHash) => PictureKey | undefined;
  private readonly waiting = new Map<string, PairGroups>();
  private readonly pairsOfGroup = new Map<GroupId, string[]>();
  private readonly handedOut = new Set<string>();
  /** Waiting pairs not handed out, by distance in bits: the most promising stand first. */
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
    if (pair !== undefined) this.freshAt(pair.pHash256Bits).add(key);
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
    const keeper = this.pictureOf(group.keeper.content);
    if (keeper === undefined) return;
    const keys = new Set<string>();
    for (const { photo, relation, evidence, isBeingChecked } of group.members) {
      const other = isBeingChecked ? this.pictureOf(photo.content) : undefined;
      if (other === undefined) continue;
      const key = picturePairKey(keeper, other);
      if (keys.has(key)) continue;
      keys.add(key);
      this.addPair(key, group.id, {
        pHash256Bits: evidence.pHash256Bits ?? 0,
        check: {
          first: group.keeper.content,
          second: photo.content,
          firstFile: group.keeper.key,
          secondFile: photo.key,
          transform: relation.transform,
        },
      });
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
    if (!this.handedOut.has(key)) this.freshAt(pair.pHash256Bits).add(key);
  }

  private removeGroup(id: GroupId): readonly string[] {
    const keys = this.pairsOfGroup.get(id) ?? [];
    for (const key of keys) {
      const groups = this.waiting.get(key);
      const pair = groups?.get(id);
      groups?.delete(id);
      if (groups?.size !== 0 || pair === undefined) continue;
      this.waiting.delete(key);
      this.freshAt(pair.pHash256Bits).delete(key);
    }
    this.pairsOfGroup.delete(id);
    return keys;
  }

  private freshAt(bits: number): Set<string> {
    while (this.fresh.length <= bits) this.fresh.push(new Set());
    const keys = this.fresh[bits];
    if (keys === undefined) throw new Error(`no distance of ${bits} bits`);
    return keys;
  }
}
