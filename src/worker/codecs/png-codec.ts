import { decode, init } from '@jsquash/png/decode.js';
import wasmUrl from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url';
import { wasmCodec } from './wasm-codec.ts';

// This package keeps its first instance for good; its errors unwind properly, so it stays usable.
export const pngCodec = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});
