import type { JoinShard } from '../protocol/join-protocol.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import { nextTask } from './next-task.ts';

/**
 * Takes one shard from a port, joins it and sends back what it found. Stops, and sends nothing of
 * use, when anything else comes. Other calls of this worker have their turns between two steps of
 * some 30 ms.
 */
export async function serveJoin(
  kernels: Kernels,
  port: MessagePort,
): Promise<void> {
  const shard = await new Promise<JoinShard>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<JoinShard>) => {
      resolve(data);
    };
  });
  const stop = { isAsked: false };
  port.onmessage = () => {
    stop.isAsked = true;
  };
  const { queries, stored, ...range } = shard;
  const batches: Uint32Array[] = [];
  for (const triples of kernels.bucketJoinBatches({
    queries: kernels.bucketList(queries, false),
    stored: kernels.bucketList(stored, false),
    ...range,
  })) {
    batches.push(triples);
    await nextTask();
    if (stop.isAsked) break;
  }
  const all = joined(batches);
  port.postMessage(all, [all.buffer]);
  port.close();
}

function joined(batches: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(
    batches.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const batch of batches) {
    all.set(batch, at);
    at += batch.length;
  }
  return all;
}
