import { measureReduced } from './measure-reduced.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { RgbRaster } from './kernels/raster.ts';
import type { ReducedPhoto } from './reduce-photo.ts';
import type { PixelHash } from '../domain/photo-id.ts';

/**
 * What is kept of a picture that was decoded whole. Its pixels are not looked at afterwards.
 * @param raster it, reduced
 */
export function reducedPhoto(
  kernels: Kernels,
  photo: DecodedPhoto,
  raster: RgbRaster,
  pixels: PixelHash,
): ReducedPhoto {
  const { rgba, widthPx, heightPx, format } = photo;
  return {
    kind: 'reduced',
    raster,
    measured: measureReduced(kernels, raster),
    pixels,
    format,
    widthPx: photo.shownWidthPx,
    heightPx: photo.shownHeightPx,
    frameCount: photo.frameCount,
    isIncomplete: photo.isIncomplete,
    exif: photo.exif,
    fullSize: kernels.measureFullSize(rgba, widthPx, heightPx),
  };
}
