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

/** A neighbour of some picture, and how far off it is. */
interface Neighbour {
  picture: PictureKey;
  measured: HashDistances;
}

/** What windows propose stands apart: a distance of parts says nothing beside one of wholes. */
type Kind = 'whole' | 'window';

type NearestOfEnd = Partial<Record<Kind, Edge[]>>;

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
    if (
      !this.isFullFor(this.book.endOf(first), { picture: second, measured }) ||
      !this.isFullFor(this.book.endOf(second), { picture: first, measured })
    ) {
      return true;
    }
    this.noteLeftOut(first, second, measured);
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
      if (last === undefined || last.look !== undefined) continue;
      const other = otherEnd(last, end);
      if (!this.isFullFor(other, neighbourOn(last, other))) continue;
      this.book.removeEdge(last);
      this.crowded.add(end.picture).add(other.picture);
      this.noteLeftOut(end.picture, other.picture, last.measured);
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

  private isFullFor(end: EdgeEnd | undefined, neighbour: Neighbour): boolean {
    if (end === undefined || end.edges.length < NEAREST_PAIRS) return false;
    const last = this.nearestOf(end, kindOf(neighbour))[NEAREST_PAIRS - 1];
    return (
      last !== undefined && this.compare(neighbourOn(last, end), neighbour) < 0
    );
  }

  /** The first edge behind the nearest of this picture, if this new one pushed it there. */
  private pushedOut(end: EdgeEnd, edge: Edge): Edge | undefined {
    const kind = kindOf(edge);
    const known = this.nearest.get(end)?.[kind];
    if (known === undefined) {
      if (end.edges.length <= NEAREST_PAIRS) return undefined;
      const sorted = this.sorted(end, kind);
      this.keep(end, kind, sorted);
      return sorted[NEAREST_PAIRS];
    }
    const neighbour = neighbourOn(edge, end);
    const at = known.findIndex(
      (one) => this.compare(neighbour, neighbourOn(one, end)) < 0,
    );
    known.splice(at < 0 ? known.length : at, 0, edge);
    return known.length > NEAREST_PAIRS ? known.pop() : undefined;
  }

  private nearestOf(end: EdgeEnd, kind: Kind): readonly Edge[] {
    return (
      this.nearest.get(end)?.[kind] ??
      this.keep(end, kind, this.sorted(end, kind))
    );
  }

  private keep(end: EdgeEnd, kind: Kind, sorted: readonly Edge[]): Edge[] {
    const nearest = sorted.slice(0, NEAREST_PAIRS);
    this.nearest.set(end, { ...this.nearest.get(end), [kind]: nearest });
    return nearest;
  }

  private sorted(end: EdgeEnd, kind: Kind): Edge[] {
    return end.edges
      .filter((edge) => kindOf(edge) === kind)
      .sort((a, b) => this.compare(neighbourOn(a, end), neighbourOn(b, end)));
  }

  /** Nearer ones first; a tie goes by name, so that order is none. */
  private compare(a: Neighbour, b: Neighbour): number {
    const byBits =
      distanceThatDecides(a.measured, this.settings) -
      distanceThatDecides(b.measured, this.settings);
    if (byBits !== 0) return byBits;
    const by256 = a.measured.pHash256Bits - b.measured.pHash256Bits;
    if (by256 !== 0) return by256;
    const by64 = a.measured.pHash64Bits - b.measured.pHash64Bits;
    if (by64 !== 0) return by64;
    return a.picture < b.picture ? -1 : 1;
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

function kindOf({ measured }: { measured: HashDistances }): Kind {
  return measured.isWindow === true ? 'window' : 'whole';
}

function neighbourOn(edge: Edge, end: EdgeEnd): Neighbour {
  return { picture: otherEnd(edge, end).picture, measured: edge.measured };
}
