import { isNearlyAll } from '../domain/folder-holders.ts';
import type { FolderInsight } from '../domain/folder-insight.ts';
import { isWithin, type FolderPlace } from '../domain/folder-place.ts';
import type { Root } from '../domain/root.ts';
import { countOf, formatCount } from './format-numbers.ts';

/** The place as a person knows it: `Photos/Backup 2019`, or the folder alone where there is one root. */
export function placeName(
  { root, folder }: FolderPlace,
  roots: readonly Pick<Root, 'id' | 'label'>[],
): string {
  const label = roots.find(({ id }) => id === root)?.label ?? 'Folder';
  if (folder === '') return label;
  return roots.length > 1 ? `${label}/${folder}` : folder;
}

/** `97 %`; never 100 while a photo is missing, nor 0 while one is there. */
function shareWords(part: number, photos: number): string {
  if (part === photos) return 'completely';
  const percent = Math.round((part / photos) * 100);
  return `${Math.min(99, Math.max(1, percent))} %`;
}

/** `“Backup 2019” is 97 % contained in “Photos”` */
export function insightHeadline(
  insight: FolderInsight,
  roots: readonly Pick<Root, 'id' | 'label'>[],
): string {
  const { mostIn, photos, contained } = insight;
  const own = (part: number): string =>
    `“${placeName(insight, roots)}” is ${shareWords(part, photos)} contained`;
  if (mostIn === undefined) return `${own(contained)} in what lies outside it`;
  const name = `“${placeName(mostIn, roots)}”`;
  // One photo that is elsewhere instead does not change what a person would say of hundreds.
  return isNearlyAll(mostIn.photos, contained)
    ? `${own(mostIn.photos)} in ${name}`
    : `${own(contained)} in other folders, ${formatCount(mostIn.photos)} of its photos in ${name}`;
}

/** Whether two folders contain each other. */
export function isOtherWayRound(
  one: FolderInsight,
  other: FolderInsight | undefined,
): boolean {
  return (
    one.mostIn !== undefined &&
    other?.mostIn !== undefined &&
    isWithin(one.mostIn, other) &&
    isWithin(other.mostIn, one)
  );
}

/** `41 photos exist only there` */
export function onlyHereWords({ onlyHere, photos }: FolderInsight): string {
  if (onlyHere.length === 0) {
    return `All of its ${countOf(photos, 'photo')} exist elsewhere too`;
  }
  return onlyHere.length === 1
    ? '1 photo exists only there'
    : `${countOf(onlyHere.length, 'photo')} exist only there`;
}

/** `5 more folders are at least half contained`: what else the list of folders shows. */
export function moreInsightsWords(others: readonly FolderInsight[]): string[] {
  if (others.length === 0) return [];
  const folders = countOf(others.length, 'more folder');
  return [
    `${folders} ${others.length === 1 ? 'is' : 'are'} at least half contained`,
  ];
}
