import type { ImageFormat } from '../../domain/image-format.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/** What a codec made of a file. */
export interface DecodedPixels extends RgbaPixels {
  /** EXIF orientation (or the container's own turn) is already applied. */
  isUpright: boolean;
}

/** One decoder. Rejects when it cannot make a picture of the bytes. */
export type Codec = (
  bytes: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
) => Promise<DecodedPixels>;
