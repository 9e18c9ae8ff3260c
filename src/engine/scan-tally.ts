import type { FileOutcome } from '../domain/photo.ts';
import {
  NO_STAGE_TIMES,
  type ScanProgress,
  type ScanStage,
  type StageTimes,
} from '../domain/scan-stage.ts';
import type { AnalyzeTimes } from '../protocol/analyzer-protocol.ts';
import { ProgressMeter } from './progress-meter.ts';
import { nowMs } from './ticker.ts';

/** Counts what a scan does and turns it into a progress snapshot. */
export class ScanTally {
  private listedFiles = 0;
  private bytesListed = 0;
  private bytesReused = 0;
  private reusedFiles = 0;
  private fingerprintedFiles = 0;
  private skippedFiles = 0;
  private companionFiles = 0;
  private bytesRead = 0;
  private pairsChecked = 0;
  private currentPath: string | undefined;
  private isListingComplete = false;
  private readonly startedMs = nowMs();
  private pausedMs = 0;
  private pausedSinceMs: number | undefined;
  private endedMs: number | undefined;
  private readonly times: StageTimes = { ...NO_STAGE_TIMES };
  private readonly meter = new ProgressMeter();

  /** Pairs waiting for the second look, as the matcher last said. */
  pairsWaiting = 0;

  get listedCount(): number {
    return this.listedFiles;
  }

  get doneCount(): number {
    return (
      this.reusedFiles +
      this.fingerprintedFiles +
      this.skippedFiles +
      this.companionFiles
    );
  }

  listed(sizeBytes: number): void {
    this.listedFiles += 1;
    this.bytesListed += sizeBytes;
  }

  listingEnded(): void {
    this.isListingComplete = true;
    this.times.listingMs = nowMs() - this.startedMs;
  }

  started(path: string): void {
    this.currentPath = path;
  }

  reused(kind: FileOutcome['kind'], sizeBytes: number): void {
    if (kind === 'companion') this.companionFiles += 1;
    else this.reusedFiles += 1;
    this.bytesReused += sizeBytes;
  }

  analyzed(bytesRead: number, times: AnalyzeTimes): void {
    this.bytesRead += bytesRead;
    this.times.readMs += times.readMs;
    this.times.hashMs += times.hashMs;
    this.times.decodeMs += times.decodeMs;
    this.times.fingerprintMs += times.fingerprintMs;
  }

  fingerprinted(): void {
    this.fingerprintedFiles += 1;
  }

  skipped(): void {
    this.skippedFiles += 1;
  }

  /** `bytesRead`: 0 for one that is too large to be read. */
  companion(bytesRead: number, hashMs: number): void {
    this.companionFiles += 1;
    this.bytesRead += bytesRead;
    this.times.hashMs += hashMs;
  }

  stored(ms: number): void {
    this.times.storeMs += ms;
  }

  matched(ms: number): void {
    this.times.matchMs += ms;
  }

  checked(pairs: number, ms: number): void {
    this.pairsChecked += pairs;
    this.times.checkMs += ms;
  }

  paused(): void {
    this.pausedSinceMs ??= nowMs();
    this.meter.reset();
  }

  resumed(): void {
    if (this.pausedSinceMs !== undefined) {
      this.pausedMs += nowMs() - this.pausedSinceMs;
      this.pausedSinceMs = undefined;
    }
  }

  /** More work after the end (second looks under new settings); the time between was none. */
  reopened(): void {
    if (this.endedMs !== undefined) {
      this.pausedMs += nowMs() - this.endedMs;
      this.endedMs = undefined;
      this.meter.reset();
    }
  }

  ended(): void {
    this.endedMs = nowMs();
    this.currentPath = undefined;
  }

  /** Call about four times a second: the rate is taken between calls. */
  progress(stage: ScanStage, isPaused: boolean): ScanProgress {
    const atMs = this.endedMs ?? nowMs();
    if (!isPaused && this.endedMs === undefined) {
      this.meter.record(
        atMs,
        this.fingerprintedFiles + this.skippedFiles + this.companionFiles,
        this.bytesRead,
      );
    }
    const elapsedMs =
      atMs -
      this.startedMs -
      this.pausedMs -
      (this.pausedSinceMs === undefined ? 0 : nowMs() - this.pausedSinceMs);
    return {
      stage,
      isPaused,
      listed: this.listedFiles,
      isListingComplete: this.isListingComplete,
      reused: this.reusedFiles,
      fingerprinted: this.fingerprintedFiles,
      skipped: this.skippedFiles,
      companions: this.companionFiles,
      bytesRead: this.bytesRead,
      bytesListed: this.bytesListed,
      pairsWaiting: this.pairsWaiting,
      pairsChecked: this.pairsChecked,
      ...this.rates(elapsedMs),
      ...this.remaining(stage, isPaused),
      ...(this.currentPath === undefined
        ? {}
        : { currentPath: this.currentPath }),
      elapsedMs,
      times: { ...this.times },
    };
  }

  /** The rate of the last seconds; over all of it once the scan has ended. */
  private rates(
    elapsedMs: number,
  ): Pick<ScanProgress, 'filesPerSecond' | 'bytesPerSecond'> {
    if (this.endedMs === undefined) {
      return {
        filesPerSecond: this.meter.filesPerSecond,
        bytesPerSecond: this.meter.bytesPerSecond,
      };
    }
    const seconds = Math.max(elapsedMs, 1) / 1000;
    return {
      filesPerSecond: this.doneCount / seconds,
      bytesPerSecond: this.bytesRead / seconds,
    };
  }

  private remaining(
    stage: ScanStage,
    isPaused: boolean,
  ): Pick<ScanProgress, 'remainingMs'> {
    if (stage !== 'reading' || isPaused || !this.isListingComplete) {
      return {};
    }
    const left = this.bytesListed - this.bytesReused - this.bytesRead;
    const remainingMs = this.meter.remainingMs(Math.max(0, left));
    return remainingMs === undefined ? {} : { remainingMs };
  }
}
