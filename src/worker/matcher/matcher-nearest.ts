import type { PictureKey } from '../../domain/build-groups-input.ts';
import {
  isOverThreshold,
  type HashDistances,
} from '../../domain/judge-edge.ts';
import { NEAREST_PAIRS } from '../../domain/nearest-pairs.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import {
  otherEnd,
  type Edge,
  type EdgeBook,
  type EdgeEnd,
} from './matcher-edge-book.ts';
import { distanceThatDecides } from './matcher-measure.ts';

/** An edge as one of its ends sees it: how far off the picture at the other end is. */
interface Neighbour {
  edge: Edge;
  picture: PictureKey;
  rank: number;
}

/** What windows propose stands apart: a distance of parts says nothing beside one of wholes. */
type Kind = 'whole' | 'window';

type NearestOfEnd = Partial<Record<Kind, Neighbour[]>>;

/**
 * Keeps the nearest edges of pictures that have very many, and drops those that are among the nearest of
 * neither of their pictures, unless somebody has looked at the two. As long as no picture is taken away, what
 * is kept does not depend on the order in which edges come.
 */
export class NearestEdges {
  /** Decide which distance counts. After another one all edges must come anew. */
  settings: MatchingSettings;
  private readonly book: EdgeBook;
  /** Nearest first, at most `NEAREST_PAIRS`; only of pictures with more edges than that. */
  private readonly nearest = new WeakMap<EdgeEnd, NearestOfEnd>();
  private crowded = new Set<PictureKey>();
  private readonly leftOut = new Set<PictureKey>();

  constructor(book: EdgeBook, settings: MatchingSettings) {
    this.book = book;
    this.settings = settings;
  }

  /** Of how many pictures pairs within the threshold are left out. */
  get picturesLeftOut(): number {
    return this.leftOut.size;
  }

  /** Pictures that lost an edge since this was asked last. */
  takeCrowded(): Iterable<PictureKey> {
    const { crowded } = this;
    this.crowded = new Set();
    return crowded;
  }

  /** Whether a new edge would be among the nearest of one of its pictures. */
  admits(
    first: PictureKey,
    second: PictureKey,
    measured: HashDistances,
  ): boolean {
    const ends = [this.book.endOf(first), this.book.endOf(second)] as const;
    return ends[0] && ends[1]
      ? this.admitsBetween(ends[0], ends[1], measured)
      : true;
  }

  /** The same where both have edges. */
  admitsBetween(
    first: EdgeEnd,
    second: EdgeEnd,
    measured: HashDistances,
  ): boolean {
    const rank = this.rankOf(measured);
    const kind = kindOf(measured);
    if (
      !this.isFullFor(first, second.picture, rank, kind) ||
      !this.isFullFor(second, first.picture, rank, kind)
    ) {
      return true;
    }
    this.noteLeftOut(first.picture, second.picture, measured);
    return false;
  }

  /** Notes an edge after it was added, or read anew after `forget`, and drops those that must give way. */
  put(edge: Edge): void {
    // Both before anything is asked of either: asking counts the edge in.
    const pushed = [edge.first, edge.second].map((end) => ({
      end,
      last: this.pushedOut(end, edge),
    }));
    for (const { end, last } of pushed) {
      if (last === undefined || last.edge.look !== undefined) continue;
      const { measured } = last.edge;
      const other = otherEnd(last.edge, end);
      const kind = kindOf(measured);
      if (!this.isFullFor(other, end.picture, last.rank, kind)) continue;
      this.book.removeEdge(last.edge);
      this.crowded.add(end.picture).add(other.picture);
      this.noteLeftOut(end.picture, other.picture, measured);
    }
  }

  /** This edge goes, or is about to be read anew. */
  forget({ first, second }: Edge): void {
    this.nearest.delete(first);
    this.nearest.delete(second);
  }

  /** This picture goes with all its edges. */
  remove(end: EdgeEnd): void {
    for (const edge of end.edges) this.forget(edge);
    this.leftOut.delete(end.picture);
  }

  /** All edges go. */
  clear(): void {
    this.leftOut.clear();
  }

  private isFullFor(
    end: EdgeEnd,
    picture: PictureKey,
    rank: number,
    kind: Kind,
  ): boolean {
    if (end.edges.length < NEAREST_PAIRS) return false;
    const last = this.nearestOf(end, kind)[NEAREST_PAIRS - 1];
    return last !== undefined && isBefore(last, { picture, rank });
  }

  /** The first edge behind the nearest of this picture, if this new one pushed it there. */
  private pushedOut(end: EdgeEnd, edge: Edge): Neighbour | undefined {
    const kind = kindOf(edge.measured);
    const known = this.nearest.get(end)?.[kind];
    if (known === undefined) {
      if (end.edges.length <= NEAREST_PAIRS) return undefined;
      const sorted = this.sorted(end, kind);
      this.keep(end, kind, sorted);
      return sorted[NEAREST_PAIRS];
    }
    const neighbour = this.neighbourOn(edge, end);
    const at = known.findIndex((one) => isBefore(neighbour, one));
    known.splice(at < 0 ? known.length : at, 0, neighbour);
    return known.length > NEAREST_PAIRS ? known.pop() : undefined;
  }

  private nearestOf(end: EdgeEnd, kind: Kind): readonly Neighbour[] {
    return (
      this.nearest.get(end)?.[kind] ??
      this.keep(end, kind, this.sorted(end, kind))
    );
  }

  private keep(
    end: EdgeEnd,
    kind: Kind,
    sorted: readonly Neighbour[],
  ): Neighbour[] {
    const nearest = sorted.slice(0, NEAREST_PAIRS);
    this.nearest.set(end, { ...this.nearest.get(end), [kind]: nearest });
    return nearest;
  }

  private sorted(end: EdgeEnd, kind: Kind): Neighbour[] {
    return end.edges
      .filter(({ measured }) => kindOf(measured) === kind)
      .map((edge) => this.neighbourOn(edge, end))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  private neighbourOn(edge: Edge, end: EdgeEnd): Neighbour {
    const { picture } = otherEnd(edge, end);
    return { edge, picture, rank: this.rankOf(edge.measured) };
  }

  /** Less is nearer: the deciding hash first, then pHash-256, then pHash-64, of 256, 256 and 64 bits. */
  private rankOf(measured: HashDistances): number {
    const { pHash256Bits, pHash64Bits } = measured;
    const bits = distanceThatDecides(measured, this.settings);
    return (bits * 512 + pHash256Bits) * 128 + pHash64Bits;
  }

  private noteLeftOut(
    first: PictureKey,
    second: PictureKey,
    measured: HashDistances,
  ): void {
    if (isOverThreshold(measured, this.settings)) return;
    this.leftOut.add(first).add(second);
  }
}

function kindOf({ isWindow }: HashDistances): Kind {
  return isWindow === true ? 'window' : 'whole';
}

/** A tie goes by name, so that order is none. */
function isBefore(
  a: Pick<Neighbour, 'picture' | 'rank'>,
  b: Pick<Neighbour, 'picture' | 'rank'>,
): boolean {
  return a.rank === b.rank ? a.picture < b.picture : a.rank < b.rank;
}
