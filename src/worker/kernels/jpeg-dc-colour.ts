import type { JpegFrame } from './jpeg-dc-markers.ts';
import type { DcPlanes } from './jpeg-dc-planes.ts';
import type { JpegKernels } from './jpeg-dc-tables.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { LumaRaster, RgbRaster } from './raster.ts';

export type JpegColourSpace = 'grey' | 'ycc' | 'rgb' | 'cmyk' | 'ycck';

/**
 * Length of a side in the raster. A last column or row of blocks counts where at least half of it
 * lies in the picture: this keeps the raster's proportions nearest to the picture's.
 */
export function eighth(sidePx: number): number {
  return Math.max(1, Math.floor((sidePx + 4) / 8));
}

/**
 * Crops the decoded planes to the picture, brings them to one grid and makes RGB of them.
 * `planes` is a copy of what the RGB is made of, or empty where it is not wanted.
 */
export function colourRaster(
  kernels: JpegKernels,
  memory: KernelMemory,
  decoded: DcPlanes,
  frame: JpegFrame,
  space: JpegColourSpace,
  wantsPlanes: boolean,
): { raster: RgbRaster; planes: LumaRaster[] } {
  const widthPx = eighth(frame.widthPx);
  const heightPx = eighth(frame.heightPx);
  const count = widthPx * heightPx;
  const { acrossAll, downAll } = decoded.grid;
  const spread = decoded.planes.map((plane, i) => {
    const { across, down } = frame.components[i]!;
    const out = memory.take(count);
    kernels.jpegSpreadPlane(
      plane.offset,
      plane.stride,
      across,
      acrossAll,
      down,
      downAll,
      widthPx,
      heightPx,
      out,
    );
    return out;
  });
  const planes = spread
    .slice(0, wantsPlanes ? spread.length : 0)
    .map((at) => ({ data: memory.read(at, count), widthPx, heightPx }));
  const rgb = memory.take(count * 3);
  toRgb(kernels, spread, count, space, rgb);
  const data = memory.read(rgb, count * 3);
  return { raster: { data, widthPx, heightPx }, planes };
}

/** Converts the planes in place and interleaves them. */
function toRgb(
  kernels: JpegKernels,
  planes: readonly number[],
  count: number,
  space: JpegColourSpace,
  out: number,
): void {
  const [first = 0, second = first, third = first, key = 0] = planes;
  if (space === 'ycc' || space === 'ycck') {
    kernels.jpegYccToRgb(first, second, third, count);
  }
  if (space === 'ycck' || space === 'cmyk') {
    for (const ink of [first, second, third]) {
      // YCCK codes the complement of the inks.
      if (space === 'ycck') kernels.jpegInvert(ink, count);
      kernels.jpegApplyKey(ink, key, count);
    }
  }
  kernels.jpegInterleave(first, second, third, count, out);
}
