import {
  FIRST_LOOK,
  isFirstLookDue,
  isWorthFirstLook,
} from '../domain/first-look.ts';
import type { FirstLook } from '../protocol/analyzer-protocol.ts';
import type { Thumb, ThumbEdge } from '../protocol/matcher-protocol.ts';
import type { PauseGate } from './pause-gate.ts';
import type { QueuedFile } from './read-queue.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Heads are small: what takes this long hangs. */
const TIMEOUT_MS = 30_000;
/** Beyond this many listed and not yet looked at, files are opened anew instead of kept open. */
const MOST_OPEN_FILES = 2048;

/** A file that has been looked at. */
export interface SeenFile extends Pick<FirstLook, 'embedded'> {
  queued: QueuedFile;
}

/** Two files with like thumbnails: `file` joins the group of `head`. */
export interface Likeness {
  head: SeenFile;
  file: SeenFile;
}

export interface FirstLookRunOptions {
  pool: Pick<WorkerPool, 'run' | 'capacity'>;
  gate: PauseGate;
  signal: AbortSignal;
  /** The matcher's answer to more thumbnails. */
  match: (thumbs: readonly Thumb[]) => Promise<readonly ThumbEdge[]>;
  onLike: (found: readonly Likeness[]) => void;
  /** All files offered so far have been looked at; more may still come. May be told twice. */
  onIdle: () => void;
}

interface Waiting {
  number: number;
  queued: QueuedFile;
  file: File | undefined;
}

/**
 * The first look of one scan: takes the new files as they are listed, has their heads looked at,
 * many at once, and tells which look alike. Does nothing until there are enough files to be worth it.
 * A file that fails here is no matter: the full pass reads it anyway.
 */
export class FirstLookRun {
  private readonly options: FirstLookRunOptions;
  private readonly waiting: Waiting[] = [];
  private waitingAt = 0;
  /** By number: what `match` answers with. */
  private readonly seen: SeenFile[] = [];
  private lanes = 0;
  private offered = 0;
  private offeredBytes = 0;
  private openFiles = 0;
  private hasAll = false;
  private lookedCount = 0;
  private lanesEnded: Promise<unknown> = Promise.resolve();
  private failure: unknown;

  constructor(options: FirstLookRunOptions) {
    this.options = options;
  }

  /** The full pass waits meanwhile: both would only slow each other. */
  get isHolding(): boolean {
    return this.lanes > 0;
  }

  /** It has begun, and more files are being looked at or may still be listed. */
  get isGoingOn(): boolean {
    return this.isWorthIt() && (this.isHolding || !this.hasAll);
  }

  /** Files looked at. */
  get looked(): number {
    return this.lookedCount;
  }

  /** Files to look at in all, as far as known. */
  get total(): number {
    return this.offered;
  }

  /** A file that was just listed and is to be read. */
  offer(queued: QueuedFile, file: File): void {
    if (!isWorthFirstLook(queued.facts)) return;
    const isKeptOpen = this.openFiles < MOST_OPEN_FILES;
    this.openFiles += isKeptOpen ? 1 : 0;
    this.waiting.push({
      number: this.offered,
      queued,
      file: isKeptOpen ? file : undefined,
    });
    this.seen.push({ queued });
    this.offered += 1;
    this.offeredBytes += queued.facts.sizeBytes;
    if (this.isWorthIt() && this.lanes < this.options.pool.capacity) {
      this.lanes += 1;
      this.lanesEnded = Promise.all([this.lanesEnded, this.tryLane()]);
    }
  }

  /** The listing is over: nothing more will be offered. */
  close(): void {
    this.hasAll = true;
    if (!this.isHolding) this.rest();
  }

  /** Resolves when no lane is at work, rejects for a bug in one. Call when all has been offered. */
  async whenOver(): Promise<void> {
    await this.lanesEnded;
    if (this.failure !== undefined) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- passed on as it came
      throw this.failure;
    }
  }

  private isWorthIt(): boolean {
    return isFirstLookDue(this.offered, this.offeredBytes);
  }

  private async tryLane(): Promise<void> {
    try {
      await this.lane();
    } catch (error) {
      this.failure ??= error;
    }
  }

  private async lane(): Promise<void> {
    const { gate, signal } = this.options;
    try {
      for (;;) {
        await gate.pass();
        const batch = signal.aborted ? [] : this.takeBatch();
        if (batch.length === 0) return;
        await this.lookAt(batch);
      }
    } finally {
      this.lanes -= 1;
      if (this.lanes === 0) this.rest();
    }
  }

  /** Nothing to do, for now or for good: then nothing is kept but what the desk was told. */
  private rest(): void {
    if (!this.isGoingOn) {
      this.seen.length = 0;
      this.waiting.length = 0;
    }
    if (this.isWorthIt()) this.options.onIdle();
  }

  /** Files that the full pass has taken meanwhile need no guess any more. */
  private takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    while (batch.length < FIRST_LOOK.filesPerJob) {
      const next = this.waiting[this.waitingAt];
      if (next === undefined) break;
      this.waitingAt += 1;
      if (next.file !== undefined) this.openFiles -= 1;
      if (next.queued.isTaken) this.lookedCount += 1;
      else batch.push(next);
    }
    if (this.waitingAt >= MOST_OPEN_FILES) {
      this.waiting.splice(0, this.waitingAt);
      this.waitingAt = 0;
    }
    return batch;
  }

  private async lookAt(batch: readonly Waiting[]): Promise<void> {
    const { pool, match, signal } = this.options;
    const opened = await Promise.all(batch.map(open));
    const readable = opened.flatMap((one) => one ?? []);
    const files = readable.map(({ file }) => file);
    const result = await pool.run(
      { lane: 'scan', timeoutMs: TIMEOUT_MS, signal },
      (api) => api.firstLook({ files }),
    );
    this.lookedCount += batch.length;
    if (result.kind !== 'done' || signal.aborted) return;
    const thumbs: Thumb[] = [];
    result.value.forEach((look, at) => {
      const number = readable[at]?.number;
      const seen = number === undefined ? undefined : this.seen[number];
      if (look === undefined || number === undefined || !seen) return;
      const { pHash64, pHash256, embedded } = look;
      if (embedded !== undefined) seen.embedded = embedded;
      thumbs.push({ file: number, pHash64, pHash256 });
    });
    if (thumbs.length === 0) return;
    const found: Likeness[] = [];
    for (const edge of await match(thumbs)) {
      const head = this.seen[edge.head];
      const file = this.seen[edge.file];
      if (head && file) found.push({ head, file });
    }
    if (found.length > 0) this.options.onLike(found);
  }
}

async function open(
  waiting: Waiting,
): Promise<{ number: number; file: File } | undefined> {
  const { number, queued, file } = waiting;
  if (file !== undefined) return { number, file };
  const opened = await queued.source.open(queued.facts.path);
  return opened.kind === 'opened' ? { number, file: opened.file } : undefined;
}
