import type { ContentHash } from '../../domain/photo-id.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { MatcherLibrary } from './matcher-library.ts';

interface Places {
  library: MatcherLibrary;
  edges: MatcherEdges;
  /** Whether something can stand beside this content in a group. */
  hasCompany: (content: ContentHash) => boolean;
}

/** Drops from memory what is not needed of fingerprints and can be read back. */
export class MatcherRelease {
  private readonly places: Places;
  /** Contents whose thumbnail is still needed: a picture that it is to be compared with is missing. */
  private readonly waiting = new Set<ContentHash>();

  constructor(places: Places) {
    this.places = places;
  }

  /**
   * Drops the fingerprints of those that stand alone. Of the others it drops the hashes, of which
   * two stay on the shelf, and the thumbnail and the colours once all pairs are compared.
   */
  release(contents: Iterable<ContentHash>): void {
    for (const content of contents) this.waiting.add(content);
    for (const content of this.waiting) {
      if (this.isReleased(content)) this.waiting.delete(content);
    }
  }

  private isReleased(content: ContentHash): boolean {
    const { library, edges, hasCompany } = this.places;
    const picture = library.pictureOf(content);
    if (picture === undefined) return true;
    if (!hasCompany(content)) {
      library.release(content);
      return true;
    }
    library.releaseHashes(content);
    if (!edges.isCompared(picture)) return false;
    library.releaseThumb(content);
    return true;
  }
}
