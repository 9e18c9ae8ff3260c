import { fileName, folderOf } from '../domain/photo.ts';
import { isNeverEntered } from '../domain/read-only-places.ts';
import type { ListingSettings } from '../domain/settings.ts';
import { globMatcher } from './glob-match.ts';

/** What a walk looks at. Paths are relative to the root. */
export interface WalkRules {
  entersFolder(path: string): boolean;
  takesFile(path: string): boolean;
  /** Both at once, for listings that give files only. */
  takesFileInItsFolders(path: string): boolean;
}

/** The rules that settings make; the folders that no scan enters are left out under all of them. */
export function walkRules(options: ListingSettings): WalkRules {
  const isExcluded = globMatcher(options.excludePatterns);
  const isSeen = (path: string): boolean =>
    (options.includesHidden || !fileName(path).startsWith('.')) &&
    !isExcluded(path);
  const entersFolder = (path: string): boolean =>
    isSeen(path) && !isNeverEntered(fileName(path));
  return {
    entersFolder,
    takesFile: isSeen,
    takesFileInItsFolders: (path) => {
      for (let folder = folderOf(path); folder !== '';) {
        if (!entersFolder(folder)) return false;
        folder = folderOf(folder);
      }
      return isSeen(path);
    },
  };
}
