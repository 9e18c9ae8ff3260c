import type { RootId } from './photo-id.ts';

/** Where a scan stands. */
export type ScanStage =
  | 'listing' // the number of files still grows
  | 'reading' // reading, decoding and fingerprinting
  | 'checking' // second look at candidate pairs
  | 'finished'
  | 'stopped';

/** Time spent per stage over all workers, ms. */
export interface StageTimes {
  listingMs: number;
  readMs: number;
  hashMs: number;
  decodeMs: number;
  fingerprintMs: number;
  storeMs: number;
  matchMs: number;
  checkMs: number;
}

export const NO_STAGE_TIMES: StageTimes = {
  listingMs: 0,
  readMs: 0,
  hashMs: 0,
  decodeMs: 0,
  fingerprintMs: 0,
  storeMs: 0,
  matchMs: 0,
  checkMs: 0,
};

/** A snapshot of a running scan. Counts are files. */
export interface ScanProgress {
  stage: ScanStage;
  isPaused: boolean;
  /** Files seen by the listing so far. */
  listed: number;
  isListingComplete: boolean;
  /** Taken from an earlier scan without reading. */
  reused: number;
  /** Fingerprinted in this run. */
  fingerprinted: number;
  skipped: number;
  /** Belong to a photo beside them (sidecars, films of live photos) and are not compared. */
  companions: number;
  /** Present while the first look goes on; reading waits for it. */
  firstLook?: { looked: number; total: number };
  bytesRead: number;
  bytesListed: number;
  /** Pairs waiting for and done with the second look. */
  pairsWaiting: number;
  pairsChecked: number;
  filesPerSecond: number;
  bytesPerSecond: number;
  /** undefined while nothing can be said honestly. */
  remainingMs?: number;
  currentPath?: string;
  elapsedMs: number;
  times: StageTimes;
}

/** A scan that can be gone on with. */
export interface ScanRecord {
  id: string;
  roots: readonly RootId[];
  startedMs: number;
  updatedMs: number;
  state: 'running' | 'stopped' | 'finished';
  /** Files listed when last heard of. */
  listed: number;
  /** Files with an outcome when last heard of. */
  done: number;
}
