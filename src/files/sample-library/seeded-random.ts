/** The next number, 0 ≤ n < 1. */
export type Random = () => number;

/** The same numbers for the same seed, in every browser (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number between two, the lower one included. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}
