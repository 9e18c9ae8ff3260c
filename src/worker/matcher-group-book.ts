import type { Group, GroupId, KeeperChoice } from '../domain/group.ts';
import type { ContentHash } from '../domain/photo-id.ts';

/** What the page has to be told. */
export interface GroupDiff {
  upserts: Group[];
  removed: GroupId[];
}

function choiceText(choice: KeeperChoice): string {
  return choice.kind === 'abstained'
    ? choice.words
    : choice.reasons.map(({ words }) => words).join(';');
}

/**
 * All that can change in a group while its id stays, in a short text. What hangs on the contents
 * alone (sizes, EXIF, measurements between two contents) changes only with the keys named here.
 */
function signature(group: Group): string {
  const { keeper, members, alsoSimilar, keeperChoice } = group;
  const photos = [keeper, ...members.map(({ photo }) => photo)].map((photo) =>
    [
      photo.key,
      photo.copy,
      photo.modifiedMs,
      photo.sizeBytes,
      photo.isProtected,
      // Read anew by a later version, an unchanged sidecar may say more.
      JSON.stringify(photo.sidecarNotes ?? ''),
      ...(photo.companions ?? []).map(
        ({ key, content = '', modifiedMs }) =>
          `${key} ${content} ${modifiedMs}`,
      ),
    ].join('|'),
  );
  const edges = members.map(
    ({ relation, evidence, state, isDecided, isBeingChecked }) =>
      [
        relation.kind,
        relation.transform,
        state,
        isDecided,
        isBeingChecked,
        evidence.rule,
        evidence.pHash256Bits,
        evidence.decidingBits,
        evidence.closeLook?.ncc,
      ].join('|'),
  );
  const links = alsoSimilar.map(
    ({ photo, via, group: other }) => `${photo.key}|${via}|${other ?? ''}`,
  );
  return JSON.stringify([
    keeperChoice.kind,
    choiceText(keeperChoice),
    photos,
    edges,
    links,
  ]);
}

/** Without the links that wait for a second look: only the matcher's checks ask for those. */
function told(group: Group): Group {
  const { openLinks, ...rest } = group;
  return openLinks === undefined ? group : rest;
}

function contentsOf(group: Group): Set<ContentHash> {
  return new Set([
    group.keeper.content,
    ...group.members.map(({ photo }) => photo.content),
  ]);
}

/** The groups as the page knows them. */
export class MatcherGroupBook {
  private readonly groups = new Map<GroupId, Group>();
  private readonly groupOf = new Map<ContentHash, GroupId>();
  private readonly onReplaced: (
    before: Iterable<Group>,
    made: readonly Group[],
  ) => void;

  /** @param onReplaced is told of all groups that go and come, changed or not */
  constructor(
    onReplaced: (before: Iterable<Group>, made: readonly Group[]) => void,
  ) {
    this.onReplaced = onReplaced;
  }

  /** The group that a content stands in. */
  groupOfContent(content: ContentHash): Group | undefined {
    const id = this.groupOf.get(content);
    return id === undefined ? undefined : this.groups.get(id);
  }

  /** Contents that share a group with this one, itself included. */
  companions(content: ContentHash): Iterable<ContentHash> {
    const group = this.groupOfContent(content);
    return group ? contentsOf(group) : [content];
  }

  /**
   * Puts new groups in the place of all groups that hold one of these contents.
   *
   * @param scope every content that was regrouped, and those that are gone
   */
  replace(scope: Iterable<ContentHash>, made: readonly Group[]): GroupDiff {
    const before = new Map<GroupId, Group>();
    for (const content of scope) {
      const group = this.groupOfContent(content);
      if (group) before.set(group.id, group);
    }
    for (const group of before.values()) {
      this.groups.delete(group.id);
      for (const content of contentsOf(group)) this.groupOf.delete(content);
    }
    const upserts: Group[] = [];
    for (const group of made) {
      const old = before.get(group.id);
      this.groups.set(group.id, group);
      for (const content of contentsOf(group)) {
        this.groupOf.set(content, group.id);
      }
      if (!old || signature(old) !== signature(group))
        upserts.push(told(group));
    }
    this.onReplaced(before.values(), made);
    const removed = [...before.keys()].filter((id) => !this.groups.has(id));
    return { upserts, removed };
  }
}
