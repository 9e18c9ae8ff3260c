import { measureReduced, measureWhole } from './measure-reduced.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import type { JpegPixels } from './kernels/jpeg-picture.ts';
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
  const { rgba, widthPx, heightPx } = photo;
  return {
    kind: 'reduced',
    ...factsOf(photo),
    pixels,
    raster: () => raster,
    measured: measureReduced(kernels, raster),
    fullSize: kernels.measureFullSize(rgba, widthPx, heightPx),
  };
}

/**
 * The same of a picture that is its own raster, and lies in the kernel's memory.
 * @param whole it, not turned, in sRGB
 */
export function unreducedPhoto(
  kernels: Kernels,
  photo: DecodedPhoto,
  whole: JpegPixels,
  pixels: PixelHash,
): ReducedPhoto {
  return {
    kind: 'reduced',
    ...factsOf(photo),
    pixels,
    raster: whole.raster,
    ...measureWhole(kernels, whole),
  };
}

function factsOf(
  photo: DecodedPhoto,
): Pick<
  ReducedPhoto,
  'format' | 'widthPx' | 'heightPx' | 'frameCount' | 'isIncomplete' | 'exif'
> {
  return {
    format: photo.format,
    widthPx: photo.shownWidthPx,
    heightPx: photo.shownHeightPx,
    frameCount: photo.frameCount,
    isIncomplete: photo.isIncomplete,
    exif: photo.exif,
  };
}
