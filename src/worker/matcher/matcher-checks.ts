import type { Group } from '../../domain/group.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { PairCheck } from '../../protocol/matcher-protocol.ts';
import type { Edge, WaitingPair } from './matcher-edge-book.ts';

/**
 * Two pictures that have had so many looks already stand behind all that had fewer, or the hundreds of a
 * series would be looked at before the copies of everything else.
 */
const LOOKS_PER_STEP = 8;
/** More than any two pictures are apart, bits. */
const STEP_RANK = 257;
const MOST_STEPS = 8;
/** Links are for the eye only: their pairs come after all those of members. */
const LINK_RANK = STEP_RANK * (MOST_STEPS + 1);

const NOTHING: readonly WaitingPair[] = [];

/**
 * Which pairs want a second look: those of a keeper and a member that is "being checked", then, of
 * each photo near a group and outside it, the one with the closest member. Pairs between members
 * are not looked at unless one of them becomes a keeper, so n copies of one photo take about n
 * looks. n shots that are all refused take up to n² / 2, and beyond 64 some 50 n (docs/decisions/0024-nearest-pairs.md). Kept from change to
 * change: to ask costs nothing, however many groups there are. What groups wait for hangs on the
 * edge: one look serves them all, and a slider that moves thousands of groups looks up no name.
 */
export class MatcherChecks {
  private readonly edgeBetween: (
    first: ContentHash,
    second: ContentHash,
  ) => Edge | undefined;
  /** Groups that go come back with a slider, the same objects as before. */
  private readonly pairsOfGroup = new WeakMap<Group, readonly WaitingPair[]>();
  private readonly handedOut = new Set<Edge>();
  /** Edges waited for and not handed out, by rank: the most promising stand first. */
  private readonly fresh: Set<Edge>[] = [];
  private waitedFor = 0;

  /** @param edgeBetween the edge between the pictures of two contents */
  constructor(
    edgeBetween: (first: ContentHash, second: ContentHash) => Edge | undefined,
  ) {
    this.edgeBetween = edgeBetween;
  }

  /** Pairs of pictures without an answer yet, handed out or not. */
  get count(): number {
    return this.waitedFor;
  }

  /** Groups that go and groups that come in their place. */
  replace(before: Iterable<Group>, made: Iterable<Group>): void {
    for (const group of before) {
      for (const pair of this.pairsOf(group)) this.remove(pair);
    }
    for (const group of made) {
      for (const pair of this.pairsOf(group)) this.add(pair);
    }
    for (const edge of this.handedOut) {
      if (edge.waiting === undefined) this.handedOut.delete(edge);
    }
  }

  /**
   * The most promising pairs not handed out yet. When there are none left, those whose answer
   * never came (a scan was stopped in the middle of a look) are handed out again.
   */
  next(limit: number): PairCheck[] {
    const chosen = this.takeFresh(limit);
    if (chosen.length === 0) {
      for (const edge of this.handedOut) {
        if (chosen.length === limit) break;
        chosen.push(edge);
      }
    }
    return chosen.flatMap((edge) => {
      this.handedOut.add(edge);
      return edge.waiting ? checkOf(edge.waiting) : [];
    });
  }

  private takeFresh(limit: number): Edge[] {
    const chosen: Edge[] = [];
    for (const edges of this.fresh) {
      for (const edge of edges) {
        if (chosen.length === limit) return chosen;
        edges.delete(edge);
        chosen.push(edge);
      }
    }
    return chosen;
  }

  private add(pair: WaitingPair): void {
    const { edge } = pair;
    pair.next = undefined;
    let last = edge.waiting;
    if (last === undefined) {
      edge.waiting = pair;
      this.waitedFor += 1;
      if (!this.handedOut.has(edge)) this.freshAt(pair).add(edge);
      return;
    }
    while (last.next) last = last.next;
    last.next = pair;
  }

  private remove(pair: WaitingPair): void {
    const { edge, next } = pair;
    if (edge.waiting !== pair) {
      let one = edge.waiting;
      while (one && one.next !== pair) one = one.next;
      if (one) one.next = next;
      return;
    }
    edge.waiting = next;
    if (next?.rank === pair.rank) return;
    const wasFresh = this.freshAt(pair).delete(edge);
    if (next === undefined) this.waitedFor -= 1;
    else if (wasFresh) this.freshAt(next).add(edge);
  }

  /** What a group waits for: each edge once. Its contents must be held. */
  private pairsOf(group: Group): readonly WaitingPair[] {
    if (!isWaiting(group)) return NOTHING;
    let pairs = this.pairsOfGroup.get(group);
    if (pairs === undefined) {
      pairs = [...this.pairsIn(group).values()];
      this.pairsOfGroup.set(group, pairs);
    }
    return pairs;
  }

  private pairsIn(group: Group): Map<Edge, WaitingPair> {
    const pairs = new Map<Edge, WaitingPair>();
    for (const { first, second, transform, rank } of openPairs(group)) {
      const edge = this.edgeBetween(first.content, second.content);
      if (edge === undefined) throw new Error('only edges are waited for');
      if (pairs.has(edge)) continue;
      pairs.set(edge, {
        edge,
        first,
        second,
        transform,
        rank: rank + STEP_RANK * stepsOf(edge),
        next: undefined,
      });
    }
    return pairs;
  }

  private freshAt({ rank }: WaitingPair): Set<Edge> {
    while (this.fresh.length <= rank) this.fresh.push(new Set());
    const edges = this.fresh[rank];
    if (edges === undefined) throw new Error(`no rank ${rank}`);
    return edges;
  }
}

function isWaiting({ members, openLinks = [] }: Group): boolean {
  return (
    openLinks.length > 0 || members.some(({ isBeingChecked }) => isBeingChecked)
  );
}

/** By the picture that had fewer looks: one copy in a series is found early. */
function stepsOf({ first, second }: Edge): number {
  const looked = Math.min(first.looked, second.looked);
  return Math.min(MOST_STEPS, Math.floor(looked / LOOKS_PER_STEP));
}

function* openPairs({
  keeper,
  members,
  openLinks = [],
}: Group): Generator<Omit<WaitingPair, 'edge' | 'next'>> {
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
