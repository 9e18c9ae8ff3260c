import { transfer } from 'comlink';
import type { JoinHelp, JoinShard } from '../../protocol/join-protocol.ts';
import { BUCKET_COUNT } from '../kernels/bucket-join.ts';
import { bucketJoinNs, isBucketJoinFaster } from '../kernels/choose-join.ts';
import type { CandidateJoin } from './matcher-candidates.ts';
import { nextTask } from '../next-task.ts';

/**
 * A change of the matcher's that needs joins: gives each out, and takes the triples in exchange,
 * or undefined to make that join itself. Gives out undefined, often, where others may be heard.
 */
export type JoinSteps<Result> = Generator<
  CandidateJoin | undefined,
  Result,
  Iterable<Uint32Array> | undefined
>;

/** Shorter joins are not worth the way: docs/decisions/0013-joins-over-the-pool.md. */
const SHARED_FROM_NS = 300_000_000;

/**
 * Shards for each worker. Ranges of buckets are not equally full, so who is done takes another;
 * each shard sorts its lists anew.
 */
const SHARDS_PER_WORKER = 2;

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
    const { signal } = (this.running = new AbortController());
    try {
      let heardMs = performance.now();
      let step = steps.next(undefined);
      while (step.done !== true) {
        let found: Uint32Array[] | undefined;
        if (step.value !== undefined && this.isLong(step.value)) {
          found = await this.shared(step.value, signal);
        } else if (performance.now() - heardMs > UNHEARD_MS) {
          await nextTask();
          heardMs = performance.now();
        }
        if (signal.aborted) return undefined;
        step = steps.next(found);
      }
      return { result: step.value };
    } finally {
      this.running = undefined;
    }
  }

  private isLong({ queries, index, radiusBits }: CandidateJoin): boolean {
    const { bytesPerCode, count } = index.table;
    if (bytesPerCode !== 8 || this.workers < 2 || !this.help) return false;
    const queryCount = queries.length / bytesPerCode;
    return (
      isBucketJoinFaster(queryCount, count, radiusBits, true) &&
      bucketJoinNs(queryCount, count, radiusBits, true) >= this.sharedFromNs
    );
  }

  /** The triples of the whole join, shard by shard; undefined when a shard was lost. */
  private async shared(
    { queries, index, radiusBits }: CandidateJoin,
    signal: AbortSignal,
  ): Promise<Uint32Array[] | undefined> {
    // Views would be sent with all of their buffers.
    const lists = {
      queries: queries.slice(),
      stored: index.table.bytes.slice(),
    };
    const shards = shardsOf(this.workers * SHARDS_PER_WORKER).map((range) => ({
      ...lists,
      ...range,
      radiusBits,
    }));
    const found: Uint32Array[] = [];
    const work = async (): Promise<boolean> => {
      for (let next = shards.pop(); next !== undefined; next = shards.pop()) {
        const triples = await this.ask(next, signal);
        if (triples === undefined) return false;
        found.push(triples);
      }
      return true;
    };
    const isWhole = await Promise.all(
      Array.from({ length: this.workers }, work),
    );
    return isWhole.every(Boolean) ? found : undefined;
  }

  /** undefined when the worker was lost, or the signal says that nobody wants it any more. */
  private ask(
    shard: JoinShard,
    signal: AbortSignal,
  ): Promise<Uint32Array | undefined> {
    if (signal.aborted || !this.help) return Promise.resolve(undefined);
    const { port1, port2 } = new MessageChannel();
    const served = this.help(transfer(port2, [port2]));
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        port1.postMessage('stop');
        end(undefined);
      };
      const end = (triples: Uint32Array | undefined): void => {
        signal.removeEventListener('abort', stop);
        port1.close();
        resolve(triples);
      };
      port1.onmessage = ({ data }: MessageEvent<Uint32Array>) => {
        end(data);
      };
      signal.addEventListener('abort', stop);
      served.then((isServed) => {
        if (!isServed) end(undefined);
      }, reject);
      port1.postMessage(shard);
    });
  }
}

/** Ranges that cut up all buckets. */
function shardsOf(count: number): Pick<JoinShard, 'fromBucket' | 'toBucket'>[] {
  const cut = (at: number): number => Math.round((BUCKET_COUNT * at) / count);
  return Array.from({ length: count }, (_nothing, at) => ({
    fromBucket: cut(at),
    toBucket: cut(at + 1),
  }));
}
