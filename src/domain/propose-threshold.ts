/** What a person said of one pair. */
export interface Judgement {
  /** Distance by the hash that decides. */
  bits: number;
  isSame: boolean;
}

/** A pair that is wrongly let in costs trust; one that is missed costs a little space. */
const WRONG_PAIR_COST = 3;

function costOf(judgements: readonly Judgement[], cutBits: number): number {
  let cost = 0;
  for (const { bits, isSame } of judgements) {
    if (isSame && bits > cutBits) cost += 1;
    if (!isSame && bits <= cutBits) cost += WRONG_PAIR_COST;
  }
  return cost;
}

/**
 * The largest distance to let in that fits best with what a person said: the fewest mistakes, of
 * which letting a wrong pair in counts three times. A range of equally good ones is narrowed to
 * the distances that were judged, and its middle taken; the present one stays if it is among the
 * best. Without judgements the present one stays.
 */
export function proposeThreshold(
  judgements: readonly Judgement[],
  presentBits: number,
): number {
  if (judgements.length === 0) return presentBits;
  const all = judgements.map(({ bits }) => bits);
  const lowest = Math.max(0, Math.min(...all) - 1);
  const highest = Math.max(...all);
  const cuts = Array.from(
    { length: highest - lowest + 1 },
    (_none, at) => lowest + at,
  );
  const costs = cuts.map((cut) => costOf(judgements, cut));
  const least = Math.min(...costs);
  if (costOf(judgements, presentBits) === least) return presentBits;
  const start = costs.indexOf(least);
  let end = start;
  while (costs[end + 1] === least) end += 1;
  return lowest + Math.floor((start + end) / 2);
}
