import { kthSmallest } from './kth-smallest.ts';
import type { OverlaidPlanes } from './overlay-planes.ts';
import type { Plane } from './plane.ts';

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
/** Twice the squared differences from their mean that a flat area may have in all. */
const CERTAINLY_VARIED = 1.001 * FLAT_VARIANCE * (2 * FLAT_REACH_PX + 1) ** 2;

/** Which of two pictures has something drawn on it. */
export interface DrawnOn {
  /**
   * Steepness of the second against the first along the outlines of what differs, dB: over 0 when
   * the outlines are in the second. Text and marks: 2.6–12.7 measured.
   */
  outlineDb: number;
  /**
   * How much steeper the second is there than the first, in parts of how steep what differs is itself:
   * 1 when that was drawn on the second, −1 when on the first, whatever texture lies below.
   */
  outlineGain: number;
  /** Share of the changed area that is flat in the second, less that in the first, −1…1. */
  flatGain: number;
  /** Share of the smallest upright rectangle around the changed area that is changed, 0–1. */
  changedFill: number;
}

/** The square of the slope: what is drawn and what lies below add up where they have nothing in common. */
function steepness(data: Float32Array, at: number, widthPx: number): number {
  const across = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
  const down = (data[at + widthPx] ?? 0) - (data[at - widthPx] ?? 0);
  return (across * across + down * down) / 4;
}

/** Of places at least FLAT_REACH_PX away from the edges. */
function isFlat(data: Float32Array, at: number, widthPx: number): boolean {
  const side = 2 * FLAT_REACH_PX + 1;
  let sum = 0;
  let squares = 0;
  let seen = 0;
  for (let y = -FLAT_REACH_PX; y <= FLAT_REACH_PX; y += 1) {
    const row = at + y * widthPx;
    for (let to = row - FLAT_REACH_PX; to <= row + FLAT_REACH_PX; to += 1) {
      const value = data[to] ?? 0;
      sum += value;
      squares += value * value;
    }
    seen += side;
    // What some rows vary by all rows vary by, and more: most places are decided by the first.
    const varied = squares - (sum * sum) / seen;
    if (varied > CERTAINLY_VARIED) return false;
  }
  const count = side ** 2;
  return squares / count - (sum / count) ** 2 < FLAT_VARIANCE;
}

/** Marks what is within reach of a mark along one axis; marks are that far from the edges. */
function widened(marks: Uint8Array, stepPx: number): Uint8Array {
  const wide = new Uint8Array(marks.length);
  for (let at = 0; at < marks.length; at += 1) {
    if (marks[at] === 0) continue;
    for (let by = -REACH_PX; by <= REACH_PX; by += 1) {
      wide[at + by * stepPx] = 1;
    }
  }
  return wide;
}

/** Second less first. */
function differenceOf({ first, second }: OverlaidPlanes): Float32Array {
  const difference = new Float32Array(second.data.length);
  for (let at = 0; at < difference.length; at += 1) {
    difference[at] = (second.data[at] ?? 0) - (first.data[at] ?? 0);
  }
  return difference;
}

/** Places that differ, away from the edges by more than anything here reaches. */
function changedPlaces(
  { second, mask }: OverlaidPlanes,
  difference: Float32Array,
): number[] {
  const { widthPx, heightPx } = second;
  const changed: number[] = [];
  const edge = REACH_PX + 1;
  for (let y = edge; y < heightPx - edge; y += 1) {
    const end = y * widthPx + widthPx - edge;
    for (let at = y * widthPx + edge; at < end; at += 1) {
      const isChanged =
        mask[at] === 1 && Math.abs(difference[at] ?? 0) > CHANGED_LEVELS;
      if (isChanged) changed.push(at);
    }
  }
  return changed;
}

/** Places within reach of a change whose neighbours are all inside the mask. */
function placesNear(
  changed: readonly number[],
  { second, mask }: OverlaidPlanes,
): number[] {
  const { widthPx } = second;
  const isChanged = new Uint8Array(mask.length);
  for (const at of changed) isChanged[at] = 1;
  const isNear = widened(widened(isChanged, 1), widthPx);
  const near: number[] = [];
  for (let at = 0; at < isNear.length; at += 1) {
    if (isNear[at] === 0) continue;
    const isInside =
      mask[at - 1] === 1 &&
      mask[at + 1] === 1 &&
      mask[at - widthPx] === 1 &&
      mask[at + widthPx] === 1;
    if (isInside) near.push(at);
  }
  return near;
}

/** How many places from the first to the last count, without the outermost ones of each side. */
function spreadOf(counts: Uint32Array, total: number): number {
  const skipped = Math.floor(total * OUTLIER_SHARE);
  const placeOf = (rank: number): number => {
    let seen = 0;
    return counts.findIndex((count) => {
      seen += count;
      return seen > rank;
    });
  };
  return placeOf(total - 1 - skipped) - placeOf(skipped) + 1;
}

/** How much of its rectangle an area fills; the outermost pixels of each side do not count. */
function fillOf(
  changed: readonly number[],
  { widthPx, heightPx }: Plane,
): number {
  const columns = new Uint32Array(widthPx);
  const rows = new Uint32Array(heightPx);
  for (const at of changed) {
    const x = at % widthPx;
    const y = (at - x) / widthPx;
    columns[x] = (columns[x] ?? 0) + 1;
    rows[y] = (rows[y] ?? 0) + 1;
  }
  const total = changed.length;
  const across = spreadOf(columns, total);
  return Math.min(1, total / (across * spreadOf(rows, total)));
}

/** The steepest places of a picture, of these. */
function steepest(
  data: Float32Array,
  widthPx: number,
  places: readonly number[],
): number[] {
  // Plain loops: a callback a place took longer than all else here.
  const by = new Float64Array(places.length);
  for (let index = 0; index < by.length; index += 1) {
    by[index] = steepness(data, places[index] ?? 0, widthPx);
  }
  const count = Math.ceil(places.length * OUTLINE_SHARE);
  const least = kthSmallest(by.slice(), by.length - count) ?? 0;
  let above = 0;
  for (const here of by) if (here > least) above += 1;
  // Of those that are just as steep as the last, the first ones.
  let ties = count - above;
  const found: number[] = [];
  for (let index = 0; index < by.length; index += 1) {
    const here = by[index] ?? 0;
    if (here < least) continue;
    if (here === least) {
      ties -= 1;
      if (ties < 0) continue;
    }
    found.push(places[index] ?? 0);
  }
  return found;
}

/** Says on which of two overlaid pictures of one tone something was drawn; undefined when nothing. */
export function findDrawnOn(planes: OverlaidPlanes): DrawnOn | undefined {
  const { first, second } = planes;
  const { widthPx } = second;
  const difference = differenceOf(planes);
  const changed = changedPlaces(planes, difference);
  if (changed.length < FEWEST_PIXELS) return undefined;
  const near = placesNear(changed, planes);
  // No place with neighbours, where only a thread of the pictures is laid over each other.
  if (near.length === 0) return undefined;
  const outline = steepest(difference, widthPx, near);
  let inFirst = 0;
  let inSecond = 0;
  let inDifference = 0;
  for (const at of outline) {
    inDifference += steepness(difference, at, widthPx);
    inFirst += steepness(first.data, at, widthPx);
    inSecond += steepness(second.data, at, widthPx);
  }
  let flat = 0;
  for (const at of changed) {
    if (isFlat(second.data, at, widthPx)) flat += 1;
    if (isFlat(first.data, at, widthPx)) flat -= 1;
  }
  const floor = outline.length;
  return {
    outlineDb: 10 * Math.log10((inSecond + floor) / (inFirst + floor)),
    outlineGain: (inSecond - inFirst) / (inDifference + floor),
    flatGain: flat / changed.length,
    changedFill: fillOf(changed, second),
  };
}
