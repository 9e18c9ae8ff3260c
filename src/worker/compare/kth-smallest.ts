/**
 * The value that would stand at `rank` (from 0) if the values were sorted; they are put in another
 * order. Hoare's selection ("Algorithm 65: FIND", 1961), with the middle one of three as the pivot.
 * No NaN. Linear in the number of values, but for orders made to be bad.
 * @returns undefined when there is no such rank
 */
export function kthSmallest(
  values: Float64Array,
  rank: number,
): number | undefined {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const [lowEnd, highStart] = partition(values, from, to);
    if (rank <= lowEnd) to = lowEnd;
    else if (rank >= highStart) from = highStart;
    else break;
  }
  return values[rank];
}

/** Puts low values before high ones; gives the last place of those and the first of these. */
function partition(
  values: Float64Array,
  from: number,
  to: number,
): readonly [lowEnd: number, highStart: number] {
  const pivot = middleOf(
    values[from] ?? 0,
    values[(from + to) >> 1] ?? 0,
    values[to] ?? 0,
  );
  let low = from;
  let high = to;
  while (low <= high) {
    while ((values[low] ?? pivot) < pivot) low += 1;
    while ((values[high] ?? pivot) > pivot) high -= 1;
    if (low > high) break;
    const moved = values[low] ?? 0;
    values[low] = values[high] ?? 0;
    values[high] = moved;
    low += 1;
    high -= 1;
  }
  return [high, low];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
