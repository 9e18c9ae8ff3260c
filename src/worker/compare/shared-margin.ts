import { type AffineMap, wholeMap } from './affine-map.ts';
import { outsideSquare, type Part, WHOLE } from './margin.ts';
import { type OverlaidPlanes, warpPlane } from './overlay-planes.ts';
import { type Plane, smoothPlane } from './plane.ts';

/** Levels within which both show the same: savings leave ripples beside edges. */
const SAME_LEVELS = 14;
/** Of what both show around the compared parts this much must agree. */
const AGREEING_SHARE = 0.97;
/** Along the edges of both pictures: another margin begins there, and smoothing mixes it in. */
const SEAM = 0.006;

/** Two parts of pictures laid over each other. */
export interface LaidOver {
  first: Part;
  second: Part;
  /** From places of the second part to places of the first. */
  map: AffineMap;
}

function isPartOnly({ width, height }: Part): boolean {
  return width < 1 || height < 1;
}

function isWithin(u: number, v: number, part: Part): boolean {
  const x = (u - part.left) / part.width;
  const y = (v - part.top) / part.height;
  return outsideSquare(x, y) <= 0;
}

/** Whether a place lies in both pictures, away from their edges, but not in what was compared. */
function isAround(u: number, v: number, map: AffineMap, parts: LaidOver) {
  const u1 = map.uu * u + map.uv * v + map.u0;
  const v1 = map.vu * u + map.vv * v + map.v0;
  return (
    outsideSquare(u, v) < -SEAM &&
    outsideSquare(u1, v1) < -SEAM &&
    !(isWithin(u, v, parts.second) && isWithin(u1, v1, parts.first))
  );
}

/**
 * Whether both show the same around the parts that were compared. True where nothing is around them:
 * whole pictures and their parts then share the same.
 */
function isShared(
  { first, second }: OverlaidPlanes,
  map: AffineMap,
  parts: LaidOver,
): boolean {
  const { widthPx, heightPx } = second;
  let around = 0;
  let agreeing = 0;
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      if (!isAround((x + 0.5) / widthPx, (y + 0.5) / heightPx, map, parts)) {
        continue;
      }
      const at = y * widthPx + x;
      const difference = (second.data[at] ?? 0) - (first.data[at] ?? 0);
      around += 1;
      if (Math.abs(difference) <= SAME_LEVELS) agreeing += 1;
    }
  }
  return agreeing >= AGREEING_SHARE * around;
}

/**
 * Two pictures are laid over each other by what is inside their borders where that agrees best. But a
 * plain margin that both have is a part of the picture: then all of both is what lies over each other,
 * and only what one of them shows beyond that can be a border.
 */
export function withSharedMargin(
  first: Plane,
  second: Plane,
  parts: LaidOver,
): LaidOver {
  if (!isPartOnly(parts.first) && !isPartOnly(parts.second)) return parts;
  const map = wholeMap(parts.map, parts.first, parts.second);
  const laid = warpPlane(smoothPlane(first), smoothPlane(second), map);
  return isShared(laid, map, parts)
    ? { first: WHOLE, second: WHOLE, map }
    : parts;
}
