import type { Fingerprint } from '../domain/fingerprint.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import { fileKey, type FileKey } from '../domain/photo-id.ts';
import {
  isCompanionFile,
  type FileFacts,
  type FileOutcome,
  type FileRecord,
} from '../domain/photo.ts';
import type { ScanRecord } from '../domain/scan-stage.ts';
import { pipelineVersion, type Settings } from '../domain/settings.ts';
import { SIDECAR_VERSION, sidecarForm } from '../domain/sidecar-notes.ts';
import type {
  FolderSource,
  OpenResult,
  WalkedFile,
  WalkFailure,
} from '../files/folder-source.ts';
import type { AnalyzeOutcome } from '../protocol/analyzer-protocol.ts';
import { CheckpointBatcher, type Batch } from './checkpoint-batcher.ts';
import type { FileIndex } from './file-index.ts';
import type { FirstLookRun } from './first-look-run.ts';
import { mayTakeOneMore, MOST_BYTES_IN_FLIGHT } from './in-flight.ts';
import type { PauseGate } from './pause-gate.ts';
import { readCompanion } from './read-companion.ts';
import type { QueuedFile, ReadQueue } from './read-queue.ts';
import type { ScanTally } from './scan-tally.ts';
import { nowMs, type Ticker } from './ticker.ts';
import type { LostJob, PoolResult, WorkerPool } from './worker-pool.ts';

const BASE_TIMEOUT_MS = 20_000;
const TIMEOUT_MS_PER_MEGABYTE = 500;

export interface ScanSessionOptions {
  sources: readonly FolderSource[];
  settings: Settings;
  index: FileIndex;
  pool: WorkerPool;
  ticker: Ticker;
  tally: ScanTally;
  gate: PauseGate;
  /** Empty; shared with the first look, which may change the order. */
  queue: ReadQueue;
  firstLook: FirstLookRun;
  scan: ScanRecord;
  signal: AbortSignal;
  /** The index holds what is stored, or the signal is aborted. Until then only names are listed. */
  whenIndexed: Promise<void>;
  /** The stored records of these files, as far as they are to be had. */
  records: (keys: readonly FileKey[]) => Promise<readonly FileRecord[]>;
  /** Writes one checkpoint; resolves when it is stored. */
  store: (batch: Batch, scan: ScanRecord) => Promise<void>;
  /** Told after each checkpoint, and about files that are gone. */
  onStored: (batch: Batch) => void;
  onGone: (keys: readonly FileKey[]) => Promise<void>;
}

/**
 * One pass over the folders: walk, skip what is known, analyse the rest in the pool, checkpoint.
 * Listing runs ahead of reading, keeping only names, so that the total is known early and
 * memory does not grow with the pictures.
 */
export class ScanSession {
  private readonly options: ScanSessionOptions;
  private readonly batcher: CheckpointBatcher;
  private readonly version: string;
  private isListingOver = false;
  private bytesInFlight = 0;
  private wake: (() => void) | undefined;
  private failure: unknown;

  constructor(options: ScanSessionOptions) {
    this.options = options;
    this.version = pipelineVersion(options.settings.fingerprint);
    this.batcher = new CheckpointBatcher((batch) => this.checkpoint(batch));
  }

  /** Resolves when all is stored or the signal stopped it; rejects when storing failed. */
  async run(): Promise<void> {
    const stopTicks = this.options.ticker.onTick((atMs) => {
      this.batcher.flushIfOld(atMs);
    });
    const stopWaiting = (): void => {
      this.options.gate.open();
      this.wakeUp();
    };
    this.options.signal.addEventListener('abort', stopWaiting);
    try {
      await Promise.all([this.list(), this.readAll()]);
      await this.options.firstLook.whenOver();
      await this.batcher.flush();
      if (this.failure !== undefined) {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- passed on as it came
        throw this.failure;
      }
    } finally {
      stopTicks();
      this.options.signal.removeEventListener('abort', stopWaiting);
    }
  }

  /** A method, because the answer changes while an await is pending. */
  private isOver(): boolean {
    return this.options.signal.aborted || this.failure !== undefined;
  }

  private async list(): Promise<void> {
    try {
      for (const source of this.options.sources) {
        await this.listSource(source);
      }
    } catch (error) {
      this.failure ??= error;
    } finally {
      this.isListingOver = true;
      this.options.firstLook.close();
      this.options.tally.listingEnded();
      this.wakeUp();
    }
  }

  private async listSource(source: FolderSource): Promise<void> {
    const { settings, signal, gate, whenIndexed, index } = this.options;
    let isWhole = true;
    const begun = whenIndexed.then(() => {
      index.beginListing(source.root);
    });
    for await (const found of source.walk(settings.listing, signal)) {
      await begun;
      await gate.pass();
      for (const item of found) {
        if (this.isOver()) {
          return;
        }
        isWhole &&= item.kind === 'file';
        const storing =
          item.kind === 'file'
            ? this.meet(source, item)
            : this.meetFailure(item);
        // Only where there is something to wait for: a wait for each file is what listing would
        // spend most of its time on.
        if (storing) await storing;
      }
    }
    await begun;
    if (isWhole && !this.isOver()) {
      await this.dropGone(source);
    }
  }

  private meetFailure({ facts, failure }: WalkFailure): Promise<void> {
    this.options.tally.listed(0);
    return this.skip(facts, failure);
  }

  private meet(
    source: FolderSource,
    { facts, file }: WalkedFile,
  ): Promise<void> | undefined {
    const { tally, index } = this.options;
    tally.listed(facts.sizeBytes);
    const known = index.meet(facts, this.versionFor(facts));
    if (known === undefined) {
      this.readLater(source, facts, file);
      return undefined;
    }
    if (known.shot !== facts.shot) return this.toOtherShot(source, facts, file);
    tally.reused(known.kind, facts.sizeBytes);
    return undefined;
  }

  /** A known file that is part of another shot than it was, or of none any more. */
  private async toOtherShot(
    source: FolderSource,
    facts: FileFacts,
    file: File,
  ): Promise<void> {
    const { tally, records } = this.options;
    const [stored] = await records([fileKey(facts.root, facts.path)]);
    if (stored === undefined) {
      this.readLater(source, facts, file);
      return;
    }
    tally.reused(stored.outcome.kind, facts.sizeBytes);
    await this.record(facts, stored.outcome, undefined);
  }

  private readLater(source: FolderSource, facts: FileFacts, file: File): void {
    const { queue, firstLook } = this.options;
    firstLook.offer(queue.add(source, facts, file), file);
    this.wakeUp();
  }

  private async dropGone(source: FolderSource): Promise<void> {
    const gone = this.options.index.unmet(source.root);
    if (gone.length > 0) {
      await this.options.onGone(gone);
    }
  }

  private async readAll(): Promise<void> {
    const running = new Set<Promise<void>>();
    for (;;) {
      await this.options.gate.pass();
      if (this.isOver()) {
        break;
      }
      const next = this.next();
      if (next === undefined && this.isAllRead(running.size)) {
        break;
      }
      if (
        next === undefined ||
        !this.hasRoomFor(next.facts.sizeBytes, running.size)
      ) {
        await this.somethingHappens();
        continue;
      }
      const listed = this.options.queue.take(next);
      this.bytesInFlight += next.facts.sizeBytes;
      const work = this.read(next.source, next.facts, listed)
        .catch((error: unknown) => {
          this.failure ??= error;
        })
        .finally(() => {
          this.bytesInFlight -= next.facts.sizeBytes;
          running.delete(work);
          this.wakeUp();
        });
      running.add(work);
    }
    await Promise.all(running);
  }

  /** The next file to read; undefined while the first look has the workers to itself. */
  private next(): QueuedFile | undefined {
    const { firstLook, queue } = this.options;
    return firstLook.isHolding ? undefined : queue.next();
  }

  private isAllRead(running: number): boolean {
    return (
      this.isListingOver && running === 0 && !this.options.firstLook.isHolding
    );
  }

  /** One file of any size always has room, else a huge one would wait for ever. */
  private hasRoomFor(bytes: number, running: number): boolean {
    const bytesThen = this.bytesInFlight + bytes;
    return (
      running === 0 ||
      (mayTakeOneMore(this.options.pool.workers, running, bytesThen) &&
        bytesThen <= MOST_BYTES_IN_FLIGHT)
    );
  }

  /** @param listed the file as it was listed: read as it is, and opened again when it has changed */
  private async read(
    source: FolderSource,
    facts: FileFacts,
    listed?: File,
  ): Promise<void> {
    const { pool, tally, settings, signal } = this.options;
    tally.started(facts.path);
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
    const timeoutMs =
      BASE_TIMEOUT_MS + (file.size / 1e6) * TIMEOUT_MS_PER_MEGABYTE;
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
  private versionFor(facts: FileFacts): string {
    return isCompanionFile(facts) && sidecarForm(facts.path) !== undefined
      ? SIDECAR_VERSION
      : this.version;
  }

  private skip(facts: FileFacts, failure: PhotoFailure): Promise<void> {
    this.options.tally.skipped();
    return this.record(facts, { kind: 'skipped', failure }, undefined);
  }

  private record(
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
    return this.batcher.add(record, fingerprint, nowMs());
  }

  private async checkpoint(batch: Batch): Promise<void> {
    const { tally, store, onStored, index } = this.options;
    const startedMs = performance.now();
    try {
      await store(batch, this.scanNow('running'));
    } catch (error) {
      this.failure ??= error;
      return;
    }
    tally.stored(performance.now() - startedMs);
    for (const record of batch.files) {
      index.put(record);
    }
    onStored(batch);
  }

  /** The scan's row as of now. */
  scanNow(state: ScanRecord['state']): ScanRecord {
    const { tally, scan } = this.options;
    return {
      ...scan,
      state,
      updatedMs: Date.now(),
      listed: tally.listedCount,
      done: tally.doneCount,
    };
  }

  private somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Something that reading may wait for has happened. */
  wakeUp(): void {
    this.wake?.();
    this.wake = undefined;
  }
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
