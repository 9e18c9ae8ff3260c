import { isIn, type FolderPlace } from './folder-place.ts';
import type { Group, GroupMember, PhotoSummary } from './group.ts';
import type { ListedGroup } from './listed-group.ts';
import { splitFileKey } from './photo-id.ts';
import { isSamePhoto } from './same-photos.ts';
import type { Steps } from './steps.ts';

/** What to decide about one group so that a folder's copies go. */
export interface FolderStep {
  group: Group;
  /** Becomes the keeper: a copy outside that is identical to the keeper inside. */
  pin?: PhotoSummary;
  /** Photos of the folder to be moved. */
  moves: readonly PhotoSummary[];
}

export interface FolderSteps {
  steps: readonly FolderStep[];
  /** Photos to be moved by these steps. */
  photos: number;
  /** Photos with a copy outside that stay for a person to decide: better here, or with more files. */
  undecided: number;
}

/**
 * The decisions behind "plan the rest": photos of a folder go whose keeper is outside, or whose
 * keeper inside has an identical copy outside that can take its place. Nothing is given up for a
 * worse copy, nor what only this folder has of a shot. Group by group, as there may be many.
 */
export function* folderSteps(
  groups: readonly ListedGroup[],
  place: FolderPlace,
): Steps<FolderSteps> {
  const steps: FolderStep[] = [];
  let photos = 0;
  let undecided = 0;
  for (const group of groups) {
    const isHere = group.files().some((key) => isIn(splitFileKey(key), place));
    const step = isHere ? stepOf(group.whole(), place) : undefined;
    if (step !== undefined && step.moves.length > 0) steps.push(step);
    photos += step?.moves.length ?? 0;
    undecided += step?.undecided ?? 0;
    yield undefined;
  }
  return { steps, photos, undecided };
}

function stepOf(
  group: Group,
  place: FolderPlace,
): (FolderStep & { undecided: number }) | undefined {
  const { keeper, members } = group;
  const same = members.filter(isSamePhoto);
  const inside = same.filter(({ photo }) => isIn(photo, place));
  if (!isIn(keeper, place)) {
    const moves = inside.filter(mayGo).map(({ photo }) => photo);
    return { group, moves, undecided: inside.length - moves.length };
  }
  const outside = same.filter(({ photo }) => !isIn(photo, place));
  if (outside.length === 0) return undefined;
  const twin = outside.find((member) => isTwin(member, keeper));
  if (twin === undefined || keeper.isProtected) {
    return { group, moves: [], undecided: 1 };
  }
  // Their edge to the old keeper is one to its twin.
  const twins = inside.filter((member) => mayGo(member) && isIdentical(member));
  const moves = [keeper, ...twins.map(({ photo }) => photo)];
  return { group, pin: twin.photo, moves, undecided: 0 };
}

function isIdentical({ relation }: GroupMember): boolean {
  return relation.kind === 'identical-bytes';
}

/** As good as the keeper in every byte, its companions included. */
function isTwin(member: GroupMember, keeper: PhotoSummary): boolean {
  if (!isIdentical(member) || member.counterpart !== undefined) return false;
  const own = new Set(
    (member.photo.companions ?? []).map(({ content }) => content),
  );
  return (keeper.companions ?? []).every(
    ({ content }) => content !== undefined && own.has(content),
  );
}

function mayGo({ photo, unmatched, isDecided, state }: GroupMember): boolean {
  // What a person has decided to keep is not decided again.
  return (
    !photo.isProtected &&
    unmatched === undefined &&
    !(isDecided && state === 'keep')
  );
}
