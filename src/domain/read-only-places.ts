import { QUARANTINE_FOLDER } from './quarantine-manifest.ts';

/**
 * Libraries of other programs: their pictures are compared, but moving one would break the
 * program's own catalogue. Matched against the end of a folder's name, lower case.
 */
const LIBRARY_ENDINGS = [
  '.photoslibrary',
  '.photolibrary',
  '.migratedphotolibrary',
  '.lrdata',
  '.lrlibrary',
  '.aplibrary',
];

/** Folders that hold no photos of a person, or only copies that their owner manages. */
const NEVER_ENTERED = new Set([
  '.git',
  '@eadir',
  '$recycle.bin',
  'node_modules',
  QUARANTINE_FOLDER.toLowerCase(),
]);

/**
 * Whether a folder of this name is left out of every scan, at any depth. A quarantine counts
 * wherever it stands: it may have been made when a folder further in was the chosen one.
 */
export function isNeverEntered(folder: string): boolean {
  const name = folder.toLowerCase();
  return NEVER_ENTERED.has(name) || name.startsWith('.trash');
}

/**
 * The outermost folder on the way to a file in which Twinsift only reads, or undefined when
 * the file may be moved. `path` is a file's, relative to its root.
 */
export function readOnlyPlaceOf(path: string): string | undefined {
  const folders = path.split('/').slice(0, -1);
  return folders.find((folder) => {
    const name = folder.toLowerCase();
    return (
      isNeverEntered(folder) ||
      LIBRARY_ENDINGS.some((ending) => name.endsWith(ending))
    );
  });
}
