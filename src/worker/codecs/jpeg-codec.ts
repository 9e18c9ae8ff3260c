import decode, { init } from '@jsquash/jpeg/decode.js';
import wasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import { wasmCodec } from './wasm-codec.ts';

export const jpegCodec = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});
