import {
  END_OF_TRIPLES,
  GAVE_UP,
  MORE_TRIPLES,
  type JoinShard,
} from '../protocol/join-protocol.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import { nextTask } from './next-task.ts';

/** Numbers sent at once: those of some 65,000 pairs, or what the last step added to as many. */
const NUMBERS_PER_MESSAGE = 3 * 65_536;
/** Who asks for no more for so long is gone, and has not said so. */
const PATIENCE_MS = 60_000;

/**
 * Takes one shard from a port, joins it and sends back what it finds, as it is asked for more.
 * Other calls of this worker have their turns between two steps of some 30 ms.
 */
export async function serveJoin(
  kernels: Kernels,
  port: MessagePort,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const shard = await new Promise<JoinShard>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<JoinShard>) => {
      resolve(data);
    };
  });
  const outlet = new Outlet(port, patienceMs);
  const { queries, stored, ...range } = shard;
  for (const triples of kernels.bucketJoinBatches({
    queries: kernels.bucketList(queries, false),
    stored: kernels.bucketList(stored, false),
    ...range,
  })) {
    await outlet.put(triples);
    await nextTask();
    if (outlet.isStopped) break;
  }
  await outlet.end();
}

/** Sends triples at the pace at which they are taken in. */
class Outlet {
  isStopped = false;
  private readonly port: MessagePort;
  private readonly patienceMs: number;
  private batches: Uint32Array[] = [];
  private numbers = 0;
  private mayBeSent = 1;
  private wake = (): void => undefined;

  constructor(port: MessagePort, patienceMs: number) {
    this.port = port;
    this.patienceMs = patienceMs;
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === MORE_TRIPLES) this.mayBeSent += 1;
      else this.isStopped = true;
      this.wake();
    };
  }

  async put(triples: Uint32Array): Promise<void> {
    this.batches.push(triples);
    this.numbers += triples.length;
    if (this.numbers >= NUMBERS_PER_MESSAGE) await this.send();
  }

  async end(): Promise<void> {
    if (this.numbers > 0) await this.send();
    // Whoever comes back late, after the computer has slept, must not take a part for all.
    this.port.postMessage(this.isStopped ? GAVE_UP : END_OF_TRIPLES);
    this.port.close();
  }

  private async send(): Promise<void> {
    while (this.mayBeSent === 0 && !this.isStopped) await this.change();
    if (this.isStopped) return;
    this.mayBeSent -= 1;
    const all = joined(this.batches, this.numbers);
    this.port.postMessage(all, [all.buffer]);
    this.batches = [];
    this.numbers = 0;
  }

  /** The other end says something, or has gone. */
  private change(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.isStopped = true;
        resolve();
      }, this.patienceMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function joined(
  batches: readonly Uint32Array[],
  numbers: number,
): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(numbers);
  let at = 0;
  for (const batch of batches) {
    all.set(batch, at);
    at += batch.length;
  }
  return all;
}
