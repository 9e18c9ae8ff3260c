import type { PictureKey } from '../../domain/build-groups-input.ts';
import type { Edge } from './matcher-edge-book.ts';

/** The same whichever picture comes first. */
export function picturePairKey(a: PictureKey, b: PictureKey): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}

/**
 * Edges that went while groups waited for a second look at them. Most come again before the next
 * grouping, as when all pairs are measured anew: then they are the same objects, so that groups
 * that stay, groups that come and looks on their way are still about the same edge.
 */
export class AwaitedEdges {
  private readonly edges = new Map<string, Edge>();

  /** An edge goes. */
  keep(edge: Edge): void {
    if (edge.waiting !== undefined) this.edges.set(keyOf(edge), edge);
  }

  /** An edge comes. @returns the one that is to stand for it, which now says the same */
  take(edge: Edge): Edge {
    if (this.edges.size === 0) return edge;
    const key = keyOf(edge);
    const known = this.edges.get(key);
    if (known === undefined) return edge;
    this.edges.delete(key);
    return Object.assign(known, { ...edge, waiting: known.waiting });
  }

  /** Drops those that no group waits for any more. */
  settle(): void {
    for (const [key, { waiting }] of this.edges) {
      if (waiting === undefined) this.edges.delete(key);
    }
  }
}

function keyOf({ first, second }: Edge): string {
  return picturePairKey(first.picture, second.picture);
}
