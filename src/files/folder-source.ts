import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { RootId } from '../domain/photo-id.ts';
import type { FileFacts } from '../domain/photo.ts';
import type { ListingSettings } from '../domain/settings.ts';

/** A file found by walking. `file` has been looked at, not read. */
export interface WalkedFile {
  kind: 'file';
  facts: FileFacts;
  file: File;
}

/** `shot` is the path of the photo that stands for the shot the file is a part of. */
export function walkedFile(
  root: RootId,
  path: string,
  file: File,
  shot: string | undefined,
): WalkedFile {
  const { size: sizeBytes, lastModified: modifiedMs } = file;
  return {
    kind: 'file',
    facts: {
      root,
      path,
      sizeBytes,
      modifiedMs,
      ...(shot === undefined ? {} : { shot }),
    },
    file,
  };
}

/**
 * Something the walk could not look at. For a folder that cannot be listed, the failure is
 * `folder-not-readable` and the path is the folder's; size and date are 0 where unknown.
 */
export interface WalkFailure {
  kind: 'failed';
  facts: FileFacts;
  failure: PhotoFailure;
}

/** One step of a walk. */
export type Walked = WalkedFile | WalkFailure;

/** One file opened again by its path. */
export type OpenResult =
  { kind: 'opened'; file: File } | { kind: 'failed'; failure: PhotoFailure };

/** A folder to read from, wherever it comes from. Nothing here changes anything on disk. */
export interface FolderSource {
  readonly root: RootId;
  /** The folder's own name. */
  readonly label: string;
  /** Files can be moved: there is a directory handle. Whether permission is granted is asked apart. */
  readonly canWrite: boolean;
  /**
   * All files below, each folder's entries in name order, folders where their name stands.
   * Pictures are not told from other files here. Goes on past failures, which it yields.
   * Ends early without an error when `signal` is aborted.
   * Yields some at a time, because a wait for each costs more than looking at it; never none.
   */
  walk(
    options: ListingSettings,
    signal: AbortSignal,
  ): AsyncIterable<readonly Walked[]>;
  /** The file as it is on disk now. */
  open(path: string): Promise<OpenResult>;
  /** Present when `canWrite`. */
  readonly directory?: FileSystemDirectoryHandle;
}
