import { findColourSpace } from './colour/find-colour-space.ts';
import { srgbConversion } from './colour/to-srgb.ts';
import { shownSizeOf, storedTurn, type DecodedPhoto } from './decode-photo.ts';
import { orientPixels } from './orient-pixels.ts';
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
  { kernels, jpegKernel }: AnalyzerTools,
  photo: InspectedPhoto,
  content: Promise<ContentHash>,
): Promise<ReducedPhoto | undefined> {
  const { format, header, exif, bytes, steps } = photo;
  if (format !== 'jpeg' || !header || steps[0]?.isNative !== false) {
    return undefined;
  }
  const conversion = srgbConversion(await findColourSpace(format, bytes));
  const hashPixels = await pixelHasher();
  const hash = await content;
  // No await from here on: the pixels lie in memory that the next file takes.
  const stored = jpegKernel.decodePicture(bytes);
  if (!stored) return undefined;
  const upright = orientPixels(stored, storedTurn(photo));
  const decoded: DecodedPhoto = {
    kind: 'decoded',
    ...upright,
    ...shownSizeOf(upright, photo),
    format,
    frameCount: header.frameCount,
    isIncomplete: header.isIncomplete,
    exif,
    conversion,
  };
  return reducedPhoto(kernels, decoded, hashPixels(decoded, hash));
}
