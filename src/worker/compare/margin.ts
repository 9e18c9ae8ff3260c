import type { AffineMap } from './affine-map.ts';
import type { Plane } from './plane.ts';

/** Levels around the margin's own within which a pixel belongs to it. */
const SAME_LEVELS = 14;
/** Less of the picture than this is no margin but an inexact alignment. */
const LEAST_SHARE = 0.004;
/** Width of the seam left out on both sides of the edge, in parts of the other picture. */
const SEAM = 0.006;
/** Width of the strip inside the edge that is held against the margin. */
const RIM = 0.02;

/** What a picture shows beyond the edges of another one. */
export interface Margin {
  /** Share of it that is of one level, 0–1: a border or bars. */
  flat: number;
  /**
   * Share of the picture beside it, just inside the other's edge, that is of another level, 0–1:
   * a border ends there, while a white ground goes on.
   */
  edge: number;
}

/** How far outside the unit square a place is; negative inside. */
function outside(u: number, v: number): number {
  return Math.max(-u, u - 1, -v, v - 1);
}

function medianOf(counts: Uint32Array, total: number): number {
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return seen * 2 >= total;
  });
}

/** Whether a step outwards from a place just inside the other's edge stays in this picture. */
function hasMarginBeside(
  map: AffineMap,
  u: number,
  v: number,
  at: { u: number; v: number },
): boolean {
  // Which edge of the other is near, as a step in this picture's own coordinates.
  const isAcross = Math.min(at.u, 1 - at.u) < Math.min(at.v, 1 - at.v);
  const scaleU = Math.max(0.2, Math.abs(map.uu));
  const scaleV = Math.max(0.2, Math.abs(map.vv));
  const stepU = isAcross ? ((at.u < 0.5 ? -2 : 2) * RIM) / scaleU : 0;
  const stepV = isAcross ? 0 : ((at.v < 0.5 ? -2 : 2) * RIM) / scaleV;
  const toU = u + stepU;
  const toV = v + stepV;
  return toU >= 0 && toU <= 1 && toV >= 0 && toV <= 1;
}

/**
 * Looks at what a picture shows beyond another one.
 * @param map from places of this picture to places of the other
 * @returns undefined when it shows next to nothing more
 */
export function marginOf(plane: Plane, map: AffineMap): Margin | undefined {
  const { data, widthPx, heightPx } = plane;
  const margin = new Uint32Array(256);
  const rim = new Uint32Array(256);
  let marginPixels = 0;
  let rimPixels = 0;
  for (let y = 0; y < heightPx; y += 1) {
    const v = (y + 0.5) / heightPx;
    for (let x = 0; x < widthPx; x += 1) {
      const u = (x + 0.5) / widthPx;
      const at = {
        u: map.uu * u + map.uv * v + map.u0,
        v: map.vu * u + map.vv * v + map.v0,
      };
      const by = outside(at.u, at.v);
      const level = Math.min(
        255,
        Math.max(0, Math.round(data[y * widthPx + x] ?? 0)),
      );
      if (by > SEAM) {
        margin[level] = (margin[level] ?? 0) + 1;
        marginPixels += 1;
      } else if (by < -SEAM && by > -RIM && hasMarginBeside(map, u, v, at)) {
        rim[level] = (rim[level] ?? 0) + 1;
        rimPixels += 1;
      }
    }
  }
  if (marginPixels < LEAST_SHARE * data.length) return undefined;
  const ground = medianOf(margin, marginPixels);
  const near = (counts: Uint32Array): number =>
    counts
      .subarray(Math.max(0, ground - SAME_LEVELS), ground + SAME_LEVELS + 1)
      .reduce((sum, count) => sum + count, 0);
  return {
    flat: near(margin) / marginPixels,
    edge: rimPixels === 0 ? 0 : 1 - near(rim) / rimPixels,
  };
}
