/**
 * Takes a place in the second picture to the place in the first that shows the same:
 * u₁ = uu·u₂ + uv·v₂ + u0, v₁ = vu·u₂ + vv·v₂ + v0, with u and v running 0…1 over each
 * picture's own width and height.
 */
export interface AffineMap {
  uu: number;
  uv: number;
  u0: number;
  vu: number;
  vv: number;
  v0: number;
}

/** Both frames show the same. */
export const IDENTITY: AffineMap = { uu: 1, uv: 0, u0: 0, vu: 0, vv: 1, v0: 0 };

/** The second picture shows the rectangle of the first at (left, top), scaled by (u, v). */
export function windowMap(
  left: number,
  top: number,
  u: number,
  v: number,
): AffineMap {
  return { uu: u, uv: 0, u0: left, vu: 0, vv: v, v0: top };
}

/** The map from the first picture to the second; undefined when the map has collapsed. */
export function invertMap(map: AffineMap): AffineMap | undefined {
  const determinant = map.uu * map.vv - map.uv * map.vu;
  if (Math.abs(determinant) < 1e-6) return undefined;
  const uu = map.vv / determinant;
  const uv = -map.uv / determinant;
  const vu = -map.vu / determinant;
  const vv = map.uu / determinant;
  return {
    uu,
    uv,
    u0: -(uu * map.u0 + uv * map.v0),
    vu,
    vv,
    v0: -(vu * map.u0 + vv * map.v0),
  };
}

/** Sampling steps a side for areas; 1 / 64 is finer than any threshold on overlaps. */
const AREA_STEPS = 64;

/** Share of the second frame whose place lies inside the first frame, 0–1. */
export function coveredShare(map: AffineMap): number {
  let inside = 0;
  for (let row = 0; row < AREA_STEPS; row += 1) {
    const v = (row + 0.5) / AREA_STEPS;
    for (let column = 0; column < AREA_STEPS; column += 1) {
      const u = (column + 0.5) / AREA_STEPS;
      const u1 = map.uu * u + map.uv * v + map.u0;
      const v1 = map.vu * u + map.vv * v + map.v0;
      if (u1 >= 0 && u1 <= 1 && v1 >= 0 && v1 <= 1) inside += 1;
    }
  }
  return inside / (AREA_STEPS * AREA_STEPS);
}
