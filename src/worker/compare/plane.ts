import type { LumaRaster } from '../kernels/raster.ts';
import type { DihedralTransform } from '../../domain/fingerprint.ts';
import { transformParts } from '../../domain/judge-edge-geometry.ts';

/** A luma picture to calculate with: row-major floats on the 0–255 scale. */
export interface Plane {
  data: Float32Array;
  widthPx: number;
  heightPx: number;
}

/** Copies a raster into a plane, mirrored and turned clockwise as the transform says. */
export function planeFromRaster(
  raster: LumaRaster,
  transform: DihedralTransform,
): Plane {
  const { isMirrored, quarterTurns } = transformParts(transform);
  const { data, widthPx, heightPx } = raster;
  const isSwapped = quarterTurns % 2 === 1;
  const outWidthPx = isSwapped ? heightPx : widthPx;
  const outHeightPx = isSwapped ? widthPx : heightPx;
  const result = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const mirroredX = isMirrored ? widthPx - 1 - x : x;
      let toX = mirroredX;
      let toY = y;
      if (quarterTurns === 1) [toX, toY] = [heightPx - 1 - y, mirroredX];
      else if (quarterTurns === 2)
        [toX, toY] = [widthPx - 1 - mirroredX, heightPx - 1 - y];
      else if (quarterTurns === 3) [toX, toY] = [y, widthPx - 1 - mirroredX];
      result[toY * outWidthPx + toX] = data[y * widthPx + x] ?? 0;
    }
  }
  return { data: result, widthPx: outWidthPx, heightPx: outHeightPx };
}

/** Rounds a plane to whole levels. */
export function rasterFromPlane({
  data,
  widthPx,
  heightPx,
}: Plane): LumaRaster {
  const levels = new Uint8Array(data.length);
  for (let at = 0; at < levels.length; at += 1) {
    levels[at] = Math.round(data[at] ?? 0);
  }
  return { data: levels, widthPx, heightPx };
}

/** Which input pixels make one output pixel of a box filter, and by how much. */
interface BoxTap {
  from: number;
  weights: Float32Array;
}

function boxTaps(inSize: number, outSize: number): BoxTap[] {
  const scale = inSize / outSize;
  return Array.from({ length: outSize }, (_, at) => {
    const start = at * scale;
    const end = Math.min(inSize, start + scale);
    const from = Math.floor(start);
    const to = Math.min(inSize, Math.ceil(end - 1e-6));
    const weights = new Float32Array(Math.max(1, to - from));
    for (let i = 0; i < weights.length; i += 1) {
      const left = Math.max(start, from + i);
      const right = Math.min(end, from + i + 1);
      weights[i] = (right - left) / (end - start);
    }
    return { from, weights };
  });
}

/** Box-filters to a smaller size; equal sizes give the plane itself. Never enlarges. */
export function shrinkPlane(
  plane: Plane,
  widthPx: number,
  heightPx: number,
): Plane {
  const outWidth = Math.min(widthPx, plane.widthPx);
  const outHeight = Math.min(heightPx, plane.heightPx);
  if (outWidth === plane.widthPx && outHeight === plane.heightPx) return plane;
  const columns = boxTaps(plane.widthPx, outWidth);
  const rows = boxTaps(plane.heightPx, outHeight);
  const narrow = new Float32Array(outWidth * plane.heightPx);
  for (let y = 0; y < plane.heightPx; y += 1) {
    const row = y * plane.widthPx;
    columns.forEach(({ from, weights }, x) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i += 1) {
        sum += (weights[i] ?? 0) * (plane.data[row + from + i] ?? 0);
      }
      narrow[y * outWidth + x] = sum;
    });
  }
  const result = new Float32Array(outWidth * outHeight);
  rows.forEach(({ from, weights }, y) => {
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i] ?? 0;
      const row = (from + i) * outWidth;
      const out = y * outWidth;
      for (let x = 0; x < outWidth; x += 1) {
        result[out + x] =
          (result[out + x] ?? 0) + weight * (narrow[row + x] ?? 0);
      }
    }
  });
  return { data: result, widthPx: outWidth, heightPx: outHeight };
}

/** Box-filters so that the long side is at most `longSidePx`; no side falls under 1 px. */
export function shrinkToLongSide(plane: Plane, longSidePx: number): Plane {
  const scale = Math.min(
    1,
    longSidePx / Math.max(plane.widthPx, plane.heightPx),
  );
  return shrinkPlane(
    plane,
    Math.max(1, Math.round(plane.widthPx * scale)),
    Math.max(1, Math.round(plane.heightPx * scale)),
  );
}

/** One pass of the 1-2-1 binomial filter along both axes, edges repeated; a new plane. */
export function smoothPlane(plane: Plane): Plane {
  const { data, widthPx, heightPx } = plane;
  const across = new Float32Array(data.length);
  for (let y = 0; y < heightPx; y += 1) {
    const row = y * widthPx;
    let left = data[row] ?? 0;
    let middle = left;
    for (let x = 0; x < widthPx; x += 1) {
      const right = x + 1 < widthPx ? (data[row + x + 1] ?? 0) : middle;
      across[row + x] = (left + 2 * middle + right) / 4;
      left = middle;
      middle = right;
    }
  }
  const result = new Float32Array(data.length);
  for (let y = 0; y < heightPx; y += 1) {
    const row = y * widthPx;
    const above = Math.max(0, y - 1) * widthPx;
    const below = Math.min(heightPx - 1, y + 1) * widthPx;
    for (let x = 0; x < widthPx; x += 1) {
      result[row + x] =
        ((across[above + x] ?? 0) +
          2 * (across[row + x] ?? 0) +
          (across[below + x] ?? 0)) /
        4;
    }
  }
  return { data: result, widthPx, heightPx };
}
