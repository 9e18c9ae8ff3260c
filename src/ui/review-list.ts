import {
  movableBytes,
  type Group,
  type GroupCategory,
} from '../domain/group.ts';
import type { FileKey } from '../domain/photo-id.ts';
import { fileName } from '../domain/photo.ts';

export type GroupOrder = 'saving' | 'name' | 'photos' | 'open-first';

/** What the list of groups is narrowed to. */
export interface GroupFilter {
  /** undefined shows all. */
  category?: GroupCategory;
  /** Part of a path or name; case does not matter. */
  text: string;
  order: GroupOrder;
}

export const CATEGORIES: readonly GroupCategory[] = [
  'identical',
  're-saved',
  'edited',
  'similar',
];

export const ORDER_WORDS: Record<GroupOrder, string> = {
  saving: 'Largest saving',
  name: 'Name',
  photos: 'Most photos',
  'open-first': 'Undecided first',
};

function hasText(group: Group, text: string): boolean {
  return (
    group.keeper.path.toLowerCase().includes(text) ||
    group.members.some(({ photo }) => photo.path.toLowerCase().includes(text))
  );
}

/** A person has said something about each of its members. */
export function isReviewed(group: Group): boolean {
  return group.members.every((member) => member.isDecided);
}

function isOpen(group: Group): boolean {
  return group.members.some((member) => member.state === 'undecided');
}

const COMPARE: Record<GroupOrder, (a: Group, b: Group) => number> = {
  saving: () => 0, // the engine's own order
  name: (a, b) =>
    fileName(a.keeper.path).localeCompare(fileName(b.keeper.path), 'en', {
      numeric: true,
    }),
  photos: (a, b) => b.members.length - a.members.length,
  'open-first': (a, b) => Number(isOpen(b)) - Number(isOpen(a)),
};

/**
 * Groups that pass the filter, in its order; equal ones stay in the engine's order. All of them
 * are the very list that was given.
 */
export function visibleGroups(
  groups: readonly Group[],
  filter: GroupFilter,
): readonly Group[] {
  const text = filter.text.trim().toLowerCase();
  if (filter.category === undefined && text === '' && filter.order === 'saving')
    return groups;
  const passing = groups.filter(
    (group) =>
      (filter.category === undefined || group.category === filter.category) &&
      (text === '' || hasText(group, text)),
  );
  return filter.order === 'saving'
    ? passing
    : passing.sort(COMPARE[filter.order]);
}

/** Groups per category, for the filter buttons. */
export function categoryCounts(
  groups: readonly Group[],
): ReadonlyMap<GroupCategory, number> {
  const counts = new Map<GroupCategory, number>();
  for (const { category } of groups)
    counts.set(category, (counts.get(category) ?? 0) + 1);
  return counts;
}

/** The group a file is in now. Ids change when another copy becomes the keeper. */
export function groupWith(
  groups: readonly Group[],
  files: readonly FileKey[],
): Group | undefined {
  return groups.find(
    (group) =>
      files.includes(group.keeper.key) ||
      group.members.some(({ photo }) => files.includes(photo.key)),
  );
}

/** `3 photos`' worth of facts for a list row. */
export function groupNumbers(group: Group): {
  photos: number;
  bytes: number;
  moveBytes: number;
} {
  return {
    photos: group.members.length + 1,
    bytes: group.members.reduce(
      (sum, { photo }) => sum + photo.sizeBytes,
      group.keeper.sizeBytes,
    ),
    moveBytes: movableBytes(group),
  };
}
