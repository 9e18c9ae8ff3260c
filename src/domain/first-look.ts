import { nameParts, RAWS } from './companion-files.ts';
import { fileName, isCompanionFile, type FileFacts } from './photo.ts';
import type { FileKey } from './photo-id.ts';

/** The numbers of the first look; docs/decisions/0008-first-look.md says where they come from. */
export const FIRST_LOOK = {
  /** With fewer new files, the full pass has its first groups just as soon. */
  minNewFiles: 200,
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

/**
 * The head of this file may show what is in it. Judged by its name, so that no other file is
 * opened for it. Of a shot only its photo is looked at: the others are no duplicates of it.
 */
export function isWorthFirstLook(facts: FileFacts): boolean {
  const { path, shot } = facts;
  if (isCompanionFile(facts) || (shot !== undefined && shot !== path)) {
    return false;
  }
  const { extension } = nameParts(fileName(path));
  return WITH_THUMBNAIL.has(extension);
}
