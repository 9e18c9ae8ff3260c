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
function outsideSquare(u: number, v: number): number {
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

  /** Whether some step from a place inside, by this much, ends in the picture and outside. */
  hasMarginBeside(u: number, v: number, by: number): boolean {
    return STEPS.some(([across, down]) => {
      const toU = u + across * by * this.part.width;
      const toV = v + down * by * this.part.height;
      return outsideSquare(toU, toV) <= 0 && this.outside(toU, toV) > SEAM;
    });
  }
}

const STEPS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

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
  const { data, widthPx, heightPx } = plane;
  const seen = new Seen(part, map);
  const margin = new Uint32Array(256);
  const rim = new Uint32Array(256);
  let marginPixels = 0;
  let rimPixels = 0;
  data.forEach((value, at) => {
    const u = ((at % widthPx) + 0.5) / widthPx;
    const v = (Math.floor(at / widthPx) + 0.5) / heightPx;
    const by = seen.outside(u, v);
    if (by <= -RIM) return;
    const level = Math.min(255, Math.max(0, Math.round(value)));
    if (by > SEAM) {
      margin[level] = (margin[level] ?? 0) + 1;
      marginPixels += 1;
    } else if (by < -SEAM && seen.hasMarginBeside(u, v, 3 * SEAM - by)) {
      rim[level] = (rim[level] ?? 0) + 1;
      rimPixels += 1;
    }
  });
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
