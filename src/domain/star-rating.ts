/** 1–5 stars as programs write them; undefined for everything else. */
export function starsOf(value: unknown): number | undefined {
  const stars = Number(value);
  return Number.isInteger(stars) && stars >= 1 && stars <= 5
    ? stars
    : undefined;
}

/** Windows rates in per cent: 1, 25, 50, 75 and 99 are one to five stars. */
export function starsOfPercent(
  percent: number | undefined,
): number | undefined {
  return percent === undefined || percent <= 0
    ? undefined
    : starsOf(1 + Math.round(percent / 25));
}
