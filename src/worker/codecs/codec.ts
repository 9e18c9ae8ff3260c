import { PictureTooLarge } from './decode-errors.ts';
import type { ImageFormat } from '../../domain/image-format.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/** What a codec made of a file. */
export interface DecodedPixels extends RgbaPixels {
  /** EXIF orientation (or the container's own turn) is already applied. */
  isUpright: boolean;
  /** The picture's own size, where the pixels are of another. */
  shown?: { widthPx: number; heightPx: number };
}

export interface DecodeLimits {
  /** Pixels of the largest picture that memory may be taken for. */
  maxPixels: number;
}

/**
 * One decoder. Rejects when it cannot make a picture of the bytes: with `UnsupportedKind` where it
 * knows that no decoder here could, with `PictureTooLarge` where only it could see the size.
 */
export type Codec = (
  bytes: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
  limits: DecodeLimits,
) => Promise<DecodedPixels>;

/** To be called before memory is taken for pixels. @throws PictureTooLarge */
export function checkSize(
  widthPx: number,
  heightPx: number,
  { maxPixels }: DecodeLimits,
): void {
  if (!(widthPx >= 1 && heightPx >= 1)) throw new Error('it has no size');
  if (widthPx * heightPx > maxPixels) {
    throw new PictureTooLarge(widthPx, heightPx);
  }
}
