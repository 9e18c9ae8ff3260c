import { decodeBmp } from '../plain/decode-bmp.ts';
import { decodeGif } from '../plain/decode-gif.ts';
import { decodeIco } from '../plain/decode-ico.ts';
import { decodePnm } from '../plain/decode-pnm.ts';
import { decodeQoi } from '../plain/decode-qoi.ts';
import { decodeTga } from '../plain/decode-tga.ts';
import type { Codec, DecodeLimits } from './codec.ts';
import type { ImageFormat } from '../../domain/image-format.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

type Decode = (
  bytes: Uint8Array<ArrayBuffer>,
  limits: DecodeLimits,
) => RgbaPixels | Promise<RgbaPixels>;

const DECODERS: Partial<Record<ImageFormat, Decode>> = {
  gif: decodeGif,
  bmp: decodeBmp,
  ico: (bytes, limits) =>
    decodeIco(
      bytes,
      async (png) => {
        const { pngCodec } = await import('./png-codec.ts');
        return pngCodec(png, 'png', limits);
      },
      limits,
    ),
  qoi: decodeQoi,
  pnm: decodePnm,
  tga: decodeTga,
};

/** Formats that are simple enough for readers of our own; none of them knows a turn. */
export const plainCodec: Codec = async (bytes, format, limits) => {
  const decode = DECODERS[format];
  if (!decode) throw new Error('no reader for this format');
  return { ...(await decode(bytes, limits)), isUpright: true };
};
