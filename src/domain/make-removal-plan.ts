import { isIn, type FolderPlace } from './folder-place.ts';
import type { Companion, Group, GroupMember, PhotoSummary } from './group.ts';
import type { ListedGroup } from './listed-group.ts';
import { notesOnlyIn } from './lost-metadata.ts';
import type { ContentHash, FileKey } from './photo-id.ts';
import { knownFacts } from './photo-notes.ts';
import { readOnlyPlaceOf } from './read-only-places.ts';
import type {
  PlannedCompanion,
  PlannedFile,
  PlannedGroup,
  PlannedVictim,
  RemovalPlan,
} from './removal-plan.ts';
import type { Steps } from './steps.ts';

/**
 * The plan for everything that is to be moved: members with the state `move` whose second look is
 * done and that lie in no protected folder and no read-only place, each with the other files of
 * its shot. A keeper of any group is in no victim set, and a victim is in one only. Touches nothing
 * on disk. `nowMs` is ms since 1970. A step at a time: there may be many groups.
 *
 * With a `place` only what lies in it moves; what stays is the same as without.
 *
 * Where a companion may not be moved (it is a keeper, a person keeps it, or its bytes are not known)
 * the plan says so with its photo, and the executor refuses that with words for the person.
 */
export function* makeRemovalPlan(
  groups: readonly ListedGroup[],
  nowMs: number,
  id: string,
  place?: FolderPlace,
): Steps<RemovalPlan> {
  const maker = new PlanMaker(place);
  const moving: Group[] = [];
  for (const listed of groups) {
    const group = listed.whole();
    maker.note(group);
    if (group.members.some((member) => maker.isMoving(member))) {
      moving.push(group);
    }
    yield undefined;
  }
  const planned: PlannedGroup[] = [];
  for (const group of moving) {
    planned.push(...maker.plannedGroups(group));
    yield undefined;
  }
  return { id, createdMs: nowMs, groups: planned };
}

/** What is planned already, and what stays. All groups are noted before the first is planned. */
class PlanMaker {
  private readonly keepers = new Set<FileKey>();
  /** What a person wants to keep stays, whatever shot it is a part of. */
  private readonly kept = new Set<FileKey>();
  /** Files of a shot may stand in several groups; each is checked against the keeper of its own. */
  private readonly keeperOf = new Map<FileKey, PlannedFile>();
  private readonly taken = new Set<FileKey>();
  private readonly place: FolderPlace | undefined;

  constructor(place: FolderPlace | undefined) {
    this.place = place;
  }

  isMoving({ photo, state, isBeingChecked }: GroupMember): boolean {
    const isMeant = this.place === undefined || isIn(photo, this.place);
    return isMeant && state === 'move' && !isBeingChecked;
  }

  note(group: Group): void {
    this.keepers.add(group.keeper.key);
    for (const member of group.members) {
      const { photo, state, isDecided } = member;
      if (state === 'keep' && isDecided) this.kept.add(photo.key);
      if (this.isMoving(member)) {
        this.keeperOf.set(photo.key, keeperFor(member, group));
      }
    }
  }

  /** One for each file that stays: the keeper, and files of its shot that have their own copies. */
  plannedGroups(group: Group): PlannedGroup[] {
    const byKeeper = new Map<FileKey, Planning>();
    for (const member of group.members) {
      if (!this.mayMove(member)) continue;
      const keeper = keeperFor(member, group);
      this.taken.add(member.photo.key);
      const planning = byKeeper.get(keeper.key) ?? {
        keeper,
        victims: [],
        ...ownKeywords(keeper, group),
      };
      byKeeper.set(keeper.key, planning);
      const onlyHere = notesOnlyIn(member, group.keeper);
      planning.victims.push({
        ...this.victim(member.photo, group.keeper),
        ...(onlyHere ? { onlyHere } : {}),
      });
    }
    return [...byKeeper.values()];
  }

  private mayMove(member: GroupMember): boolean {
    const { photo } = member;
    return (
      this.isMoving(member) &&
      !photo.isProtected &&
      !this.keepers.has(photo.key) &&
      !this.taken.has(photo.key) &&
      readOnlyPlaceOf(photo.path) === undefined
    );
  }

  private victim(photo: PhotoSummary, keeper: PhotoSummary): PlannedVictim {
    const companions: PlannedCompanion[] = [];
    let staysWith: string | undefined;
    for (const companion of photo.companions ?? []) {
      const { key, path } = companion;
      const file = plannedFile(companion);
      if (file === undefined || this.keepers.has(key) || this.kept.has(key)) {
        staysWith ??= path;
      } else if (!this.taken.has(key)) {
        this.taken.add(key);
        const counterpart =
          counterpartIn(keeper, companion) ?? this.keeperOf.get(key);
        companions.push(counterpart ? { ...file, counterpart } : file);
      }
    }
    return {
      ...plannedPhoto(photo),
      ...(companions.length === 0 ? {} : { companions }),
      ...(staysWith === undefined ? {} : { staysWith }),
    };
  }
}

interface Planning extends PlannedGroup {
  victims: PlannedVictim[];
}

function ownKeywords(
  { key }: PlannedFile,
  { keeper }: Group,
): Pick<PlannedGroup, 'keeperKeywords'> {
  const { keywords } = knownFacts(keeper);
  return keywords && key === keeper.key ? { keeperKeywords: keywords } : {};
}

/** The file that stays for a member: the one of the keeper's shot that it was matched with. */
function keeperFor(
  { counterpart }: GroupMember,
  { keeper }: Group,
): PlannedFile {
  return (counterpart && plannedFile(counterpart)) ?? plannedPhoto(keeper);
}

/** The file of the kept shot that has the companion's bytes. */
function counterpartIn(
  keeper: PhotoSummary,
  { content }: Companion,
): PlannedFile | undefined {
  if (content === keeper.content) return plannedPhoto(keeper);
  const same = (keeper.companions ?? []).find((one) => one.content === content);
  return same && plannedFile(same);
}

function plannedPhoto(photo: PhotoSummary): PlannedFile {
  return withContent(photo, photo.content);
}

function plannedFile(companion: Companion): PlannedFile | undefined {
  const { content } = companion;
  return content === undefined ? undefined : withContent(companion, content);
}

function withContent(
  { key, root, path, sizeBytes, modifiedMs }: PhotoSummary | Companion,
  content: ContentHash,
): PlannedFile {
  return { key, root, path, sizeBytes, modifiedMs, content };
}
