import { rasterToSrgb } from './colour/to-srgb.ts';
import { decodeSmallJpeg, isSmallJpeg } from './decode-small-jpeg.ts';
import { reductionFactor } from './kernels/reduce-to-raster.ts';
import { pixelHasher } from './pixel-hash.ts';
import { reducedPhoto, unreducedPhoto } from './reduced-photo.ts';
import { fingerprintRaster } from './srgb-raster.ts';
import type { InspectedPhoto } from './inspect-photo.ts';
import type { AnalyzerTools, ReducedPhoto } from './reduce-photo.ts';
import type { ContentHash } from '../domain/photo-id.ts';

/**
 * A JPEG that MozJPEG would decode whole, decoded to the same pixels by the JPEG kernel.
 * @returns undefined where the kernel leaves it to MozJPEG
 */
export async function reduceSmallJpeg(
  tools: AnalyzerTools,
  photo: InspectedPhoto,
  content: Promise<ContentHash>,
): Promise<ReducedPhoto | undefined> {
  if (!isSmallJpeg(photo)) return undefined;
  const { kernels } = tools;
  const hashPixels = await pixelHasher(kernels);
  const hash = await content;
  return decodeSmallJpeg(tools, photo, (decoded, whole) => {
    const { widthPx, heightPx, conversion } = decoded;
    const pixels = hashPixels(decoded, hash, whole);
    // Where nothing is turned or reduced, the raster is the picture itself, in that same memory.
    if (!whole || reductionFactor(widthPx, heightPx) !== 1) {
      const raster = fingerprintRaster(kernels, decoded);
      return reducedPhoto(kernels, decoded, raster, pixels);
    }
    if (!conversion) return unreducedPhoto(kernels, decoded, whole, pixels);
    const raster = rasterToSrgb(whole.raster(), conversion);
    return reducedPhoto(kernels, decoded, raster, pixels);
  });
}
