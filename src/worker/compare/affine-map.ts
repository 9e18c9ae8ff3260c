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

/** An alignment with the tone that goes with it. */
export interface Alignment {
  map: AffineMap;
  /** second ≈ gain · first + offset */
  gain: number;
  offset: number;
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

/** A rectangle of a picture, in parts of its width and height. */
interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The map between two whole pictures, of one between rectangles of them. */
export function wholeMap(
  map: AffineMap,
  first: Rectangle,
  second: Rectangle,
): AffineMap {
  const uu = (map.uu * first.width) / second.width;
  const uv = (map.uv * first.width) / second.height;
  const vu = (map.vu * first.height) / second.width;
  const vv = (map.vv * first.height) / second.height;
  return {
    uu,
    uv,
    u0: first.left + first.width * map.u0 - uu * second.left - uv * second.top,
    vu,
    vv,
    v0: first.top + first.height * map.v0 - vu * second.left - vv * second.top,
  };
}

type Corner = readonly [u: number, v: number];

/** Keeps the part of a polygon where `inside` is not negative (Sutherland-Hodgman, one edge). */
function clip(
  polygon: readonly Corner[],
  inside: (corner: Corner) => number,
): Corner[] {
  return polygon.flatMap((corner, at): Corner[] => {
    const before = polygon.at(at - 1) ?? corner;
    const now = inside(corner);
    const then = inside(before);
    const crossing: Corner[] = [];
    if (now >= 0 !== then >= 0) {
      const part = then / (then - now);
      crossing.push([
        before[0] + (corner[0] - before[0]) * part,
        before[1] + (corner[1] - before[1]) * part,
      ]);
    }
    return now >= 0 ? [...crossing, corner] : crossing;
  });
}

function area(polygon: readonly Corner[]): number {
  const twice = polygon.reduce((sum, corner, at) => {
    const before = polygon.at(at - 1) ?? corner;
    return sum + before[0] * corner[1] - corner[0] * before[1];
  }, 0);
  return Math.abs(twice) / 2;
}

/** Share of the second frame whose place lies inside the first frame, 0–1. */
export function coveredShare(map: AffineMap): number {
  const corners: Corner[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const moved = corners.map(([u, v]): Corner => [
    map.uu * u + map.uv * v + map.u0,
    map.vu * u + map.vv * v + map.v0,
  ]);
  const whole = area(moved);
  if (whole === 0) return 0;
  const sides: ((corner: Corner) => number)[] = [
    ([u]) => u,
    ([u]) => 1 - u,
    ([, v]) => v,
    ([, v]) => 1 - v,
  ];
  return area(sides.reduce(clip, moved)) / whole;
}
