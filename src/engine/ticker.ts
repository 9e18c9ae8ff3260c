import type { Tick } from '../protocol/ticker-protocol.ts';

/**
 * A steady pulse for timeouts, checkpoints and progress. It comes from a worker, because timers
 * of a page in the background run once a second at best and once a minute at worst.
 */
export class Ticker {
  private readonly listeners = new Set<(nowMs: number) => void>();
  private readonly worker: Worker;

  constructor() {
    this.worker = new Worker(
      new URL('../worker/ticker.worker.ts', import.meta.url),
      { type: 'module', name: 'ticker' },
    );
    this.worker.addEventListener('message', (event: MessageEvent<Tick>) => {
      for (const listener of [...this.listeners]) {
        listener(event.data.nowMs);
      }
    });
  }

  /** Calls `listener` about four times a second until the returned function is called. */
  onTick(listener: (nowMs: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The clock that ticks are given in, ms since 1970, never going back. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
