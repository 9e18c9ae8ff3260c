import type { AnalyzerWorker } from '../protocol/analyzer-protocol.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';
import { IN_FLIGHT_PER_WORKER, mayTakeOneMore } from './in-flight.ts';
import { PoolWorker } from './pool-worker.ts';
import { nowMs, type Ticker } from './ticker.ts';

/** After a cancel, running jobs have this long to end by themselves, ms: what they found is kept. */
const CANCEL_GRACE_MS = 500;

/** What a person looks at goes first, then scanning, then second looks. */
export type Lane = 'display' | 'scan' | 'check';

/** A job that ended without an answer of its own. */
export type LostJob =
  | { kind: 'timed-out'; afterMs: number }
  | { kind: 'worker-died'; detail: string }
  | { kind: 'cancelled' }
  | { kind: 'closed' };

export type PoolResult<T> = { kind: 'done'; value: T } | LostJob;

interface RunOptions {
  lane: Lane;
  timeoutMs: number;
  /** Of its file. Only jobs that say it can be more than a few in one worker. */
  sizeBytes?: number;
  /** Cancels the job: at once while it waits, with its worker when it goes on running. */
  signal?: AbortSignal;
}

interface Job extends RunOptions {
  /** A worker was lost while this job and another were in it: now it runs alone, to learn whose fault it was. */
  isAlone: boolean;
  startedMs: number;
  cancelledMs: number | undefined;
  call: (api: AnalyzerWorker) => Promise<unknown>;
  settle: (result: PoolResult<unknown>) => void;
}

interface Slot {
  worker: PoolWorker;
  jobs: Set<Job>;
}

/**
 * Analyzer workers that survive bad files: a job that hangs or kills its worker is given up, the
 * worker replaced, and the other job of that worker run again.
 */
export class WorkerPool {
  private readonly slots: Slot[] = [];
  private readonly waiting: Record<Lane, Job[]> = {
    display: [],
    scan: [],
    check: [],
  };
  private readonly kernels: CompiledKernels;
  private readonly stopTicks: () => void;
  private readonly size: number;
  private isClosed = false;
  private turn = 0;

  constructor(kernels: CompiledKernels, size: number, ticker: Ticker) {
    this.kernels = kernels;
    this.size = size;
    this.stopTicks = ticker.onTick((atMs) => {
      this.expire(atMs);
    });
  }

  get workers(): number {
    return this.size;
  }

  /** How many jobs of any size may run at once. */
  get capacity(): number {
    return this.size * IN_FLIGHT_PER_WORKER;
  }

  /** Starts the workers that are not there yet, before there is work for them. */
  prepare(): void {
    while (!this.isClosed && this.slots.length < this.size) this.addSlot();
  }

  /** Never rejects for a lost worker: that is a value. Rejects when the call itself threw, a bug. */
  run<T>(
    options: RunOptions,
    call: (api: AnalyzerWorker) => Promise<T>,
  ): Promise<PoolResult<T>> {
    const { lane, signal } = options;
    if (this.isClosed) {
      return Promise.resolve({ kind: 'closed' });
    }
    if (signal?.aborted === true) {
      return Promise.resolve({ kind: 'cancelled' });
    }
    return new Promise((resolve) => {
      const onAbort = (): void => {
        this.cancel(job);
      };
      const job: Job = {
        ...options,
        isAlone: false,
        startedMs: 0,
        cancelledMs: undefined,
        call,
        settle: (result) => {
          signal?.removeEventListener('abort', onAbort);
          // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- `call` returned it, so it is a T
          resolve(result as PoolResult<T>);
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.waiting[lane].push(job);
      this.dispatch();
    });
  }

  /** Gives up everything waiting or running. */
  close(): void {
    this.isClosed = true;
    this.stopTicks();
    for (const slot of this.slots.splice(0)) {
      slot.worker.terminate();
      for (const job of slot.jobs) {
        job.settle({ kind: 'closed' });
      }
    }
    for (const lane of Object.values(this.waiting)) {
      for (const job of lane.splice(0)) {
        job.settle({ kind: 'closed' });
      }
    }
  }

  private cancel(job: Job): void {
    const waiting = this.waiting[job.lane];
    const at = waiting.indexOf(job);
    if (at >= 0) {
      waiting.splice(at, 1);
      job.settle({ kind: 'cancelled' });
    } else {
      job.cancelledMs = nowMs();
    }
  }

  private dispatch(): void {
    for (;;) {
      const slot = this.freeSlot();
      if (slot === undefined) {
        return;
      }
      const job = this.nextJob(slot);
      if (job === undefined) {
        return;
      }
      this.start(slot, job);
    }
  }

  private freeSlot(): Slot | undefined {
    if (this.isClosed || this.isIdle()) {
      return undefined;
    }
    let best: Slot | undefined;
    for (const slot of this.slots) {
      if (
        !isTaken(slot) &&
        (best === undefined || slot.jobs.size < best.jobs.size)
      ) {
        best = slot;
      }
    }
    if (
      (best === undefined || best.jobs.size > 0) &&
      this.slots.length < this.size
    ) {
      return this.addSlot();
    }
    return best;
  }

  private isIdle(): boolean {
    return Object.values(this.waiting).every((lane) => lane.length === 0);
  }

  /** Lanes in order, but every third job may be a check, so that groups settle while scanning. */
  private nextJob(slot: Slot): Job | undefined {
    this.turn += 1;
    const order: Lane[] =
      this.turn % 3 === 0
        ? ['display', 'check', 'scan']
        : ['display', 'scan', 'check'];
    for (const lane of order) {
      const at = this.waiting[lane].findIndex(
        (job) => !job.isAlone || slot.jobs.size === 0,
      );
      if (at >= 0) {
        return this.waiting[lane].splice(at, 1)[0];
      }
    }
    return undefined;
  }

  private addSlot(): Slot {
    const slot: Slot = {
      worker: new PoolWorker(this.kernels, (detail) => {
        this.lose(slot, { kind: 'worker-died', detail });
      }),
      jobs: new Set(),
    };
    this.slots.push(slot);
    return slot;
  }

  private start(slot: Slot, job: Job): void {
    slot.jobs.add(job);
    job.startedMs = nowMs();
    slot.worker.ready
      .then(() => job.call(slot.worker.api))
      .then(
        (value) => {
          this.finish(slot, job, { kind: 'done', value });
        },
        (error: unknown) => {
          this.finish(slot, job, {
            kind: 'worker-died',
            detail: error instanceof Error ? error.message : String(error),
          });
        },
      );
  }

  private finish(slot: Slot, job: Job, result: PoolResult<unknown>): void {
    if (slot.jobs.delete(job)) {
      job.settle(result);
      // The time a neighbour waited for this job's share of the worker was not its own.
      const endedMs = nowMs();
      for (const other of slot.jobs) {
        other.startedMs = endedMs;
      }
      this.dispatch();
    }
  }

  private expire(atMs: number): void {
    for (const slot of [...this.slots]) {
      const isCancelled = [...slot.jobs].some(
        ({ cancelledMs = Infinity }) => atMs - cancelledMs > CANCEL_GRACE_MS,
      );
      if (isCancelled) {
        this.replace(slot);
        continue;
      }
      const late = [...slot.jobs].find(
        (job) => atMs - job.startedMs > job.timeoutMs,
      );
      if (late !== undefined) {
        this.lose(slot, { kind: 'timed-out', afterMs: late.timeoutMs });
      }
    }
  }

  /** A decoder cannot be interrupted: its worker goes, and what else was in it is run again. */
  private replace(slot: Slot): void {
    for (const job of this.drop(slot)) {
      if (job.cancelledMs === undefined) this.waiting[job.lane].unshift(job);
      else job.settle({ kind: 'cancelled' });
    }
    this.dispatch();
  }

  /** Drops a worker that failed. Its only job is blamed; with several, each is run again alone. */
  private lose(slot: Slot, how: LostJob): void {
    const jobs = this.drop(slot);
    for (const job of jobs) {
      if (job.cancelledMs !== undefined) {
        job.settle({ kind: 'cancelled' });
      } else if (jobs.length === 1 || job.isAlone) {
        job.settle(how);
      } else {
        job.isAlone = true;
        this.waiting[job.lane].unshift(job);
      }
    }
    this.dispatch();
  }

  /** @returns the jobs that were in it; none when it was dropped before */
  private drop(slot: Slot): Job[] {
    const at = this.slots.indexOf(slot);
    if (at < 0) return [];
    this.slots.splice(at, 1);
    slot.worker.terminate();
    const jobs = [...slot.jobs];
    slot.jobs.clear();
    return jobs;
  }
}

/** A job that is to be alone has its worker to itself. */
function isTaken({ jobs }: Slot): boolean {
  let bytes = 0;
  for (const { isAlone, sizeBytes = Infinity } of jobs) {
    if (isAlone) return true;
    bytes += sizeBytes;
  }
  return !mayTakeOneMore(1, jobs.size, bytes);
}
