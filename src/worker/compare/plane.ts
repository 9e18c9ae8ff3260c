import type { LumaRaster } from '../kernels/raster.ts';
import { orientLuma } from '../orient-pixels.ts';
import type {
  DihedralTransform,
  ExifOrientation,
} from '../../domain/fingerprint.ts';

/** A luma picture to calculate with: row-major floats on the 0–255 scale. */
export interface Plane {
  data: Float32Array;
  widthPx: number;
  heightPx: number;
}

/** What EXIF calls each. */
const ORIENTATIONS: Record<DihedralTransform, ExifOrientation> = {
  upright: 1,
  'turned-90': 6,
  'turned-180': 3,
  'turned-270': 8,
  mirrored: 2,
  'mirrored-turned-90': 7,
  'mirrored-turned-180': 4,
  'mirrored-turned-270': 5,
};

/** A raster mirrored and turned clockwise as the transform says; upright it is the raster itself. */
export function turnRaster(
  raster: LumaRaster,
  transform: DihedralTransform,
): LumaRaster {
  return orientLuma(raster, ORIENTATIONS[transform]);
}

/** Copies a raster into a plane, turned as the transform says. */
export function planeFromRaster(
  raster: LumaRaster,
  transform: DihedralTransform,
): Plane {
  const { data, widthPx, heightPx } = turnRaster(raster, transform);
  return { data: new Float32Array(data), widthPx, heightPx };
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

function boxTaps(inSize: number, outSize: number): BoxTaps {
  const scale = inSize / outSize;
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

function shrinkRows(plane: Plane, outWidth: number): Float32Array {
  const { data, widthPx, heightPx } = plane;
  const { from, start, weights } = boxTaps(widthPx, outWidth);
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

function shrinkColumns(plane: Plane, outHeight: number): Float32Array {
  const { data, widthPx, heightPx } = plane;
  const { from, start, weights } = boxTaps(heightPx, outHeight);
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

/** Box-filters to a smaller size; equal sizes give the plane itself. Never enlarges. */
export function shrinkPlane(
  plane: Plane,
  widthPx: number,
  heightPx: number,
): Plane {
  const outWidth = Math.min(widthPx, plane.widthPx);
  const outHeight = Math.min(heightPx, plane.heightPx);
  if (outWidth === plane.widthPx && outHeight === plane.heightPx) return plane;
  const data = shrinkRows(plane, outWidth);
  const narrow = { data, widthPx: outWidth, heightPx: plane.heightPx };
  return {
    data: shrinkColumns(narrow, outHeight),
    widthPx: outWidth,
    heightPx: outHeight,
  };
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
