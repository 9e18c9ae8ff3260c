import { decodeTiff } from '../tiff/decode-tiff.ts';
import type { DecodeLimits, DecodedPixels } from './codec.ts';

/** TIFF by the readers in `tiff/`; pictures inside chunks go to their codecs. */
export async function tiffCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const decoders = {
    jpeg: async (chunk: Uint8Array<ArrayBuffer>) => {
      const { jpegCodec } = await import('./jpeg-codec.ts');
      return jpegCodec(chunk, 'jpeg', limits);
    },
    webp: async (chunk: Uint8Array<ArrayBuffer>) => {
      const { webpCodec } = await import('./webp-codec.ts');
      return webpCodec(chunk, 'webp', limits);
    },
  };
  const pixels = await decodeTiff(bytes, decoders, limits);
  return { ...pixels, isUpright: false };
}
