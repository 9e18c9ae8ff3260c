import { decodeSmallJpeg, isSmallJpeg } from './decode-small-jpeg.ts';
import { pixelHasher } from './pixel-hash.ts';
import { reducedPhoto } from './reduced-photo.ts';
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
  const hashPixels = await pixelHasher();
  const hash = await content;
  return decodeSmallJpeg(tools, photo, (decoded) =>
    reducedPhoto(tools.kernels, decoded, hashPixels(decoded, hash)),
  );
}
