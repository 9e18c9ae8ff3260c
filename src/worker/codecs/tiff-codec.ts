import { decodeTiff } from '../tiff/decode-tiff.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import {
  checkSize,
  type Codec,
  type DecodeLimits,
  type DecodedPixels,
} from './codec.ts';
import type { ImageFormat } from '../../domain/image-format.ts';
import { FORMAT_INSIDE, type ChunkFormat } from '../tiff/whole-chunks.ts';

const CODECS: Readonly<Record<ChunkFormat, () => Promise<Codec>>> = {
  jpeg: async () => (await import('./jpeg-codec.ts')).jpegCodec,
  'four-jpeg': async () =>
    (await import('./jpeg-codec.ts')).fourComponentsCodec,
  webp: async () => (await import('./webp-codec.ts')).webpCodec,
  png: async () => (await import('./png-codec.ts')).pngCodec,
  jxl: async () => (await import('./jxl-codec.ts')).jxlCodec,
  jp2: async () => (await import('./jp2-codec.ts')).jp2Codec,
  'four-jp2': async () => (await import('./jp2-codec.ts')).fourComponentsJp2,
};

/** TIFF by the readers in `tiff/`; pictures inside chunks go to their codecs. */
export async function tiffCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const pixels = await decodeTiff(
    bytes,
    async (chunkFormat, chunk) => {
      const format = FORMAT_INSIDE[chunkFormat];
      checkInside(format, chunk, limits);
      const codec = await CODECS[chunkFormat]();
      return codec(chunk, format, limits);
    },
    limits,
  );
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
  // Its codec would show what is there, and nobody would say that something is missing.
  const isCut = format === 'jp2' && header.isIncomplete;
  if (isCut) throw new Error('a picture inside ends too early');
}
