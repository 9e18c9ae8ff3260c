import type { JoinHelp } from '../../protocol/join-protocol.ts';
import { bucketJoinNs, isBucketJoinFaster } from '../kernels/choose-join.ts';
import type { CandidateJoin } from './matcher-candidates.ts';
import { SharedJoin } from './matcher-shared-join.ts';
import { nextTask } from '../next-task.ts';

/**
 * A change of the matcher's that needs joins: gives each out, and takes some triples in exchange, for as long as
 * it gives out the same join again and until `end`; or undefined to make the whole join itself, whatever came before.
 * Gives out undefined, often, where others may be heard.
 */
export type JoinSteps<Result> = Generator<
  CandidateJoin | undefined,
  Result,
  Uint32Array | 'end' | undefined
>;

/** Shorter joins are not worth the way: docs/decisions/0013-joins-over-the-pool.md. */
const SHARED_FROM_NS = 300_000_000;

/** A person who decides something meanwhile waits so long at most, or for the end of one join. */
const UNHEARD_MS = 50;

/** Makes a change, with all its joins made here. */
export function joinedHere<Result>(steps: JoinSteps<Result>): Result {
  let step = steps.next(undefined);
  while (step.done !== true) step = steps.next(undefined);
  return step.value;
}

/** Has workers of the pool make the long joins, with the same result as without them. */
export class MatcherJoins {
  private readonly sharedFromNs: number;
  private workers = 0;
  private help: JoinHelp | undefined;
  private running: AbortController | undefined;

  constructor(sharedFromNs = SHARED_FROM_NS) {
    this.sharedFromNs = sharedFromNs;
  }

  useHelp(workers: number, help: JoinHelp): void {
    this.workers = workers;
    this.help = help;
  }

  /** The change that is being made is of no use any more. */
  stop(): void {
    this.running?.abort();
  }

  /** Makes a change. undefined when it was stopped: then it is half made. */
  async made<Result>(
    steps: JoinSteps<Result>,
  ): Promise<{ result: Result } | undefined> {
    const running = (this.running = new AbortController());
    const { signal } = running;
    try {
      let heardMs = performance.now();
      let shared: SharedJoin | undefined;
      let step = steps.next(undefined);
      while (step.done !== true) {
        let found: Uint32Array | 'end' | undefined;
        if (step.value !== undefined && step.value !== shared?.join) {
          shared = this.shared(step.value, signal);
        }
        if (step.value !== undefined && shared) {
          found = await shared.next();
        } else if (performance.now() - heardMs > UNHEARD_MS) {
          await nextTask();
          heardMs = performance.now();
        }
        if (signal.aborted) return undefined;
        step = steps.next(found);
      }
      return { result: step.value };
    } finally {
      // Workers may still be at it when the change has thrown.
      running.abort();
      this.running = undefined;
    }
  }

  /** undefined when the join is short, or nobody is there to help. */
  private shared(
    join: CandidateJoin,
    signal: AbortSignal,
  ): SharedJoin | undefined {
    return this.help && this.isLong(join)
      ? new SharedJoin(join, this.workers, this.help, signal)
      : undefined;
  }

  private isLong({ queries, index, radiusBits }: CandidateJoin): boolean {
    const { bytesPerCode, count } = index.table;
    if (bytesPerCode !== 8 || this.workers < 2) return false;
    const queryCount = queries.length / bytesPerCode;
    return (
      isBucketJoinFaster(queryCount, count, radiusBits, true) &&
      bucketJoinNs(queryCount, count, radiusBits, true) >= this.sharedFromNs
    );
  }
}
