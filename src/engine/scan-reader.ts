import type { Fingerprint } from '../domain/fingerprint.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import { nameParts } from '../domain/companion-files.ts';
import {
  fileName,
  isCompanionFile,
  type FileFacts,
  type FileOutcome,
  type FileRecord,
} from '../domain/photo.ts';
import { pipelineVersion, type Settings } from '../domain/settings.ts';
import { SIDECAR_VERSION, sidecarForm } from '../domain/sidecar-notes.ts';
import type { FolderSource, OpenResult } from '../files/folder-source.ts';
import type { AnalyzeOutcome } from '../protocol/analyzer-protocol.ts';
import { readCompanion } from './read-companion.ts';
import type { ScanTally } from './scan-tally.ts';
import type { LostJob, PoolResult, WorkerPool } from './worker-pool.ts';

const BASE_TIMEOUT_MS = 20_000;
const TIMEOUT_MS_PER_MEGABYTE = 500;
/** A few bytes of filters and masks ask for any amount of work; photos for that of their pixels. */
const DRAWING_TIMEOUT_MS = 10_000;

export interface ScanReaderOptions {
  settings: Settings;
  pool: WorkerPool;
  tally: ScanTally;
  signal: AbortSignal;
}

/** Takes one record; resolves when there is room for the next. */
export type KeepRecord = (
  record: FileRecord,
  fingerprint: Fingerprint | undefined,
) => Promise<void>;

/** Makes a record of each file of a scan: its fingerprint, or why there is none. */
export class ScanReader {
  private readonly options: ScanReaderOptions;
  private readonly keep: KeepRecord;
  private readonly version: string;

  constructor(options: ScanReaderOptions, keep: KeepRecord) {
    this.options = options;
    this.keep = keep;
    this.version = pipelineVersion(options.settings.fingerprint);
  }

  /** @param listed the file as it was listed: read as it is, and opened again when it has changed */
  async read(
    source: FolderSource,
    facts: FileFacts,
    listed?: File,
  ): Promise<void> {
    const { pool, tally, settings, signal } = this.options;
    // A companion is not what a person waits for, and read before its name could be.
    if (!isCompanionFile(facts)) tally.started(facts.path);
    const opened: OpenResult =
      listed === undefined || isCompanionFile(facts)
        ? await source.open(facts.path)
        : { kind: 'opened', file: listed };
    if (opened.kind === 'failed') {
      await this.skip(facts, opened.failure);
      return;
    }
    const { file } = opened;
    // The file may have been written to since it was listed: what counts is what is read now.
    const current: FileFacts = {
      ...facts,
      sizeBytes: file.size,
      modifiedMs: file.lastModified,
    };
    if (isCompanionFile(current)) {
      await this.readCompanion(current, file);
      return;
    }
    const timeoutMs = mostMs(current);
    const result = await pool.run(
      { lane: 'scan', timeoutMs, sizeBytes: file.size, signal },
      (api) => api.analyze({ file, settings: settings.fingerprint }),
    );
    if (file === listed && hasChanged(result)) {
      await this.read(source, facts);
      return;
    }
    await this.settle(current, result);
  }

  private async settle(
    facts: FileFacts,
    result: PoolResult<AnalyzeOutcome>,
  ): Promise<void> {
    if (result.kind === 'closed' || result.kind === 'cancelled') {
      return;
    }
    if (result.kind !== 'done') {
      await this.skip(facts, failureOf(result));
      return;
    }
    const outcome = result.value;
    this.options.tally.analyzed(outcome.bytesRead, outcome.times);
    if (outcome.kind === 'skipped') {
      await this.skip(facts, outcome.failure);
      return;
    }
    const { fingerprint } = outcome;
    const { content, widthPx, heightPx } = fingerprint;
    this.options.tally.fingerprinted();
    await this.record(
      facts,
      { kind: 'fingerprinted', content, widthPx, heightPx },
      fingerprint,
    );
  }

  private async readCompanion(facts: FileFacts, file: File): Promise<void> {
    const startedMs = performance.now();
    const read = await readCompanion(facts.path, file);
    if (read.kind === 'failed') {
      await this.skip(facts, read.failure);
      return;
    }
    const hashMs = performance.now() - startedMs;
    this.options.tally.companion(read.bytesRead, hashMs);
    await this.record(facts, read.outcome, undefined);
  }

  /** Names the way in which this file is read. */
  versionFor(facts: FileFacts): string {
    return isCompanionFile(facts) && sidecarForm(facts.path) !== undefined
      ? SIDECAR_VERSION
      : this.version;
  }

  /** Notes why a file is not compared. */
  skip(facts: FileFacts, failure: PhotoFailure): Promise<void> {
    this.options.tally.skipped();
    return this.record(facts, { kind: 'skipped', failure }, undefined);
  }

  record(
    facts: FileFacts,
    outcome: FileOutcome,
    fingerprint: Fingerprint | undefined,
  ): Promise<void> {
    const record: FileRecord = {
      root: facts.root,
      path: facts.path,
      sizeBytes: facts.sizeBytes,
      modifiedMs: facts.modifiedMs,
      ...(facts.shot === undefined ? {} : { shot: facts.shot }),
      pipelineVersion: this.versionFor(facts),
      outcome,
    };
    return this.keep(record, fingerprint);
  }
}

function mostMs({ path, sizeBytes }: FileFacts): number {
  const { extension } = nameParts(fileName(path));
  return extension === 'svg' || extension === 'svgz'
    ? DRAWING_TIMEOUT_MS
    : BASE_TIMEOUT_MS + (sizeBytes / 1e6) * TIMEOUT_MS_PER_MEGABYTE;
}

/** It could not be read as it was listed; as it is now it may be. */
function hasChanged(result: PoolResult<AnalyzeOutcome>): boolean {
  return (
    result.kind === 'done' &&
    result.value.kind === 'skipped' &&
    (result.value.failure.kind === 'changed-while-reading' ||
      result.value.failure.kind === 'vanished')
  );
}

function failureOf(
  lost: Exclude<LostJob, { kind: 'closed' | 'cancelled' }>,
): PhotoFailure {
  return lost.kind === 'timed-out'
    ? { kind: 'timed-out', afterMs: lost.afterMs }
    : { kind: 'worker-died', detail: lost.detail };
}
