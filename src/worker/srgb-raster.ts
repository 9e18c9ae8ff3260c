import { rasterToSrgb } from './colour/to-srgb.ts';
import { hasBlockMeans } from './reduce-by-block-means.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { RgbRaster } from './kernels/raster.ts';

/** Pixels of a JPEG's block, across and down. */
const BLOCK_PX = 8;

/** A decoded picture, small, in sRGB; unless told its shorter side is 256–511 px. */
export function srgbRaster(
  kernels: Kernels,
  { rgba, widthPx, heightPx, conversion }: DecodedPhoto,
  factor?: number,
): RgbRaster {
  const raster = kernels.reduceToRaster(rgba, widthPx, heightPx, factor);
  return rasterToSrgb(raster, conversion);
}

/**
 * The raster that a decoded picture is fingerprinted from. One that might have been reduced by its
 * blocks, had they been of a usual kind, is reduced as much: its copies were, and from a ninth of
 * the size pHash-256 was seen 8 bits away from that of an eighth.
 */
export function fingerprintRaster(
  kernels: Kernels,
  photo: DecodedPhoto,
): RgbRaster {
  if (!hasBlockMeans(photo.format, photo)) return srgbRaster(kernels, photo);
  return wholeBlocks(srgbRaster(kernels, photo, BLOCK_PX), photo);
}

/** Without a last row or column that stands for less than half a block, as the block means are. */
function wholeBlocks(
  raster: RgbRaster,
  picture: { widthPx: number; heightPx: number },
): RgbRaster {
  const widthPx = Math.floor((picture.widthPx + BLOCK_PX / 2) / BLOCK_PX);
  const heightPx = Math.floor((picture.heightPx + BLOCK_PX / 2) / BLOCK_PX);
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const from = y * raster.widthPx * 3;
    data.set(raster.data.subarray(from, from + widthPx * 3), y * widthPx * 3);
  }
  return { data, widthPx, heightPx };
}
