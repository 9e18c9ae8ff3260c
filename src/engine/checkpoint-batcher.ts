import type { Fingerprint } from '../domain/fingerprint.ts';
import type { FileRecord } from '../domain/photo.ts';

/**
 * A checkpoint is written at the latest after this many files or this long. What it holds is matched
 * then, so the first are small, each up to twice as large as the one before: a person waits for the
 * first groups.
 */
const FIRST_BATCH_FILES = 25;
const MAX_BATCH_FILES = 100;
const MAX_BATCH_AGE_MS = 2000;

export interface Batch {
  files: FileRecord[];
  fingerprints: Fingerprint[];
}

/**
 * Collects results and hands them to `write` in order, one batch at a time, so that what a
 * crash can lose is bounded and the store is never written from two places at once.
 */
export class CheckpointBatcher {
  private files: FileRecord[] = [];
  private fingerprints: Fingerprint[] = [];
  private openedMs = 0;
  private mostFiles = FIRST_BATCH_FILES;
  private writing: Promise<void> = Promise.resolve();
  private readonly write: (batch: Batch) => Promise<void>;

  constructor(write: (batch: Batch) => Promise<void>) {
    this.write = write;
  }

  /** Resolves at once unless writing lags behind: then it holds the caller back. */
  async add(
    file: FileRecord,
    fingerprint: Fingerprint | undefined,
    atMs: number,
  ): Promise<void> {
    if (this.files.length === 0) {
      this.openedMs = atMs;
    }
    this.files.push(file);
    if (fingerprint !== undefined) {
      this.fingerprints.push(fingerprint);
    }
    if (this.files.length >= this.mostFiles) {
      this.mostFiles = Math.min(this.mostFiles * 2, MAX_BATCH_FILES);
      await this.flush();
    }
  }

  /** Called by the ticker. */
  flushIfOld(atMs: number): void {
    if (this.files.length > 0 && atMs - this.openedMs >= MAX_BATCH_AGE_MS) {
      void this.flush();
    }
  }

  /** Resolves when everything added so far is stored; rejects when storing failed. */
  flush(): Promise<void> {
    const batch = { files: this.files, fingerprints: this.fingerprints };
    this.files = [];
    this.fingerprints = [];
    if (batch.files.length > 0) {
      this.writing = this.writing.then(() => this.write(batch));
    }
    return this.writing;
  }
}
