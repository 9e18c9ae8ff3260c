import decode, { init } from '@jsquash/webp/decode.js';
import wasmUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url';
import { wasmCodec } from './wasm-codec.ts';

export const webpCodec = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});
