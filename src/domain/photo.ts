import { companionKind } from './companion-files.ts';
import type { PhotoFailure } from './photo-failure.ts';
import type { ContentHash, RootId } from './photo-id.ts';
import type { PhotoNotes } from './photo-notes.ts';

/** A file as the folder listing gives it. */
export interface FileFacts {
  root: RootId;
  /** Relative to the root, `/` between parts. */
  path: string;
  sizeBytes: number;
  /** Last modification, ms since 1970. */
  modifiedMs: number;
  /**
   * Path of the photo that stands for the shot this file is a part of (its own path when that is
   * this file). Absent for a file that stands alone.
   */
  shot?: string;
}

/** What became of a file in the scan. */
export type FileOutcome =
  | {
      kind: 'fingerprinted';
      content: ContentHash;
      widthPx: number;
      heightPx: number;
    }
  | { kind: 'skipped'; failure: PhotoFailure }
  /** No picture itself, but a part of the shot that `shot` names: a sidecar, a live photo's film. */
  | {
      kind: 'companion';
      /** Absent when the file is too large to be read for it: then it cannot be moved. */
      content?: ContentHash;
      /** What a sidecar says, where it says anything; `rating` 0 says that there is none. */
      notes?: PhotoNotes;
    };

/** One row per file seen: the checkpoint, the cache and the ledger in one. */
export interface FileRecord extends FileFacts {
  /** Which way of fingerprinting made this outcome; another one means it must be done again. */
  pipelineVersion: string;
  outcome: FileOutcome;
}

/** One skipped file with its reason, as the ledger shows it. */
export interface LedgerEntry extends FileFacts {
  failure: PhotoFailure;
}

/** It belongs to a photo beside it and is not compared itself. */
export function isCompanionFile({ path, shot }: FileFacts): boolean {
  if (shot === undefined || shot === path) return false;
  const kind = companionKind(fileName(path));
  return kind === 'movie' || kind === 'sidecar';
}

/** The part of a path after its last slash. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The part of a path before its last slash, '' at the root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}
