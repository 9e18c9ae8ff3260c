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
import {
  forgetPrepared,
  NO_GROUPS,
  type EdgeEnd,
} from './matcher-edge-book.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import {
  groupFinder,
  type GroupDiff,
  type MatcherGroupBook,
  type Seat,
} from './matcher-group-book.ts';
import { MatcherGroupChange } from './matcher-group-change.ts';
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
  /** The pass over the edges: what it has reached is grouped. */
  pass: number;
  change: MatcherGroupChange;
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
      if (!this.concerns(content)) {
        book.unseat(content);
        continue;
      }
      // Those that shared a group with it may be cut off from it now.
      for (const one of book.companions(content)) scope.add(one);
    }
    const making = this.begun();
    const lone = new Set<PictureKey>();
    // All before the first is made: afterwards the seats say what comes.
    for (const content of scope) this.takeGroup(content, making);
    for (const content of scope) {
      const picture = library.pictureOf(content);
      if (picture === undefined) book.unseat(content);
      if (picture === undefined || lone.has(picture)) continue;
      const end = edges.endOf(picture);
      if (end !== undefined) this.groupAround(end, making, true);
      else {
        lone.add(picture);
        this.groupLone(picture, making);
      }
    }
    book.clear(making.change.before);
    return book.note(making.change);
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
    return this.held.book.note(making.change);
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
    const pass = this.held.edges.begin();
    return { by, pass, change: new MatcherGroupChange() };
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
    if (start.reachedIn === making.pass) return;
    const ends = this.held.edges.reach(start, making.pass);
    if (isChanged) for (const end of ends) forgetPrepared(end);
    for (const end of ends) this.takeGroupsOf(end, making);
    if (ends.length === 1 && this.isOnePhoto(start)) {
      // Nothing is to be prepared or weighed.
      this.sit(start, NO_GROUPS, isChanged);
      return;
    }
    const { groups, isWhole } = this.parts.madeOf(ends, making.by);
    const kept = keptGroups(ends, groups.length);
    for (const [at, group] of groups.entries()) {
      groups[at] = making.change.put(group, kept(group.keeper.content));
    }
    const groupOf = isWhole ? undefined : groupFinder(groups);
    for (const end of ends) {
      this.sit(end, groupOf ? groupsAround(end, groupOf) : groups, isChanged);
    }
  }

  /** Groups the contents of a picture that nothing was measured against. */
  private groupLone(picture: PictureKey, making: Making): void {
    const { library, book } = this.held;
    const contents = library.contentsOf(picture);
    const before = contents.flatMap(
      (content) => this.takeGroup(content, making) ?? [],
    );
    const nodes = this.nodes.ofLone(picture, making.by);
    const groups = groupsOfPart(nodes, making.by.rules).map((group) =>
      making.change.put(group, groupKeptBy(group.keeper.content, before)),
    );
    const seat = { groups };
    for (const content of contents) {
      if (groups.length > 0) book.seat(content, seat);
      else book.unseat(content);
    }
  }

  /** Whether only one photo shows this picture. */
  private isOnePhoto({ picture, prepared }: EdgeEnd): boolean {
    if (prepared !== undefined) return prepared.alone === NO_GROUPS;
    const { library } = this.held;
    const [content] = library.contentsOf(picture);
    return content !== undefined && !library.hasTwins(content);
  }

  /** The groups that a picture stands in are to be replaced. */
  private takeGroupsOf(end: EdgeEnd, making: Making): void {
    if (end.groups !== undefined) {
      for (const group of end.groups) making.change.take(group);
      return;
    }
    // It has its edges since it was grouped last.
    end.groups = this.held.library
      .contentsOf(end.picture)
      .flatMap((content) => this.takeGroup(content, making) ?? []);
  }

  /** The group that a content stands in is to be replaced. */
  private takeGroup(
    content: ContentHash,
    { change }: Making,
  ): Group | undefined {
    const group = this.held.book.groupOfContent(content);
    if (group !== undefined) change.take(group);
    return group;
  }

  /** @param isChanged the picture may have other contents than before */
  private sit(
    end: EdgeEnd,
    groups: readonly Group[],
    isChanged: boolean,
  ): void {
    end.groups = groups;
    // Most pictures with edges never come to stand in a group, and take no room in the book.
    if (isChanged) end.isSeated = false;
    if (end.isSeated || (groups.length === 0 && !isChanged)) return;
    const { library, book } = this.held;
    for (const content of library.contentsOf(end.picture)) {
      if (groups.length > 0) book.seat(content, end);
      else book.unseat(content);
    }
    end.isSeated = groups.length > 0;
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

function groupKeptBy(
  content: ContentHash,
  groups: readonly Group[],
): Group | undefined {
  return groups.find(({ keeper }) => keeper.content === content);
}

/** Finds the group of before that a content was the keeper of. @param asked how often */
function keptGroups(
  seats: readonly Seat[],
  asked: number,
): (content: ContentHash) => Group | undefined {
  if (asked <= FEW_GROUPS) {
    return (content) => {
      for (const { groups = [] } of seats) {
        const kept = groupKeptBy(content, groups);
        if (kept !== undefined) return kept;
      }
      return undefined;
    };
  }
  const byKeeper = new Map<ContentHash, Group>();
  for (const { groups = [] } of seats) {
    for (const group of groups) byKeeper.set(group.keeper.content, group);
  }
  return (content) => byKeeper.get(content);
}

const FEW_GROUPS = 2;

/** Those that hold something of a picture. */
function groupsAround(
  { prepared }: EdgeEnd,
  groupOf: (content: ContentHash) => Group | undefined,
): Group[] {
  const found = new Set<Group>();
  for (const { content } of prepared?.nodes ?? []) {
    const group = groupOf(content);
    if (group !== undefined) found.add(group);
  }
  return [...found];
}
