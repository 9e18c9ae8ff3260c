import {
  type AffineMap,
  IDENTITY,
  invertMap,
  windowMap,
} from './affine-map.ts';
import { correlateOverlap } from './correlate-overlap.ts';
import { type Plane, shrinkToLongSide, smoothPlane } from './plane.ts';
import { type Alignment, refineAlignment } from './refine-alignment.ts';

/** Long side at which windows are tried, px: a step of one pixel is 3 %. */
const SEARCH_LONG_SIDE_PX = 32;
/** Long sides of the refinement, px, coarse to fine. */
const REFINE_LONG_SIDES_PX = [64, 128] as const;
const REFINE_STEPS = [12, 6] as const;
const FINAL_LONG_SIDE_PX = 256;
const FINAL_STEPS = 3;
/** Correlation at 64 px above which the frames agree as they are and no window is searched. */
const ALIGNED_NCC = 0.985;
/** Window sides tried, as part of the other frame: crops and borders of up to 30 % a side. */
const WINDOW_SCALES = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7] as const;
/** Candidates of the search that are refined. */
const KEPT_CANDIDATES = 3;
/** A refinement that runs away from its start by more than this found something else. */
const LARGEST_DRIFT = 0.12;

interface Candidate {
  map: AffineMap;
  ncc: number;
}

/** Offsets of a window of this size, in steps of one search pixel, first and last included. */
function windowOffsets(size: number, steps: number): number[] {
  const room = 1 - size;
  if (Math.abs(room) < 0.5 / steps) return [room / 2];
  const count = Math.max(1, Math.round(Math.abs(room) * steps));
  return Array.from({ length: count + 1 }, (_, at) => (room * at) / count);
}

/**
 * Tries every window of one picture in the other that keeps the pixels' shape: the second is a
 * crop of the first, or the first (with a border added) is inside the second.
 */
function searchWindows(first: Plane, second: Plane): Candidate[] {
  const aspect = second.widthPx / second.heightPx;
  const shape = Math.sqrt(aspect / (first.widthPx / first.heightPx));
  const scales = [1, ...WINDOW_SCALES, ...WINDOW_SCALES.map((by) => 1 / by)];
  const found: Candidate[] = [];
  for (const scale of scales) {
    const u = scale * shape;
    const v = scale / shape;
    let best: Candidate | undefined;
    for (const left of windowOffsets(u, first.widthPx)) {
      for (const top of windowOffsets(v, first.heightPx)) {
        const map = windowMap(left, top, u, v);
        const { ncc } = correlateOverlap(first, second, map);
        if (best === undefined || ncc > best.ncc) best = { map, ncc };
      }
    }
    if (best !== undefined) found.push(best);
  }
  return found.sort((a, b) => b.ncc - a.ncc).slice(0, KEPT_CANDIDATES);
}

function drift(from: AffineMap, to: AffineMap): number {
  const corners = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const;
  return Math.max(
    ...corners.map(([u, v]) =>
      Math.hypot(
        (to.uu - from.uu) * u + (to.uv - from.uv) * v + to.u0 - from.u0,
        (to.vu - from.vu) * u + (to.vv - from.vv) * v + to.v0 - from.v0,
      ),
    ),
  );
}

/** Refines at one size; gives the start back when the refinement ran away. */
function refineAt(
  first: Plane,
  second: Plane,
  longSidePx: number,
  steps: number,
  start: Alignment,
): Alignment & { ncc: number } {
  const small1 = smoothPlane(shrinkToLongSide(first, longSidePx));
  const small2 = smoothPlane(shrinkToLongSide(second, longSidePx));
  const refined = refineAlignment(small1, small2, start, steps);
  const startNcc = correlateOverlap(small1, small2, start.map).ncc;
  if (drift(start.map, refined.map) > LARGEST_DRIFT) {
    return { ...start, ncc: startNcc };
  }
  const { ncc } = correlateOverlap(small1, small2, refined.map);
  return ncc >= startNcc - 0.002
    ? { ...refined, ncc }
    : { ...start, ncc: startNcc };
}

function startFrom(first: Plane, second: Plane, map: AffineMap): Alignment {
  const { gain, offset } = correlateOverlap(first, second, map);
  return { map, gain, offset };
}

/**
 * Aligns two upright pictures, coarse to fine: the frames as they are, then crops and borders,
 * then position, scale and small turns to a fraction of a pixel.
 */
export function findAlignment(first: Plane, second: Plane): AffineMap {
  const [coarse, middle] = REFINE_LONG_SIDES_PX;
  const [coarseSteps, middleSteps] = REFINE_STEPS;
  const tiny1 = shrinkToLongSide(first, SEARCH_LONG_SIDE_PX);
  const tiny2 = shrinkToLongSide(second, SEARCH_LONG_SIDE_PX);
  let best = refineAt(
    first,
    second,
    coarse,
    coarseSteps,
    startFrom(tiny1, tiny2, IDENTITY),
  );
  if (best.ncc < ALIGNED_NCC) {
    for (const { map } of searchWindows(tiny1, tiny2)) {
      const start = startFrom(tiny1, tiny2, map);
      const tried = refineAt(first, second, coarse, coarseSteps, start);
      if (tried.ncc > best.ncc) best = tried;
    }
  }
  best = refineAt(first, second, middle, middleSteps, best);
  best = refineAt(first, second, FINAL_LONG_SIDE_PX, FINAL_STEPS, best);
  return invertMap(best.map) === undefined ? IDENTITY : best.map;
}
