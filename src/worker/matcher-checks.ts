import type { PictureKey } from '../domain/build-groups.ts';
import type { Group } from '../domain/group.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import type { PairCheck } from '../protocol/matcher-protocol.ts';
import { picturePairKey } from './matcher-edges.ts';

interface WaitingPair {
  key: string;
  check: PairCheck;
  pHash256Bits: number;
}

function mostPromisingFirst(a: WaitingPair, b: WaitingPair): number {
  const byBits = a.pHash256Bits - b.pHash256Bits;
  if (byBits !== 0) return byBits;
  return a.key < b.key ? -1 : 1;
}

/**
 * Which pairs want a second look: those of a keeper and a member that is "being checked". Pairs
 * between members are not looked at unless one of them becomes a keeper, so a burst of n photos
 * takes about n looks, not n².
 */
export class MatcherChecks {
  private readonly pictureOf: (content: ContentHash) => PictureKey | undefined;
  private readonly handedOut = new Set<string>();

  constructor(pictureOf: (content: ContentHash) => PictureKey | undefined) {
    this.pictureOf = pictureOf;
  }

  /** The answer has come. */
  answered(first: PictureKey, second: PictureKey): void {
    this.handedOut.delete(picturePairKey(first, second));
  }

  /** Pairs without an answer yet, handed out or not. */
  count(groups: Iterable<Group>): number {
    return this.waiting(groups).size;
  }

  /**
   * The most promising pairs not handed out yet. When there are none left, those whose answer
   * never came (a scan was stopped in the middle of a look) are handed out again.
   */
  next(groups: Iterable<Group>, limit: number): PairCheck[] {
    const waiting = [...this.waiting(groups).values()];
    const fresh = waiting.filter(({ key }) => !this.handedOut.has(key));
    const chosen = (fresh.length > 0 ? fresh : waiting)
      .sort(mostPromisingFirst)
      .slice(0, limit);
    for (const { key } of chosen) this.handedOut.add(key);
    return chosen.map(({ check }) => check);
  }

  private waiting(groups: Iterable<Group>): Map<string, WaitingPair> {
    const pairs = new Map<string, WaitingPair>();
    for (const group of groups) {
      const keeper = this.pictureOf(group.keeper.content);
      for (const member of group.members) {
        if (!member.isBeingChecked) continue;
        const other = this.pictureOf(member.photo.content);
        if (keeper === undefined || other === undefined) continue;
        const key = picturePairKey(keeper, other);
        if (pairs.has(key)) continue;
        pairs.set(key, {
          key,
          pHash256Bits: member.evidence.pHash256Bits ?? 0,
          check: {
            first: group.keeper.content,
            second: member.photo.content,
            firstFile: group.keeper.key,
            secondFile: member.photo.key,
            transform: member.relation.transform,
          },
        });
      }
    }
    return pairs;
  }
}
