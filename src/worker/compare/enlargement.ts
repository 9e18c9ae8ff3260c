import type { Kernels } from '../kernels/load-kernels.ts';
import type { LumaRaster } from '../kernels/raster.ts';
import { type BlockCorner, SPECTRUM_SIDE } from '../kernels/windowed-power.ts';

const BLOCK = SPECTRUM_SIDE;
/** Fewer pixels of the scene than this a side say nothing. */
const LEAST_SIDE_PX = 64;
/** Most textured blocks looked at. */
const MOST_BLOCKS = 64;
/** Bands as parts of the Nyquist frequency; the larger of both directions counts. */
const FINEST = { from: 0.7, to: 1 };
const COARSE = { from: 0.2, to: 0.45 };
/** The other direction stays under this in the finest band: corners are mostly JPEG's noise. */
const OTHER_WAY = 0.8;
/** About a tenth of a grey level: keeps pictures without detail from dividing by zero. */
const POWER_FLOOR = 0.01;

interface Band {
  from: number;
  to: number;
}

function bandPower(power: Float64Array, band: Band, otherWay: number): number {
  let sum = 0;
  let count = 0;
  for (let v = 0; v < BLOCK; v += 1) {
    for (let u = 0; u < BLOCK; u += 1) {
      const most = Math.max(u, v) / BLOCK;
      const isIn =
        most >= band.from &&
        most < band.to &&
        Math.min(u, v) / BLOCK < otherWay;
      if (!isIn) continue;
      sum += power[v * BLOCK + u] ?? 0;
      count += 1;
    }
  }
  return sum / count;
}

function variance(patch: LumaRaster, left: number, top: number): number {
  let sum = 0;
  let squares = 0;
  const { data, widthPx } = patch;
  for (let y = top; y < top + BLOCK; y += 1) {
    const from = y * widthPx + left;
    for (let at = from; at < from + BLOCK; at += 1) {
      const value = data[at] ?? 0;
      sum += value;
      squares += value * value;
    }
  }
  return squares - (sum * sum) / (BLOCK * BLOCK);
}

/** Corners of the most textured blocks. */
function texturedBlocks(patch: LumaRaster): BlockCorner[] {
  const blocks = [];
  for (let top = 0; top + BLOCK <= patch.heightPx; top += BLOCK) {
    for (let left = 0; left + BLOCK <= patch.widthPx; left += BLOCK) {
      blocks.push({ left, top, texture: variance(patch, left, top) });
    }
  }
  blocks.sort((a, b) => b.texture - a.texture);
  const count = Math.max(4, Math.floor(blocks.length / 2));
  return blocks.slice(0, Math.min(MOST_BLOCKS, count));
}

function middle(
  patch: LumaRaster,
  widthPx: number,
  heightPx: number,
): LumaRaster {
  const left = Math.floor((patch.widthPx - widthPx) / 2);
  const top = Math.floor((patch.heightPx - heightPx) / 2);
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    const from = (top + y) * patch.widthPx + left;
    data.set(patch.data.subarray(from, from + widthPx), y * widthPx);
  }
  return { data, widthPx, heightPx };
}

function fineShare(power: Float64Array, blocks: number): number {
  const floor = POWER_FLOOR * blocks;
  return (
    (bandPower(power, FINEST, OTHER_WAY) + floor) /
    (bandPower(power, COARSE, 1) + floor)
  );
}

/**
 * How much finest detail a picture has more than a larger one brought down to its size, in dB. A
 * picture scaled down has about as much (−3.5…3 measured, whatever the filter); one that was
 * enlarged has lost some on the way (1.5…7.4, 95 % over 2.7). Both patches show the middle of the
 * same scene, turned or not.
 * @param scale pixels of the larger one per pixel of the smaller, > 1
 * @returns undefined when too little of the scene is in both patches
 */
export function enlargementDb(
  kernels: Kernels,
  larger: LumaRaster,
  smaller: LumaRaster,
  scale: number,
): number | undefined {
  const reducedWidth = Math.round(larger.widthPx / scale);
  const reducedHeight = Math.round(larger.heightPx / scale);
  const least = Math.min(
    reducedWidth,
    reducedHeight,
    smaller.widthPx,
    smaller.heightPx,
  );
  if (least < LEAST_SIDE_PX) return undefined;
  const isOneSize =
    reducedWidth === larger.widthPx && reducedHeight === larger.heightPx;
  // LANCZOS at one size changes nothing.
  const reduced = isOneSize
    ? larger
    : kernels.resizeLuma(larger, reducedWidth, reducedHeight);
  const side = (a: number, b: number): number => Math.min(a, b);
  // A turned pair has its sides exchanged; squares fit either way.
  const width = side(reducedWidth, smaller.widthPx);
  const height = side(reducedHeight, smaller.heightPx);
  const own = middle(smaller, width, height);
  const other = middle(reduced, width, height);
  const blocks = texturedBlocks(own);
  const ownPower = kernels.windowedPower(own, blocks);
  const otherPower = kernels.windowedPower(other, blocks);
  return (
    10 *
    Math.log10(
      fineShare(ownPower, blocks.length) / fineShare(otherPower, blocks.length),
    )
  );
}
