/**
 * The ticker worker posts this at a steady pace. Timers in workers are not throttled when the
 * tab is in the background; timers on the page are, so nothing may depend on those.
 */
export interface Tick {
  kind: 'tick';
  /** performance.timeOrigin + performance.now() of the worker, ms. */
  nowMs: number;
}
