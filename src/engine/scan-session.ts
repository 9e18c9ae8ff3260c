import { fileKey, type FileKey } from '../domain/photo-id.ts';
import type { FileFacts, FileRecord } from '../domain/photo.ts';
import type { ScanRecord } from '../domain/scan-stage.ts';
import type {
  FolderSource,
  WalkedFile,
  WalkFailure,
} from '../files/folder-source.ts';
import { CheckpointBatcher, type Batch } from './checkpoint-batcher.ts';
import type { FileIndex } from './file-index.ts';
import type { FirstLookRun } from './first-look-run.ts';
import { mayTakeOneMore, MOST_BYTES_IN_FLIGHT } from './in-flight.ts';
import type { PauseGate } from './pause-gate.ts';
import type { QueuedFile, ReadQueue } from './read-queue.ts';
import { ScanReader, type ScanReaderOptions } from './scan-reader.ts';
import { nowMs, type Ticker } from './ticker.ts';

export interface ScanSessionOptions extends ScanReaderOptions {
  sources: readonly FolderSource[];
  index: FileIndex;
  ticker: Ticker;
  gate: PauseGate;
  /** Empty; shared with the first look, which may change the order. */
  queue: ReadQueue;
  firstLook: FirstLookRun;
  scan: ScanRecord;
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
  private readonly reader: ScanReader;
  private isListingOver = false;
  private bytesInFlight = 0;
  private wake: (() => void) | undefined;
  private failure: unknown;

  constructor(options: ScanSessionOptions) {
    this.options = options;
    this.batcher = new CheckpointBatcher((batch) => this.checkpoint(batch));
    this.reader = new ScanReader(options, (record, fingerprint) =>
      this.batcher.add(record, fingerprint, nowMs()),
    );
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
    return this.reader.skip(facts, failure);
  }

  private meet(
    source: FolderSource,
    { facts, file }: WalkedFile,
  ): Promise<void> | undefined {
    const { tally, index } = this.options;
    tally.listed(facts.sizeBytes);
    const known = index.meet(facts, this.reader.versionFor(facts));
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
    await this.reader.record(facts, stored.outcome, undefined);
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
      const work = this.reader
        .read(next.source, next.facts, listed)
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
