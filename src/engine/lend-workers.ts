import { transfer } from 'comlink';
import type { JoinHelp } from '../protocol/join-protocol.ts';
import type { WorkerPool } from './worker-pool.ts';

/**
 * Far more than the longest shard takes, whose pairs the matcher takes in at its own pace: whoever needs it is
 * stuck.
 */
const TIMEOUT_MS = 60 * 60_000;

/** Has workers of the pool join for the matcher, when they have nothing better to do. */
export function lendWorkers(pool: WorkerPool): JoinHelp {
  return async (port) => {
    if (!(port instanceof MessagePort)) return false;
    const result = await pool.run(
      { lane: 'check', timeoutMs: TIMEOUT_MS },
      (api) => api.join(transfer(port, [port])),
    );
    return result.kind === 'done';
  };
}
