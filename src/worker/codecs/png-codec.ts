import { decode, init } from '@jsquash/png/decode.js';
import wasmUrl from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url';
import { wasmCodec } from './wasm-codec.ts';

export const pngCodec = wasmCodec({
  wasmUrl,
  // This package keeps its first instance for good, and stays usable after an error.
  init: (module) => init(module),
  decode,
  isUpright: false,
});
