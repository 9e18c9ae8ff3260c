import {
  type AffineMap,
  type Alignment,
  IDENTITY,
  invertMap,
  windowMap,
} from './affine-map.ts';
import { compareTiles } from './compare-tiles.ts';
import { correlateOverlap } from './correlate-overlap.ts';
import { warpPlane } from './overlay-planes.ts';
import { type Plane, shrinkToLongSide, smoothPlane } from './plane.ts';
import { refineAlignment } from './refine-alignment.ts';

/** Long side at which windows are tried, px: a step of one pixel is 3 %. */
const SEARCH_LONG_SIDE_PX = 32;
/** Long sides and steps of the refinement, px, coarse to fine. */
const COARSE_LONG_SIDE_PX = 64;
const COARSE_STEPS = 12;
const MIDDLE_LONG_SIDE_PX = 128;
const MIDDLE_STEPS = 6;
const FINE_LONG_SIDE_PX = 256;
const FINE_STEPS = 3;
/** A third of 49,000 pixels fixes eight numbers as well as all of them. */
const FINE_STRIDE = 3;
/** Score at 64 px above which the frames agree as they are and no window is searched. */
const ALIGNED_SCORE = 0.98;
/** Tiles of the score at 64 px and more. */
const SCORE_TILE_SIDE_PX = 8;
/** Weight of the whole picture's correlation beside the tiles' median. */
const WHOLE_WEIGHT = 0.2;
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

/** An alignment and how good it is. */
interface Scored extends Alignment {
  score: number;
}

/**
 * How well an alignment holds, mostly by the median of small tiles: a caption bar or a watermark
 * spoils a correlation over the whole picture, and a smooth sky flatters a wrong one.
 */
function score(first: Plane, second: Plane, map: AffineMap): number {
  const { ncc } = correlateOverlap(first, second, map);
  const { medianTileNcc } = compareTiles(
    warpPlane(first, second, map),
    SCORE_TILE_SIDE_PX,
  );
  return (1 - WHOLE_WEIGHT) * medianTileNcc + WHOLE_WEIGHT * ncc;
}

/** Refines at one size; gives the start back when the refinement ran away or made it worse. */
function refineAt(
  pair: PlanePair,
  steps: number,
  start: Alignment,
  stride = 1,
): Scored {
  const { first, second } = pair;
  const refined = refineAlignment(first, second, start, steps, stride);
  const startScore = score(first, second, start.map);
  if (drift(start.map, refined.map) > LARGEST_DRIFT) {
    return { ...start, score: startScore };
  }
  const refinedScore = score(first, second, refined.map);
  return refinedScore >= startScore
    ? { ...refined, score: refinedScore }
    : { ...start, score: startScore };
}

interface PlanePair {
  first: Plane;
  second: Plane;
}

function shrunk({ first, second }: PlanePair, longSidePx: number): PlanePair {
  return {
    first: shrinkToLongSide(first, longSidePx),
    second: shrinkToLongSide(second, longSidePx),
  };
}

/** Smoothed once, so that the slope at a pixel tells of more than its neighbour. */
function soft({ first, second }: PlanePair): PlanePair {
  return { first: smoothPlane(first), second: smoothPlane(second) };
}

function startFrom({ first, second }: PlanePair, map: AffineMap): Alignment {
  const { gain, offset } = correlateOverlap(first, second, map);
  return { map, gain, offset };
}

/**
 * Aligns two upright pictures, coarse to fine: the frames as they are, then crops and borders,
 * then position, scale and small turns to a fraction of a pixel.
 * @param known an alignment that is nearly right: then nothing is searched
 */
export function findAlignment(
  first: Plane,
  second: Plane,
  known?: AffineMap,
): AffineMap {
  const fine = shrunk({ first, second }, FINE_LONG_SIDE_PX);
  const middle = shrunk(fine, MIDDLE_LONG_SIDE_PX);
  let best =
    known === undefined
      ? searchAlignment(middle)
      : startFrom(shrunk(middle, SEARCH_LONG_SIDE_PX), known);
  best = refineAt(soft(middle), MIDDLE_STEPS, best);
  best = refineAt(soft(fine), FINE_STEPS, best, FINE_STRIDE);
  return invertMap(best.map) === undefined ? IDENTITY : best.map;
}

function searchAlignment(pair: PlanePair): Alignment {
  const coarse = shrunk(pair, COARSE_LONG_SIDE_PX);
  const tiny = shrunk(coarse, SEARCH_LONG_SIDE_PX);
  const coarseSoft = soft(coarse);
  let best = refineAt(coarseSoft, COARSE_STEPS, startFrom(tiny, IDENTITY));
  if (best.score < ALIGNED_SCORE) {
    for (const { map } of searchWindows(tiny.first, tiny.second)) {
      const tried = refineAt(coarseSoft, COARSE_STEPS, startFrom(tiny, map));
      if (tried.score > best.score) best = tried;
    }
  }
  return best;
}
