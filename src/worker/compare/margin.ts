import type { AffineMap } from './affine-map.ts';
import type { Plane } from './plane.ts';

/** Levels around the margin's own within which a pixel belongs to it. */
const SAME_LEVELS = 14;
/** Less of the picture than this is no margin but an inexact alignment. */
const LEAST_SHARE = 0.002;
/** Width of the seam left out on both sides of the edge: about a pixel of 512. */
const SEAM = 0.0025;
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

/** The part of a picture that is compared, in parts of its width and height. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const WHOLE: Part = { left: 0, top: 0, width: 1, height: 1 };

/** How far outside the unit square a place is; negative inside. */
export function outsideSquare(u: number, v: number): number {
  return Math.max(-u, u - 1, -v, v - 1);
}

function medianOf(counts: Uint32Array, total: number): number {
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return seen * 2 >= total;
  });
}

/** Says of places in a picture how far they are outside of what both show. */
class Seen {
  private readonly part: Part;
  private readonly map: AffineMap;

  constructor(part: Part, map: AffineMap) {
    this.part = part;
    this.map = map;
  }

  /** u and v in parts of the whole picture; negative inside, in parts of what is compared. */
  outside(u: number, v: number): number {
    const { part, map } = this;
    const x = (u - part.left) / part.width;
    const y = (v - part.top) / part.height;
    return Math.max(
      outsideSquare(x, y),
      outsideSquare(
        map.uu * x + map.uv * y + map.u0,
        map.vu * x + map.vv * y + map.v0,
      ),
    );
  }

  /** Whether anything of the picture is outside: as the distance is convex, its corners tell. */
  hasOutside(): boolean {
    return CORNERS.some(([u, v]) => this.outside(u, v) > SEAM);
  }

  /** Whether some step from a place inside, by this much, ends in the picture and outside. */
  hasMarginBeside(u: number, v: number, by: number): boolean {
    return STEPS.some(([across, down]) => {
      const toU = u + across * by * this.part.width;
      const toV = v + down * by * this.part.height;
      return outsideSquare(toU, toV) <= 0 && this.outside(toU, toV) > SEAM;
    });
  }
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

const STEPS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/** Levels of the margin, and of the picture beside it. */
interface MarginLevels {
  margin: Uint32Array;
  marginPixels: number;
  rim: Uint32Array;
  rimPixels: number;
}

function countLevels(
  { data, widthPx, heightPx }: Plane,
  seen: Seen,
): MarginLevels {
  const margin = new Uint32Array(256);
  const rim = new Uint32Array(256);
  let marginPixels = 0;
  let rimPixels = 0;
  for (let y = 0; y < heightPx; y += 1) {
    const v = (y + 0.5) / heightPx;
    for (let x = 0; x < widthPx; x += 1) {
      const u = (x + 0.5) / widthPx;
      const by = seen.outside(u, v);
      if (by <= -RIM) continue;
      const value = Math.round(data[y * widthPx + x] ?? 0);
      const level = Math.min(255, Math.max(0, value));
      if (by > SEAM) {
        margin[level] = (margin[level] ?? 0) + 1;
        marginPixels += 1;
      } else if (by < -SEAM && seen.hasMarginBeside(u, v, 3 * SEAM - by)) {
        rim[level] = (rim[level] ?? 0) + 1;
        rimPixels += 1;
      }
    }
  }
  return { margin, marginPixels, rim, rimPixels };
}

/**
 * Looks at what a picture shows beyond another one.
 * @param part of the picture that was compared
 * @param map from places of that part to places of the compared part of the other
 * @returns undefined when it shows next to nothing more
 */
export function marginOf(
  plane: Plane,
  part: Part,
  map: AffineMap,
): Margin | undefined {
  const seen = new Seen(part, map);
  if (!seen.hasOutside()) return undefined;
  const { margin, marginPixels, rim, rimPixels } = countLevels(plane, seen);
  if (marginPixels < LEAST_SHARE * plane.data.length) return undefined;
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
