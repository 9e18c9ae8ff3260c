import {
  groupsOfPart,
  type GroupingRules,
  type PictureKey,
} from '../../domain/build-groups.ts';
import type { DecisionIndex } from '../../domain/decision-index.ts';
import type { Group } from '../../domain/group.ts';
import type { KeeperOrder } from '../../domain/keeper-settings.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { Root } from '../../domain/root.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import { forgetPrepared, type EdgeEnd } from './matcher-edge-book.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { GroupDiff, MatcherGroupBook } from './matcher-group-book.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import { MatcherNodes, type Preparing } from './matcher-nodes.ts';
import { MatcherParts } from './matcher-parts.ts';
import { protectedRootsOf, rulesFor } from './matcher-session-rules.ts';
import type { MatcherShots } from './matcher-shots.ts';

/** What the person chose that groups depend on. */
export interface GroupingChoices {
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

/** Groups on their way. */
interface Making {
  by: Preparing;
  /** Pictures that were grouped. */
  reached: Set<EdgeEnd>;
  /** Groups that held something of them. */
  before: Set<Group>;
  groups: Group[];
}

/**
 * Makes groups anew around what has changed: only the parts that the change can reach over edges,
 * which gives the same groups as regrouping everything (buildGroups says why).
 */
export class MatcherRegrouper {
  private readonly held: Held;
  private readonly nodes: MatcherNodes;
  private readonly parts: MatcherParts;
  private chosen: GroupingChoices;
  private rules: GroupingRules;

  constructor(held: Held, choices: GroupingChoices) {
    this.held = held;
    this.nodes = new MatcherNodes(held.library, held.edges);
    this.parts = new MatcherParts(held.edges, this.nodes);
    this.chosen = choices;
    this.rules = this.rulesOf(choices);
  }

  get choices(): GroupingChoices {
    return this.chosen;
  }

  /** Takes other choices; what they change is still to be regrouped. */
  choose(choices: GroupingChoices): void {
    this.nodes.dropAll();
    this.chosen = choices;
    this.rules = this.rulesOf(choices);
  }

  regroup(touched: ReadonlySet<ContentHash>): GroupDiff {
    const { library, book, edges } = this.held;
    const scope = new Set<ContentHash>();
    for (const content of touched) {
      // Most photos stand alone, and nothing need be made of them to know that.
      if (!this.concerns(content)) continue;
      // Those that shared a group with it may be cut off from it now.
      for (const one of book.companions(content)) scope.add(one);
    }
    const making = this.begun();
    const lone = new Set<PictureKey>();
    for (const content of scope) {
      this.takeGroup(content, making);
      const picture = library.pictureOf(content);
      if (picture === undefined || lone.has(picture)) continue;
      const end = edges.endOf(picture);
      if (end !== undefined) this.groupAround(end, making, true);
      else {
        lone.add(picture);
        this.groupLone(picture, making);
      }
    }
    return book.replace(making.before, making.groups);
  }

  /**
   * Moves the threshold and regroups around the pairs that it passes, from what was prepared for
   * the groups before.
   */
  moveThreshold(settings: MatchingSettings): GroupDiff {
    const passed = this.held.edges.setThreshold(settings);
    this.chosen = { ...this.chosen, settings };
    const making = this.begun();
    // Other looks speak against these pictures than before.
    for (const end of passed) end.isWeighed = false;
    for (const end of passed) this.groupAround(end, making, false);
    return this.held.book.replace(making.before, making.groups);
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

  /** Whether it stands in a group or can. */
  concerns(content: ContentHash): boolean {
    return (
      this.hasCompany(content) ||
      this.held.book.groupOfContent(content) !== undefined
    );
  }

  private begun(): Making {
    const by = { settings: this.chosen.settings, rules: this.rules };
    return { by, reached: new Set(), before: new Set(), groups: [] };
  }

  /**
   * Groups all that one picture can reach over edges, unless that was done.
   *
   * @param isChanged what was prepared for grouping is not true any more
   */
  private groupAround(
    start: EdgeEnd,
    making: Making,
    isChanged: boolean,
  ): void {
    if (making.reached.has(start)) return;
    const ends = this.held.edges.reach(start, making.reached);
    if (isChanged) for (const end of ends) forgetPrepared(end);
    const only = ends.length === 1 ? this.onlyContentOf(start) : undefined;
    if (only !== undefined) {
      // It stands alone: nothing is to be prepared or weighed.
      this.takeGroup(only, making);
      return;
    }
    const part = this.parts.madeOf(ends, making.by);
    for (const { content } of part.nodes) this.takeGroup(content, making);
    for (const group of part.groups) making.groups.push(group);
  }

  /** Groups the contents of a picture that nothing was measured against. */
  private groupLone(picture: PictureKey, making: Making): void {
    const nodes = this.nodes.ofLone(picture, making.by);
    for (const { content } of nodes) this.takeGroup(content, making);
    making.groups.push(...groupsOfPart(nodes, making.by.rules));
  }

  /** The content of a picture that only one photo shows. */
  private onlyContentOf({ picture }: EdgeEnd): ContentHash | undefined {
    const { library } = this.held;
    const [content] = library.contentsOf(picture);
    return content === undefined || library.hasTwins(content)
      ? undefined
      : content;
  }

  /** The group that a content stands in is to be replaced. */
  private takeGroup(content: ContentHash, { before }: Making): void {
    const group = this.held.book.groupOfContent(content);
    if (group !== undefined) before.add(group);
  }

  private rulesOf({ roots, keeper }: GroupingChoices): GroupingRules {
    const { edges, decisions, shots } = this.held;
    return {
      edges,
      decisions,
      protectedRoots: protectedRootsOf(roots),
      keeperRules: rulesFor(keeper, roots),
      filesOfShot: (file) => shots.filesOf(file),
    };
  }
}
