import type { AffineMap } from './affine-map.ts';
import { type Plane, smoothPlane } from './plane.ts';

/** Two pictures in one frame: the second's, with the first moved into it. */
export interface OverlaidPlanes {
  first: Plane;
  second: Plane;
  /** 1 where the first has something to show. */
  mask: Uint8Array;
}

/** Most smoothing passes to make the sharper picture as soft as the other. */
const MOST_SMOOTHING = 10;

/** Moves the first picture into the frame of the second, bilinear. */
export function warpPlane(
  first: Plane,
  second: Plane,
  map: AffineMap,
): OverlaidPlanes {
  const { widthPx, heightPx } = second;
  const { widthPx: width1, heightPx: height1, data: data1 } = first;
  const data = new Float32Array(widthPx * heightPx);
  const mask = new Uint8Array(widthPx * heightPx);
  const lastX = Math.max(0, width1 - 2);
  const lastY = Math.max(0, height1 - 2);
  for (let y = 0; y < heightPx; y += 1) {
    const v = (y + 0.5) / heightPx;
    const acrossV = map.uv * v;
    const downV = map.vv * v;
    for (let x = 0; x < widthPx; x += 1) {
      const u = (x + 0.5) / widthPx;
      const px = (map.uu * u + acrossV + map.u0) * width1 - 0.5;
      const py = (map.vu * u + downV + map.v0) * height1 - 0.5;
      // Half a pixel beyond the outermost centres still belongs to the picture.
      if (!(
        px >= -0.5 &&
        py >= -0.5 &&
        px <= width1 - 0.5 &&
        py <= height1 - 0.5
      ))
        continue;
      const cx = Math.min(Math.max(px, 0), width1 - 1);
      const cy = Math.min(Math.max(py, 0), height1 - 1);
      const ix = Math.min(Math.floor(cx), lastX);
      const iy = Math.min(Math.floor(cy), lastY);
      const fx = cx - ix;
      const fy = cy - iy;
      const corner = iy * width1 + ix;
      const p00 = data1[corner] ?? 0;
      const p10 = data1[corner + 1] ?? p00;
      const p01 = data1[corner + width1] ?? p00;
      const p11 = data1[corner + width1 + 1] ?? p01;
      const top = p00 + (p10 - p00) * fx;
      const bottom = p01 + (p11 - p01) * fx;
      data[y * widthPx + x] = top + (bottom - top) * fy;
      mask[y * widthPx + x] = 1;
    }
  }
  return { first: { data, widthPx, heightPx }, second, mask };
}

/** Mean squared step between neighbours inside the mask, relative to the variance there. */
function detail(plane: Plane, mask: Uint8Array): number {
  const { data, widthPx } = plane;
  let steps = 0;
  let sum = 0;
  let sumSquares = 0;
  let pixels = 0;
  for (let at = widthPx; at < data.length; at += 1) {
    if (mask[at] === 0 || mask[at - 1] === 0 || mask[at - widthPx] === 0)
      continue;
    const value = data[at] ?? 0;
    const across = value - (data[at - 1] ?? 0);
    const down = value - (data[at - widthPx] ?? 0);
    steps += across * across + down * down;
    sum += value;
    sumSquares += value * value;
    pixels += 1;
  }
  const variance = sumSquares - (sum * sum) / Math.max(1, pixels);
  return variance <= 0 ? 0 : steps / variance;
}

/** Both pictures equally sharp, and how sharp they were before. */
export interface EquallySharp extends OverlaidPlanes {
  /** Fine detail of the second relative to the first, 1 when equal; under 1 means softer. */
  detailRatio: number;
}

/**
 * Smooths both once (JPEG noise is of pixel size) and then the sharper of the two until they are
 * equally sharp, so that blur and scaling do not count as different content.
 */
export function equaliseSharpness(planes: OverlaidPlanes): EquallySharp {
  let first = smoothPlane(planes.first);
  let second = smoothPlane(planes.second);
  const target1 = detail(first, planes.mask);
  const target2 = detail(second, planes.mask);
  for (let pass = 0; pass < MOST_SMOOTHING; pass += 1) {
    if (target1 > target2) {
      const softer = smoothPlane(first);
      if (detail(softer, planes.mask) < target2) break;
      first = softer;
    } else {
      const softer = smoothPlane(second);
      if (detail(softer, planes.mask) < target1) break;
      second = softer;
    }
  }
  const before = detail(planes.first, planes.mask);
  const detailRatio =
    before > 0 ? detail(planes.second, planes.mask) / before : 1;
  return { ...planes, first, second, detailRatio };
}
