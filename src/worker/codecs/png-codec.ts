import { decode, init } from '@jsquash/png/decode.js';
import wasmUrl from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url';
import type { Codec } from './codec.ts';
import { pngPixels } from '../png-parts.ts';
import { wasmCodec } from './wasm-codec.ts';

const carried = wasmCodec({
  wasmUrl,
  // This package keeps its first instance for good, and stays usable after an error.
  init: (module) => init(module),
  decode,
  isUpright: false,
});

export const pngCodec: Codec = (bytes, format, limits) =>
  carried(pngPixels(bytes), format, limits);
