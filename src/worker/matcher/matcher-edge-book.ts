import type { ContentNode } from '../../domain/build-groups-candidates.ts';
import type { PictureKey } from '../../domain/build-groups-input.ts';
import type {
  DihedralTransform,
  Fingerprint,
} from '../../domain/fingerprint.ts';
import type { Group, PhotoSummary } from '../../domain/group.ts';
import type { EdgeVerdict, HashDistances } from '../../domain/judge-edge.ts';
import type { Likeness } from '../../domain/judge-edge-stored.ts';
import type { PairMeasure } from '../../domain/relation.ts';
import { NEAREST_PAIRS } from '../../domain/nearest-pairs.ts';
import { AwaitedEdges } from './matcher-awaited-edges.ts';

/** From here on the edges of one picture are found by name; fewer are gone through. */
const MANY_EDGES = 16;

/** Of a photo that stands alone. */
export const NO_GROUPS: Group[] = [];

/** A picture with edges: one object as long as it has any. */
export interface EdgeEnd {
  readonly picture: PictureKey;
  /** Its number on the shelf, once it has so many edges that it is found by that. */
  slot: number | undefined;
  edges: Edge[];
  /** How many of them have had a second look. */
  looked: number;
  /** Its contents, prepared for grouping: kept until something of them changes. */
  prepared: PreparedContents | undefined;
  /** The same as other looks had it that counted before; they count again when a slider comes back. */
  otherwise: PreparedContents | undefined;
  /** False when other looks than before may speak against the prepared contents. */
  isWeighed: boolean;
  /** As a seat of the book of groups. */
  groups: readonly Group[] | undefined;
  /** The book of groups finds its contents here. */
  isSeated: boolean;
  /** The pass over the edges that reached it last. */
  reachedIn: number;
  /** The edges by their other end, where there are many. */
  byOther: Map<EdgeEnd, Edge> | undefined;
  /** A fingerprint of the picture, as of some state of the library. */
  fingerprint: Fingerprint | undefined;
  /** Which state that was. */
  asOf: number;
}

/** The contents of a picture that can stand in a group. */
export interface PreparedContents {
  readonly nodes: readonly ContentNode[];
  /** How many looks were weighed for them; undefined when that does not say which. */
  looks: number | undefined;
  /** The groups made of them where no other picture was near; `NO_GROUPS` for a single photo. */
  alone: Group[] | undefined;
}

/** Contents that edges connect, and the groups that were made of them. */
export interface KnownPart {
  nodes: readonly ContentNode[];
  /** How many edges between them were accepted or open: all that lead to this. */
  links: number;
  groups: Group[];
  /** Each of the contents stands in each of the groups: there is one group, or none. */
  isWhole: boolean;
}

/** One measured pair of pictures. */
export interface Edge {
  readonly first: EdgeEnd;
  readonly second: EdgeEnd;
  /** From first to second. */
  measured: HashDistances;
  /** From first to second; undefined until both thumbnails are in memory at the same time. */
  likeness: Likeness | undefined;
  /** What the second look said, if one was taken or tried. */
  look: Look | 'failed' | undefined;
  /**
   * Verdicts given so far on the pair within the threshold: one for each order of each two
   * contents that were asked about. The latest comes first.
   */
  verdict: KnownVerdict | undefined;
  /** The part that it last helped to connect, unless it says something else since. */
  part: KnownPart | undefined;
  /** The pair as a group waits for a second look at it: the first of those that do. */
  waiting: WaitingPair | undefined;
}

/** An edge as one group waits for a second look at it. */
export interface WaitingPair {
  readonly edge: Edge;
  readonly first: PhotoSummary;
  readonly second: PhotoSummary;
  /** Takes the first to the second. */
  readonly transform: DihedralTransform;
  /** Lower ones are looked at first. */
  readonly rank: number;
  /** The same edge as another group waits for it: one with twins of these photos. */
  next: WaitingPair | undefined;
}

export interface KnownVerdict {
  keeper: Fingerprint;
  member: Fingerprint;
  verdict: EdgeVerdict;
  /** Given before. */
  next: KnownVerdict | undefined;
}

export interface Look {
  first: PictureKey;
  /** From first to the other picture. */
  measure: PairMeasure;
}

/** What was said on a pair is not true any more. */
export function forgetVerdicts(edge: Edge): void {
  edge.verdict = undefined;
  edge.part = undefined;
  forgetLooks(edge);
}

/** Of the pictures of a pair, as many looks as before may be others now. */
export function forgetLooks({ first, second }: Edge): void {
  for (const end of [first, second]) {
    end.otherwise = undefined;
    if (end.prepared !== undefined) end.prepared.looks = undefined;
  }
}

/** What was prepared of a picture is not true any more. */
export function forgetPrepared(end: EdgeEnd): void {
  end.prepared = undefined;
  end.otherwise = undefined;
}

/** The other end of an edge. */
export function otherEnd({ first, second }: Edge, end: EdgeEnd): EdgeEnd {
  return first === end ? second : first;
}

/** The edge of two ends; undefined when they have none. */
export function edgeBetween(end: EdgeEnd, other: EdgeEnd): Edge | undefined {
  return end.byOther === undefined
    ? end.edges.find((edge) => otherEnd(edge, end) === other)
    : end.byOther.get(other);
}

/** Edges by the pictures at their ends, at most one between two. */
export class EdgeBook {
  private readonly slotOf: (picture: PictureKey) => number | undefined;
  private readonly ends = new Map<PictureKey, EdgeEnd>();
  /** Those with at least `NEAREST_PAIRS` edges. */
  private readonly full = new Map<number, EdgeEnd>();
  private readonly awaited = new AwaitedEdges();

  /** @param slotOf the number of a picture, which stays its own while the picture has edges */
  constructor(slotOf: (picture: PictureKey) => number | undefined) {
    this.slotOf = slotOf;
  }

  /** undefined when the picture has no edge. */
  endOf(picture: PictureKey): EdgeEnd | undefined {
    return this.ends.get(picture);
  }

  /**
   * A picture that has or had at least `NEAREST_PAIRS` edges, by its number: most are asked about so often that
   * making names for it would take long.
   */
  fullEndAt(slot: number): EdgeEnd | undefined {
    return this.full.get(slot);
  }

  edgeOf(a: PictureKey, b: PictureKey): Edge | undefined {
    const [end, other] = [this.ends.get(a), this.ends.get(b)];
    return end && other && edgeBetween(end, other);
  }

  /** Adds and returns an edge between two that have none. */
  add(
    first: PictureKey,
    second: PictureKey,
    measured: HashDistances,
    look: Edge['look'],
  ): Edge {
    const made: Edge = {
      first: this.madeEnd(first),
      second: this.madeEnd(second),
      measured,
      likeness: undefined,
      look,
      verdict: undefined,
      part: undefined,
      waiting: undefined,
    };
    const edge = this.awaited.take(made);
    forgetVerdicts(edge);
    this.addTo(edge.first, edge);
    this.addTo(edge.second, edge);
    return edge;
  }

  /** @returns the pictures that had an edge to it */
  removePicture(picture: PictureKey): PictureKey[] {
    const end = this.ends.get(picture);
    if (end === undefined) return [];
    this.forgetEnd(end);
    return end.edges.map((edge) => {
      const other = otherEnd(edge, end);
      this.takeFrom(other, edge);
      forgetVerdicts(edge);
      this.awaited.keep(edge);
      return other.picture;
    });
  }

  removeEdge(edge: Edge): void {
    this.takeFrom(edge.first, edge);
    this.takeFrom(edge.second, edge);
    forgetVerdicts(edge);
    this.awaited.keep(edge);
  }

  clear(): void {
    for (const edge of this.all()) this.awaited.keep(edge);
    this.ends.clear();
    this.full.clear();
  }

  /** All groups are made that the changes so far concern. */
  settle(): void {
    this.awaited.settle();
  }

  /** Every picture with edges. */
  allEnds(): Iterable<EdgeEnd> {
    return this.ends.values();
  }

  /** Each edge once. */
  all(): Edge[] {
    const edges: Edge[] = [];
    for (const end of this.ends.values()) {
      for (const edge of end.edges) {
        if (edge.first === end) edges.push(edge);
      }
    }
    return edges;
  }

  private takeFrom(end: EdgeEnd, edge: Edge): void {
    end.edges.splice(end.edges.indexOf(edge), 1);
    end.byOther?.delete(otherEnd(edge, end));
    if (edge.look !== undefined) end.looked -= 1;
    if (end.edges.length === 0) this.forgetEnd(end);
  }

  private forgetEnd({ picture, slot }: EdgeEnd): void {
    this.ends.delete(picture);
    if (slot !== undefined) this.full.delete(slot);
  }

  private madeEnd(picture: PictureKey): EdgeEnd {
    let end = this.ends.get(picture);
    if (end === undefined) {
      end = {
        picture,
        slot: undefined,
        edges: [],
        looked: 0,
        prepared: undefined,
        otherwise: undefined,
        isWeighed: true,
        groups: undefined,
        isSeated: false,
        reachedIn: 0,
        byOther: undefined,
        fingerprint: undefined,
        asOf: -1,
      };
      this.ends.set(picture, end);
    }
    return end;
  }

  private addTo(end: EdgeEnd, edge: Edge): void {
    addTo(end, edge);
    if (end.slot !== undefined || end.edges.length < NEAREST_PAIRS) return;
    end.slot = this.slotOf(end.picture);
    if (end.slot !== undefined) this.full.set(end.slot, end);
  }
}

function addTo(end: EdgeEnd, edge: Edge): void {
  if (edge.look !== undefined) end.looked += 1;
  if (end.edges.length < MANY_EDGES) {
    // An array that is pushed to keeps room for 16 more, and most pictures have one edge.
    end.edges = end.edges.concat(edge);
    return;
  }
  end.edges.push(edge);
  end.byOther ??= new Map(end.edges.map((one) => [otherEnd(one, end), one]));
  end.byOther.set(otherEnd(edge, end), edge);
}
