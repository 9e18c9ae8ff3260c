import type {
  Companion,
  Group,
  GroupMember,
  KeeperChoice,
  PhotoSummary,
} from './group.ts';

/**
 * Whether a group of the same id says the same as another. Looks at all that can change while the
 * id stays; what hangs on the contents alone (sizes, EXIF, measurements between two contents)
 * changes only with what is looked at. Links that wait for a look are not compared.
 */
export function isSameGroup(a: Group, b: Group): boolean {
  return (
    a === b ||
    (isSamePhoto(a.keeper, b.keeper) &&
      isSameChoice(a.keeperChoice, b.keeperChoice) &&
      areSame(a.members, b.members, isSameMember) &&
      areSame(a.alsoSimilar, b.alsoSimilar, isSameLink))
  );
}

function areSame<Item>(
  a: readonly Item[],
  b: readonly Item[],
  isSame: (a: Item, b: Item) => boolean,
): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((one, at) => {
    const other = b[at];
    return other !== undefined && (one === other || isSame(one, other));
  });
}

function isSamePhoto(a: PhotoSummary, b: PhotoSummary): boolean {
  return (
    a === b ||
    (a.key === b.key &&
      a.copy === b.copy &&
      a.copies === b.copies &&
      a.modifiedMs === b.modifiedMs &&
      a.sizeBytes === b.sizeBytes &&
      a.isProtected === b.isProtected &&
      areSame(a.companions ?? [], b.companions ?? [], isSameCompanion) &&
      // Read anew by a later version, an unchanged sidecar may say more.
      JSON.stringify(a.sidecarNotes) === JSON.stringify(b.sidecarNotes))
  );
}

function isSameCompanion(a: Companion, b: Companion): boolean {
  return (
    a.key === b.key && a.content === b.content && a.modifiedMs === b.modifiedMs
  );
}

function isSameChoice(a: KeeperChoice, b: KeeperChoice): boolean {
  if (a.kind === 'abstained') {
    return (
      b.kind === 'abstained' &&
      a.words === b.words &&
      areSame(a.rivals, b.rivals, (one, other) => one === other)
    );
  }
  return (
    b.kind === 'chosen' &&
    areSame(a.reasons, b.reasons, (one, other) => one.words === other.words)
  );
}

function isSameMember(a: GroupMember, b: GroupMember): boolean {
  return (
    isSamePhoto(a.photo, b.photo) &&
    a.state === b.state &&
    a.isDecided === b.isDecided &&
    a.isBeingChecked === b.isBeingChecked &&
    isSameEdge(a, b)
  );
}

function isSameEdge(
  { relation: a, evidence: measured }: GroupMember,
  { relation: b, evidence: other }: GroupMember,
): boolean {
  return (
    a.kind === b.kind &&
    a.transform === b.transform &&
    (measured === other ||
      (measured.rule === other.rule &&
        measured.pHash256Bits === other.pHash256Bits &&
        measured.decidingBits === other.decidingBits &&
        measured.closeLook?.ncc === other.closeLook?.ncc))
  );
}

function isSameLink(
  a: Group['alsoSimilar'][number],
  b: Group['alsoSimilar'][number],
): boolean {
  return a.photo.key === b.photo.key && a.via === b.via && a.group === b.group;
}
