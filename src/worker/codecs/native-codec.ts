import { nativeAppliesOrientation } from './native-orientation.ts';
import type { DecodedPixels } from './codec.ts';
import type { ImageFormat } from '../../domain/image-format.ts';

/**
 * The browser's own decoder, colours converted to sRGB. Alpha takes a round trip through
 * multiplied form (as every canvas does), the same for every file, so equal pictures stay equal.
 * The default options are the fast ones: `premultiplyAlpha: 'none'` doubles the time.
 */
export async function nativeCodec(
  bytes: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
): Promise<DecodedPixels> {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  try {
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return {
      rgba: context.getImageData(0, 0, width, height).data,
      widthPx: width,
      heightPx: height,
      isUpright: await nativeAppliesOrientation(format),
    };
  } finally {
    bitmap.close();
    // Frees the backing store now instead of at the next collection.
    canvas.width = 0;
    canvas.height = 0;
  }
}
