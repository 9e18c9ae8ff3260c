import type { FileFacts } from '../domain/photo.ts';
import type { FolderSource } from '../files/folder-source.ts';

/** A listed file that is to be read. */
export interface QueuedFile {
  source: FolderSource;
  facts: FileFacts;
  isTaken: boolean;
  /** As it was listed; not of all files that wait. */
  listed?: File;
}

/**
 * Listed files kept until they are taken: each holds some memory of the browser's. To open one again
 * takes about 1 ms of processor time, and long while folders are being listed, so that the first new
 * files would wait for the listing.
 */
export const MOST_LISTED = 2048;

/** Taken files are given back to memory when there are this many, not one by one. */
const LARGEST_WASTE = 4096;

/**
 * The files of a scan in the order in which they are to be read: suspects first, in the order
 * given, then the rest as listed. Each is taken once.
 */
export class ReadQueue {
  private readonly files: QueuedFile[] = [];
  private at = 0;
  private suspects: readonly QueuedFile[] = [];
  private suspectAt = 0;
  private listedCount = 0;

  /** @param listed the file as the listing looked at it */
  add(source: FolderSource, facts: FileFacts, listed?: File): QueuedFile {
    const file: QueuedFile = { source, facts, isTaken: false };
    if (listed !== undefined && this.listedCount < MOST_LISTED) {
      file.listed = listed;
      this.listedCount += 1;
    }
    this.files.push(file);
    return file;
  }

  /** Replaces the suspects; those taken already are passed over. */
  setSuspects(files: readonly QueuedFile[]): void {
    this.suspects = files;
    this.suspectAt = 0;
  }

  /** The next file, which stays the next until it is taken; undefined when there is none now. */
  next(): QueuedFile | undefined {
    while (this.suspects[this.suspectAt]?.isTaken === true) {
      this.suspectAt += 1;
    }
    const suspect = this.suspects[this.suspectAt];
    if (suspect !== undefined) return suspect;
    while (this.files[this.at]?.isTaken === true) this.at += 1;
    if (this.at >= LARGEST_WASTE) {
      this.files.splice(0, this.at);
      this.at = 0;
    }
    return this.files[this.at];
  }

  /** @returns the file as it was listed, where it was kept; it may have changed since */
  take(file: QueuedFile): File | undefined {
    const { listed } = file;
    file.isTaken = true;
    if (listed !== undefined) {
      delete file.listed;
      this.listedCount -= 1;
    }
    return listed;
  }
}
