import { transfer } from 'comlink';
import {
  END_OF_TRIPLES,
  MORE_TRIPLES,
  type JoinHelp,
  type JoinShard,
} from '../../protocol/join-protocol.ts';
import { BUCKET_COUNT } from '../kernels/bucket-join.ts';
import type { CandidateJoin } from './matcher-candidates.ts';

/**
 * Shards for each worker. Ranges of buckets are not equally full, so who is done takes another;
 * each shard sorts its lists anew.
 */
const SHARDS_PER_WORKER = 2;

/** Triples as they came, and the port on which more can be asked for. */
interface Found {
  triples: Uint32Array;
  port: MessagePort;
}

/**
 * A join that workers make shard by shard. Their triples are taken in one message after the other, and no worker
 * is more than two ahead: of pictures that all look alike there are more than memory could hold.
 */
export class SharedJoin {
  readonly join: CandidateJoin;
  private readonly help: JoinHelp;
  private readonly shards: JoinShard[];
  private readonly found: Found[] = [];
  private readonly ended = new AbortController();
  private workers: number;
  private wake = (): void => undefined;

  /** @param signal nobody wants it any more */
  constructor(
    join: CandidateJoin,
    workers: number,
    help: JoinHelp,
    signal: AbortSignal,
  ) {
    this.join = join;
    this.help = help;
    signal.addEventListener('abort', () => {
      this.ended.abort(new LostWorker());
    });
    const { queries, index, radiusBits } = join;
    // Views would be sent with all of their buffers.
    const lists = {
      queries: queries.slice(),
      stored: index.table.bytes.slice(),
    };
    this.shards = rangesOf(workers * SHARDS_PER_WORKER).map((range) => ({
      ...lists,
      ...range,
      radiusBits,
    }));
    this.workers = workers;
    for (let worker = 0; worker < workers; worker += 1) void this.work();
  }

  /**
   * What was found since, or `end`; undefined when a worker was lost, or nobody wants it any more.
   *
   * @throws what a worker threw
   */
  async next(): Promise<Uint32Array | 'end' | undefined> {
    for (;;) {
      if (this.ended.signal.aborted) {
        throwUnlessLost(this.ended.signal.reason);
        return undefined;
      }
      const found = this.found.shift();
      if (found !== undefined) {
        found.port.postMessage(MORE_TRIPLES);
        return found.triples;
      }
      if (this.workers === 0) return 'end';
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** One worker's share: shard after shard. */
  private async work(): Promise<void> {
    try {
      for (let next = this.shards.pop(); next; next = this.shards.pop()) {
        await this.ask(next);
      }
    } catch (error) {
      this.ended.abort(error);
    }
    this.workers -= 1;
    this.wake();
  }

  /** @throws LostWorker, or what the worker threw */
  private ask(shard: JoinShard): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const { signal } = this.ended;
    let stop = (): void => undefined;
    return new Promise<void>((resolve, reject) => {
      stop = () => {
        port1.postMessage('stop');
        reject(new LostWorker());
      };
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop);
      port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (data instanceof Uint32Array) {
          this.found.push({ triples: data, port: port1 });
          this.wake();
        } else if (data === END_OF_TRIPLES) resolve();
        else reject(new LostWorker());
      };
      this.help(transfer(port2, [port2])).then((isServed) => {
        if (!isServed) reject(new LostWorker());
      }, reject);
      port1.postMessage(shard);
    }).finally(() => {
      signal.removeEventListener('abort', stop);
      port1.close();
    });
  }
}

class LostWorker extends Error {}

function throwUnlessLost(reason: unknown): void {
  if (!(reason instanceof LostWorker)) throw reason;
}

/** Ranges that cut up all buckets. */
function rangesOf(count: number): Pick<JoinShard, 'fromBucket' | 'toBucket'>[] {
  const cut = (at: number): number => Math.round((BUCKET_COUNT * at) / count);
  return Array.from({ length: count }, (_nothing, at) => ({
    fromBucket: cut(at),
    toBucket: cut(at + 1),
  }));
}
