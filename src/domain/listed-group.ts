import {
  bundleBytes,
  movableBytes,
  type Group,
  type GroupCategory,
  type GroupId,
} from './group.ts';
import type { FileKey } from './photo-id.ts';
import type { Steps } from './steps.ts';

/** What is known of each group without looking into it: enough to find, sort and count it. */
export interface GroupFacts {
  id: GroupId;
  category: GroupCategory;
  /** With the keeper. */
  photos: number;
  /** Bytes of everything but the keeper; protected copies cannot be moved. Steady while deciding. */
  weightBytes: number;
  /** Members that will be moved, the files that go with them, and the bytes of both. */
  toMove: number;
  toMoveCompanions: number;
  toMoveBytes: number;
  /** Some member is neither kept nor moved yet. */
  isUndecided: boolean;
  /** A person has said something about each of its members. */
  isReviewed: boolean;
}

/** A group as the list of all groups has it. The same object as long as the group is the same. */
export interface ListedGroup extends Readonly<GroupFacts> {
  /** Its photos, the keeper first. Made anew at each call. */
  files: () => FileKey[];
  /** All of it. Made anew at each call. */
  whole: () => Group;
}

export function groupFacts(group: Group): GroupFacts {
  const { id, category, members } = group;
  const moving = members.filter(({ state }) => state === 'move');
  return {
    id,
    category,
    photos: members.length + 1,
    weightBytes: members
      .filter(({ photo }) => !photo.isProtected)
      .reduce((sum, { photo }) => sum + bundleBytes(photo), 0),
    toMove: moving.length,
    toMoveCompanions: moving.reduce(
      (sum, { photo }) => sum + (photo.companions?.length ?? 0),
      0,
    ),
    toMoveBytes: movableBytes(group),
    isUndecided: members.some(({ state }) => state === 'undecided'),
    isReviewed: members.every(({ isDecided }) => isDecided),
  };
}

/** The photos of a group, the keeper first. */
export function groupFiles({ keeper, members }: Group): FileKey[] {
  return [keeper.key, ...members.map(({ photo }) => photo.key)];
}

/** All of these groups, as they are wanted for a report. */
export function* wholeGroups(groups: readonly ListedGroup[]): Steps<Group[]> {
  const all: Group[] = [];
  for (const group of groups) {
    all.push(group.whole());
    yield undefined;
  }
  return all;
}
