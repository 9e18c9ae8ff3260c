import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { checkPixels, MAX_PICTURE_PIXELS, type LumaRaster } from './raster.ts';

/** A JPEG's three planes, row-major, without padding. */
export interface CodedPlanes {
  luma: LumaRaster;
  /** Of one size: the luma's, or half of it (rounded up) across, or across and down. */
  blue: LumaRaster;
  red: LumaRaster;
}

/** What a row may be read and written beyond its end. */
const SLACK_BYTES = 16;

/**
 * The luma that RGB pixels would have: what RGB cannot hold is cut off, as every program that saves
 * the picture again cuts it off, so that its copies have that luma. All other levels stay. Changes
 * the luma that is given. Each pixel has the chroma of its sample; conversion of JFIF (ITU-T T.871).
 * @throws RangeError on sizes that do not fit the data or each other
 */
export function cutToRgb(
  kernels: KernelExports,
  memory: KernelMemory,
  { luma, blue, red }: CodedPlanes,
): LumaRaster {
  for (const { data, widthPx, heightPx } of [luma, blue, red]) {
    checkPixels(data, widthPx, heightPx, 1, MAX_PICTURE_PIXELS);
  }
  const across = partOf(luma.widthPx, blue.widthPx, red.widthPx);
  const down = partOf(luma.heightPx, blue.heightPx, red.heightPx);
  memory.reset();
  const width = luma.widthPx;
  const row = memory.take(width + SLACK_BYTES);
  const blueRow = memory.take(blue.widthPx + SLACK_BYTES);
  const redRow = memory.take(red.widthPx + SLACK_BYTES);
  for (let y = 0; y < luma.heightPx; y++) {
    if (y % down === 0) {
      memory.write(blueRow, rowOf(blue, y / down));
      memory.write(redRow, rowOf(red, y / down));
    }
    const levels = rowOf(luma, y);
    memory.write(row, levels);
    kernels.cutLumaRow(row, blueRow, redRow, width, Number(across === 2));
    levels.set(memory.view(row, width));
  }
  return luma;
}

/** How many pixels share a sample: 1 or 2. */
function partOf(size: number, blue: number, red: number): number {
  if (blue === red && blue === size) return 1;
  if (blue === red && blue === Math.ceil(size / 2)) return 2;
  throw new RangeError(`Chroma of ${blue} and ${red} for luma of ${size}.`);
}

function rowOf({ data, widthPx }: LumaRaster, y: number): Uint8Array {
  return data.subarray(y * widthPx, (y + 1) * widthPx);
}
