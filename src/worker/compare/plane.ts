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
  if (transform === 'upright') {
    return { data: new Float32Array(data), widthPx, heightPx };
  }
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

/** Which input pixels make each output pixel of a box filter, and by how much. */
interface BoxTaps {
  /** First input pixel of each output pixel. */
  from: Int32Array;
  /** First weight of each output pixel; one more than there are output pixels. */
  start: Int32Array;
  weights: Float32Array;
}

function boxTaps(inSize: number, outSize: number, scale: number): BoxTaps {
  const from = new Int32Array(outSize);
  const start = new Int32Array(outSize + 1);
  const weights: number[] = [];
  for (let at = 0; at < outSize; at += 1) {
    const begin = at * scale;
    const end = Math.min(inSize, begin + scale);
    const first = Math.floor(begin);
    const to = Math.min(inSize, Math.ceil(end - 1e-6));
    from[at] = first;
    for (let i = first; i < Math.max(first + 1, to); i += 1) {
      const covered = Math.min(end, i + 1) - Math.max(begin, i);
      weights.push(covered / (end - begin));
    }
    start[at + 1] = weights.length;
  }
  return { from, start, weights: Float32Array.from(weights) };
}

function rescaleRows(
  plane: Plane,
  outWidth: number,
  scale: number,
): Float32Array {
  const { data, widthPx, heightPx } = plane;
  const { from, start, weights } = boxTaps(widthPx, outWidth, scale);
  const narrow = new Float32Array(outWidth * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < outWidth; x += 1) {
      const end = start[x + 1] ?? 0;
      let place = y * widthPx + (from[x] ?? 0);
      let sum = 0;
      for (let tap = start[x] ?? 0; tap < end; tap += 1) {
        sum += (weights[tap] ?? 0) * (data[place] ?? 0);
        place += 1;
      }
      narrow[y * outWidth + x] = sum;
    }
  }
  return narrow;
}

function rescaleColumns(
  plane: Plane,
  outHeight: number,
  scale: number,
): Float32Array {
  const { data, widthPx, heightPx } = plane;
  const { from, start, weights } = boxTaps(heightPx, outHeight, scale);
  const result = new Float32Array(widthPx * outHeight);
  for (let y = 0; y < outHeight; y += 1) {
    const out = y * widthPx;
    let row = (from[y] ?? 0) * widthPx;
    const end = start[y + 1] ?? 0;
    for (let tap = start[y] ?? 0; tap < end; tap += 1) {
      const weight = weights[tap] ?? 0;
      for (let x = 0; x < widthPx; x += 1) {
        result[out + x] =
          (result[out + x] ?? 0) + weight * (data[row + x] ?? 0);
      }
      row += widthPx;
    }
  }
  return result;
}

/**
 * Box-filters so that each pixel stands for so many of the plane's, along each side; where that is
 * under 1, pixels are repeated. The same size and scales of 1 give the plane itself.
 */
export function rescalePlane(
  plane: Plane,
  outWidth: number,
  outHeight: number,
  scaleX: number,
  scaleY: number,
): Plane {
  const isSameSize = outWidth === plane.widthPx && outHeight === plane.heightPx;
  if (isSameSize && scaleX === 1 && scaleY === 1) return plane;
  const { heightPx } = plane;
  const data = rescaleRows(plane, outWidth, scaleX);
  const narrow = { data, widthPx: outWidth, heightPx };
  return {
    data: rescaleColumns(narrow, outHeight, scaleY),
    widthPx: outWidth,
    heightPx: outHeight,
  };
}

/** Box-filters to a smaller size; equal sizes give the plane itself. Never enlarges. */
export function shrinkPlane(
  plane: Plane,
  widthPx: number,
  heightPx: number,
): Plane {
  const outWidth = Math.min(widthPx, plane.widthPx);
  const outHeight = Math.min(heightPx, plane.heightPx);
  return rescalePlane(
    plane,
    outWidth,
    outHeight,
    plane.widthPx / outWidth,
    plane.heightPx / outHeight,
  );
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

/** 1-2-1 along one row, edges repeated. */
function smoothRow(data: Float32Array, from: number, out: Float32Array): void {
  const last = out.length - 1;
  let left = data[from] ?? 0;
  let middle = left;
  for (let x = 0; x < last; x += 1) {
    const right = data[from + x + 1] ?? 0;
    out[x] = (left + 2 * middle + right) / 4;
    left = middle;
    middle = right;
  }
  out[last] = (left + 2 * middle + middle) / 4;
}

/** One pass of the 1-2-1 binomial filter along both axes, edges repeated; a new plane. */
export function smoothPlane({ data, widthPx, heightPx }: Plane): Plane {
  const result = new Float32Array(data.length);
  // Three rows at a time stay in the nearest cache; a whole plane between the axes does not.
  let above = new Float32Array(widthPx);
  let middle = new Float32Array(widthPx);
  let below = new Float32Array(widthPx);
  smoothRow(data, 0, middle);
  above.set(middle);
  for (let y = 0; y < heightPx; y += 1) {
    if (y + 1 < heightPx) smoothRow(data, (y + 1) * widthPx, below);
    else below.set(middle);
    const row = y * widthPx;
    for (let x = 0; x < widthPx; x += 1) {
      result[row + x] =
        ((above[x] ?? 0) + 2 * (middle[x] ?? 0) + (below[x] ?? 0)) / 4;
    }
    [above, middle, below] = [middle, below, above];
  }
  return { data: result, widthPx, heightPx };
}
