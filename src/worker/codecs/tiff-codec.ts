import { decodeTiff } from '../tiff/decode-tiff.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import { checkSize, type DecodeLimits, type DecodedPixels } from './codec.ts';
import type { ImageFormat } from '../../domain/image-format.ts';

/** TIFF by the readers in `tiff/`; pictures inside chunks go to their codecs. */
export async function tiffCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const decoders = {
    jpeg: async (chunk: Uint8Array<ArrayBuffer>) => {
      checkInside('jpeg', chunk, limits);
      const { jpegCodec } = await import('./jpeg-codec.ts');
      return jpegCodec(chunk, 'jpeg', limits);
    },
    webp: async (chunk: Uint8Array<ArrayBuffer>) => {
      checkInside('webp', chunk, limits);
      const { webpCodec } = await import('./webp-codec.ts');
      return webpCodec(chunk, 'webp', limits);
    },
  };
  const pixels = await decodeTiff(bytes, decoders, limits);
  return { ...pixels, isUpright: false };
}

/** A picture inside says its own size, whatever the TIFF around it says. */
function checkInside(
  format: ImageFormat,
  chunk: Uint8Array,
  limits: DecodeLimits,
): void {
  const header = readPictureHeader(format, chunk);
  if (!header) throw new Error('a picture inside without a header');
  checkSize(header.widthPx, header.heightPx, limits);
}
