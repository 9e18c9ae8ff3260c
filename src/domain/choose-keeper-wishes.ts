import {
  highest,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';
import { bundleBytes } from './group.ts';
import type { RootId } from './photo-id.ts';

/** Sizes within this share are equal: a note more in the header is no larger photo. */
const SIZE_RATIO = 1.01;

function sizeWords(bytes: number): string {
  return bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} KB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** For those who are short of space; off unless a person asks for it. */
export const smallestFile: KeeperRule = {
  criterion: 'smallest',
  best: (candidates) =>
    highest(
      candidates,
      ({ photo }) => -Math.log(bundleBytes(photo) + 1),
      Math.log(SIZE_RATIO),
    ),
  words: (winner, loser) =>
    `the smaller file: ${sizeWords(bundleBytes(winner.photo))} instead of ${sizeWords(bundleBytes(loser.photo))}`,
};

/** `/a/b/`, so that whole names are compared. */
function enclosed(folder: string): string {
  return `/${folder
    .trim()
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^\/+|\/+$/gu, '')}/`;
}

/**
 * Keeps what lies in the folders that the person named, the first named first.
 * @param folders parts of paths; blank ones count as none
 * @param labels names of the opened folders, before the path
 */
export function preferredFolder(
  folders: readonly string[],
  labels: ReadonlyMap<RootId, string>,
): KeeperRule {
  const wanted = folders
    .filter((folder) => folder.trim() !== '')
    .map((folder) => ({ folder: folder.trim(), part: enclosed(folder) }));
  const placeOf = ({ photo }: KeeperCandidate): number => {
    const folder = photo.path.split('/').slice(0, -1).join('/');
    const place = enclosed(`${labels.get(photo.root) ?? ''}/${folder}`);
    const at = wanted.findIndex(({ part }) => place.includes(part));
    return at === -1 ? wanted.length : at;
  };
  return {
    criterion: 'folder',
    best: (candidates) =>
      wanted.length === 0
        ? candidates
        : highest(candidates, (candidate) => -placeOf(candidate)),
    words: (winner) =>
      `it is in “${wanted[placeOf(winner)]?.folder ?? ''}”, which you prefer`,
  };
}
