import type { Tick } from '../protocol/ticker-protocol.ts';

const TICK_MS = 250;

setInterval(() => {
  const nowMs = performance.timeOrigin + performance.now();
  postMessage({ kind: 'tick', nowMs } satisfies Tick);
}, TICK_MS);
