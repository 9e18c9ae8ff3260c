import { rasterToSrgb } from './colour/to-srgb.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { RgbRaster } from './kernels/raster.ts';

/** A decoded picture reduced to the raster that everything is measured on, in sRGB. */
export function srgbRaster(kernels: Kernels, photo: DecodedPhoto): RgbRaster {
  const { rgba, widthPx, heightPx, conversion } = photo;
  const raster = kernels.reduceToRaster(rgba, widthPx, heightPx);
  return rasterToSrgb(raster, conversion);
}
