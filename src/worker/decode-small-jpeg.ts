import { findColourSpace } from './colour/find-colour-space.ts';
import { srgbConversion } from './colour/to-srgb.ts';
import { shownSizeOf, storedTurn, type DecodedPhoto } from './decode-photo.ts';
import { orientPixels } from './orient-pixels.ts';
import type { InspectedPhoto } from './inspect-photo.ts';
import type { JpegPixels } from './kernels/jpeg-picture.ts';
import type { AnalyzerTools } from './reduce-photo.ts';

/** Whether the ladder begins with MozJPEG. */
export function isSmallJpeg({ format, steps }: InspectedPhoto): boolean {
  return format === 'jpeg' && steps[0]?.isNative === false;
}

/**
 * Decodes a JPEG with which the ladder would begin at MozJPEG, to the same pixels, by the JPEG
 * kernel. They lie in memory that the next file takes, so whoever wants them looks at them at once.
 * @param use may not wait for anything; `whole` is the picture in the kernel's memory, unconverted,
 * where it is not turned
 * @returns undefined where the kernel leaves it to MozJPEG: then `use` was not called
 */
export async function decodeSmallJpeg<Result>(
  { jpegKernel }: AnalyzerTools,
  photo: InspectedPhoto,
  use: (decoded: DecodedPhoto, whole?: JpegPixels) => Result,
): Promise<Result | undefined> {
  const { format, header, exif, bytes } = photo;
  if (!isSmallJpeg(photo) || !header) return undefined;
  const conversion = srgbConversion(await findColourSpace(format, bytes));
  const stored = jpegKernel.decodePicture(bytes);
  if (!stored) return undefined;
  const upright = orientPixels(stored, storedTurn(photo));
  const decoded: DecodedPhoto = {
    kind: 'decoded',
    rgba: upright.rgba,
    widthPx: upright.widthPx,
    heightPx: upright.heightPx,
    ...shownSizeOf(upright, photo),
    format,
    frameCount: header.frameCount,
    isIncomplete: header.isIncomplete,
    exif,
    conversion,
  };
  return use(decoded, upright === stored ? stored : undefined);
}
