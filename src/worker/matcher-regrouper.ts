import {
  buildGroups,
  type ContentCopies,
  type PictureKey,
} from '../domain/build-groups.ts';
import type { DecisionIndex } from '../domain/decision-index.ts';
import type { KeeperOrder } from '../domain/keeper-settings.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import type { Root } from '../domain/root.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { GroupDiff, MatcherGroupBook } from './matcher-group-book.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import {
  isMatched,
  protectedRootsOf,
  rulesFor,
} from './matcher-session-rules.ts';
import type { MatcherShots } from './matcher-shots.ts';

/** By what groups are made, besides what is measured. */
export interface GroupingRules {
  settings: MatchingSettings;
  roots: readonly Root[];
  keeper: KeeperOrder;
}

interface Held {
  library: MatcherLibrary;
  edges: MatcherEdges;
  shots: MatcherShots;
  book: MatcherGroupBook;
  decisions: DecisionIndex;
}

/**
 * Makes groups anew around what has changed: only the parts that the change can reach over edges,
 * which gives the same groups as regrouping everything (buildGroups says why).
 */
export class MatcherRegrouper {
  rules: GroupingRules;
  private readonly held: Held;

  constructor(held: Held, rules: GroupingRules) {
    this.held = held;
    this.rules = rules;
  }

  regroup(touched: ReadonlySet<ContentHash>): GroupDiff {
    const { book, library, edges, decisions, shots } = this.held;
    const { settings, roots, keeper } = this.rules;
    const scope = this.starts(touched);
    const contents: ContentCopies[] = [];
    for (const picture of this.reach(scope)) {
      for (const content of library.contentsOf(picture)) {
        scope.add(content);
        if (!this.hasCompany(content)) continue;
        const copies = library.copies(content);
        if (copies && isMatched(copies.fingerprint, settings)) {
          contents.push(copies);
        }
      }
    }
    const groups = buildGroups({
      contents,
      edges,
      decisions,
      protectedRoots: protectedRootsOf(roots),
      keeperRules: rulesFor(keeper, roots),
      filesOfShot: (file) => shots.filesOf(file),
    });
    return book.replace(scope, groups);
  }

  regroupPictures(pictures: Iterable<PictureKey>): GroupDiff {
    const contents = new Set<ContentHash>();
    for (const picture of pictures) {
      for (const content of this.held.library.contentsOf(picture)) {
        contents.add(content);
      }
    }
    return this.regroup(contents);
  }

  /** Groups everything anew, from what is measured already. */
  regroupAll(): GroupDiff {
    return this.regroupPictures(this.held.library.allPictures());
  }

  /** Whether it can stand in a group: it has twins, or something was measured against it. */
  hasCompany(content: ContentHash): boolean {
    const { library, edges } = this.held;
    const picture = library.pictureOf(content);
    return (
      picture !== undefined &&
      (library.hasTwins(content) || edges.hasEdges(picture))
    );
  }

  /**
   * Those that stand in a group or can, and all that share one with them. Most photos stand alone,
   * and nothing need be made of them to know that.
   */
  private starts(touched: Iterable<ContentHash>): Set<ContentHash> {
    const { book } = this.held;
    const starts = new Set<ContentHash>();
    for (const content of touched) {
      if (!this.hasCompany(content) && !book.groupOfContent(content)) continue;
      starts.add(content);
      for (const one of book.companions(content)) starts.add(one);
    }
    return starts;
  }

  /** Every picture that a change at these contents can reach. */
  private reach(contents: Iterable<ContentHash>): Set<PictureKey> {
    const { library, edges } = this.held;
    const starts: PictureKey[] = [];
    for (const content of contents) {
      const picture = library.pictureOf(content);
      if (picture !== undefined) starts.push(picture);
    }
    return edges.reach(starts);
  }
}
