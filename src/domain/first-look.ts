import { nameParts, RAWS } from './companion-files.ts';
import { fileName, isCompanionFile, type FileFacts } from './photo.ts';
import type { FileKey } from './photo-id.ts';

/** The numbers of the first look; docs/decisions/0008-first-look.md says where they come from. */
export const FIRST_LOOK = {
  /**
   * Less than both of these, and the full pass is over within about ten seconds: then the first look
   * would cost it an eighth of its time for groups that it has soon itself.
   */
  minNewBytes: 1_500_000_000,
  minNewFiles: 1000,
  /**
   * Files of at most this wait for the full pass: a JPEG so small seldom carries a thumbnail and has
   * few pixels, so that looking at it finds nothing and costs a fifth of its whole scan.
   */
  mostSmallBytes: 64 * 1024,
  /** Never read more of a file than this. */
  headBytes: 128 * 1024,
  /** Heads read at once by one job. */
  filesPerJob: 16,
  /** Thumbnails farther apart than this are not likely the same picture. */
  pHash64Bits: 10,
  pHash256Bits: 64,
} as const;

/** A photo that is shown before it was read. */
export interface ProvisionalPhoto extends FileFacts {
  key: FileKey;
}

/**
 * Photos whose embedded thumbnails look alike. A guess, and no `Group`: whatever acts on photos
 * (plans, decisions, reports, totals) cannot take it. It is gone once its files have been read.
 */
export interface ProvisionalGroup {
  /** Stays the same while the group is shown. */
  id: FileKey;
  /** At least two; the first is the one that the others look like. */
  photos: readonly ProvisionalPhoto[];
}

/** Formats that carry a thumbnail in front, or show themselves early. */
const WITH_THUMBNAIL: ReadonlySet<string> = new Set([
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  ...RAWS,
]);

/** Whether the full pass over so many new files, of those that may be looked at, takes long. */
export function isFirstLookDue(files: number, sizeBytes: number): boolean {
  const { minNewBytes, minNewFiles } = FIRST_LOOK;
  return files >= minNewFiles || sizeBytes >= minNewBytes;
}

/**
 * The head of this file may show what is in it. Judged by its name and size, so that no other file
 * is opened for it. Of a shot only its photo is looked at: the others are no duplicates of it.
 */
export function isWorthFirstLook(facts: FileFacts): boolean {
  const { path, shot, sizeBytes } = facts;
  if (sizeBytes <= FIRST_LOOK.mostSmallBytes) return false;
  if (isCompanionFile(facts) || (shot !== undefined && shot !== path)) {
    return false;
  }
  const { extension } = nameParts(fileName(path));
  return WITH_THUMBNAIL.has(extension);
}
