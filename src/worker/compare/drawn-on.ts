import type { OverlaidPlanes } from './overlay-planes.ts';

/** Levels by which the pictures must differ for a place to count as changed. */
const CHANGED_LEVELS = 12;
/** Places beside a change that still belong to its edge, px. */
const REACH_PX = 2;
/** Steepest part of the difference: the outline of what was drawn. */
const OUTLINE_SHARE = 0.3;
/** Fewer changed pixels than this are noise. */
const FEWEST_PIXELS = 48;
/** Single changed pixels elsewhere must not widen the rectangle. */
const OUTLIER_SHARE = 0.02;
/** A local variance under this is a flat area. */
const FLAT_VARIANCE = 2;
const FLAT_REACH_PX = 3;

/** Which of two pictures has something drawn on it. */
export interface DrawnOn {
  /**
   * Steepness of the second against the first along the outlines of what differs, dB: over 0 when
   * the outlines are in the second. Text and marks: 2.6–12.7 measured.
   */
  outlineDb: number;
  /** Share of the changed area that is flat in the second, less that in the first, −1…1. */
  flatGain: number;
  /** Share of the smallest upright rectangle around the changed area that is changed, 0–1. */
  changedFill: number;
}

function steepness(data: Float32Array, at: number, widthPx: number): number {
  const across = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
  const down = (data[at + widthPx] ?? 0) - (data[at - widthPx] ?? 0);
  return (across * across + down * down) / 4;
}

function localVariance(
  data: Float32Array,
  at: number,
  widthPx: number,
): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = -FLAT_REACH_PX; y <= FLAT_REACH_PX; y += 1) {
    for (let x = -FLAT_REACH_PX; x <= FLAT_REACH_PX; x += 1) {
      const value = data[at + y * widthPx + x];
      if (value === undefined) continue;
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  return squares / count - (sum / count) ** 2;
}

/** Pixels whose neighbours are all inside the mask and that lie within reach of a change. */
function nearChange(
  { second, mask }: OverlaidPlanes,
  difference: Float32Array,
): { near: number[]; changed: number[] } {
  const { widthPx, heightPx } = second;
  const changed: number[] = [];
  const isNear = new Uint8Array(mask.length);
  const edge = REACH_PX + 1;
  for (let y = edge; y < heightPx - edge; y += 1) {
    for (let x = edge; x < widthPx - edge; x += 1) {
      const at = y * widthPx + x;
      const isChanged =
        mask[at] === 1 && Math.abs(difference[at] ?? 0) > CHANGED_LEVELS;
      if (!isChanged) continue;
      changed.push(at);
      for (let down = -REACH_PX; down <= REACH_PX; down += 1) {
        const row = at + down * widthPx;
        isNear.fill(1, row - REACH_PX, row + REACH_PX + 1);
      }
    }
  }
  const near: number[] = [];
  isNear.forEach((is, at) => {
    const isInside =
      mask[at - 1] === 1 &&
      mask[at + 1] === 1 &&
      mask[at - widthPx] === 1 &&
      mask[at + widthPx] === 1;
    if (is === 1 && isInside) near.push(at);
  });
  return { near, changed };
}

/** How much of its rectangle an area fills; the outermost pixels of each side do not count. */
function fillOf(changed: readonly number[], widthPx: number): number {
  const spread = (values: number[]): number => {
    values.sort((a, b) => a - b);
    const skipped = Math.floor(values.length * OUTLIER_SHARE);
    const from = values[skipped] ?? 0;
    const to = values[values.length - 1 - skipped] ?? 0;
    return to - from + 1;
  };
  const across = spread(changed.map((at) => at % widthPx));
  const down = spread(changed.map((at) => Math.floor(at / widthPx)));
  return Math.min(1, changed.length / (across * down));
}

/** Says on which of two overlaid pictures of one tone something was drawn; undefined when nothing. */
export function findDrawnOn(planes: OverlaidPlanes): DrawnOn | undefined {
  const { first, second } = planes;
  const { widthPx } = second;
  const difference = second.data.map(
    (value, at) => value - (first.data[at] ?? 0),
  );
  const { near, changed } = nearChange(planes, difference);
  if (changed.length < FEWEST_PIXELS) return undefined;
  const outline = near
    .map((at) => ({ at, by: steepness(difference, at, widthPx) }))
    .sort((a, b) => b.by - a.by)
    .slice(0, Math.ceil(near.length * OUTLINE_SHARE));
  let inFirst = 0;
  let inSecond = 0;
  for (const { at } of outline) {
    inFirst += steepness(first.data, at, widthPx);
    inSecond += steepness(second.data, at, widthPx);
  }
  let flat = 0;
  for (const at of changed) {
    if (localVariance(second.data, at, widthPx) < FLAT_VARIANCE) flat += 1;
    if (localVariance(first.data, at, widthPx) < FLAT_VARIANCE) flat -= 1;
  }
  const floor = outline.length;
  return {
    outlineDb: 10 * Math.log10((inSecond + floor) / (inFirst + floor)),
    flatGain: flat / changed.length,
    changedFill: fillOf(changed, widthPx),
  };
}
