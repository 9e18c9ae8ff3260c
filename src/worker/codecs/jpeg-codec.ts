import decode, { init } from '@jsquash/jpeg/decode.js';
import wasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import type { Codec } from './codec.ts';
import { withLines } from './jpeg-lines.ts';
import { wasmCodec } from './wasm-codec.ts';

const mozjpeg = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});

export const jpegCodec: Codec = (bytes, ...rest) =>
  mozjpeg(withLines(bytes), ...rest);
