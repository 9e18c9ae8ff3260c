import decode, { init } from '@jsquash/jpeg/decode.js';
import wasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import type { Codec } from './codec.ts';
import { decodeFourComponents, decodeInkJpeg } from '../inks/decode-inks.ts';
import { UnsupportedKind } from './decode-errors.ts';
import { withLines } from './jpeg-lines.ts';
import { wasmCodec } from './wasm-codec.ts';

const mozjpeg = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});

/** MozJPEG, which knows up to three components; of four it is given three at a time. */
export const jpegCodec: Codec = async (bytes, ...rest) => {
  const whole = withLines(bytes);
  const inks = await decodeInkJpeg(whole, (jpeg) => mozjpeg(jpeg, ...rest));
  return inks ? { ...inks, isUpright: false } : mozjpeg(whole, ...rest);
};

/** The four components of a JPEG as stored, in place of RGBA. */
export const fourComponentsCodec: Codec = async (bytes, ...rest) => {
  const found = await decodeFourComponents(bytes, (jpeg) =>
    mozjpeg(jpeg, ...rest),
  );
  if (!found) throw new UnsupportedKind('JPEG of four channels inside');
  return { ...found, isUpright: false };
};
