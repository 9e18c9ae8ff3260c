import decode, { init } from '@jsquash/avif/decode.js';
import wasmUrl from '@jsquash/avif/codec/dec/avif_dec.wasm?url';
import { wasmCodec } from './wasm-codec.ts';

export const avifCodec = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});
