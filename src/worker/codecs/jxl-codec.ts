import decode, { init } from '@jsquash/jxl/decode.js';
import wasmUrl from '@jsquash/jxl/codec/dec/jxl_dec.wasm?url';
import { wasmCodec } from './wasm-codec.ts';

export const jxlCodec = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: true,
});
