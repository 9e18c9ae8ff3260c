import { compileWasm } from './compile-wasm.ts';
import type { Codec } from './codec.ts';

/** What an `@jsquash/*` package offers. */
export interface JsquashCodec {
  /** Address of the codec's .wasm, as the bundler gives it. */
  wasmUrl: string;
  /** Makes a fresh instance of the codec. */
  init: (module: WebAssembly.Module, overrides: object) => Promise<unknown>;
  decode: (bytes: ArrayBuffer) => Promise<ImageData | null>;
  /** The codec turns the picture as its container says. */
  isUpright: boolean;
}

/** WASM memory never shrinks, so an instance that held a larger picture than this is dropped. */
const MOST_KEPT_PIXELS = 24_000_000;

/**
 * A codec on a WASM module of its own. Calls run one after another: an instance that failed or
 * grew large is replaced before the next call, and nobody else may be using it then.
 */
export function wasmCodec(codec: JsquashCodec): Codec {
  let compiled: Promise<WebAssembly.Module> | undefined;
  let isFresh = false;
  let last: Promise<unknown> = Promise.resolve();

  const complaints: string[] = [];
  const overrides = {
    print: () => undefined,
    printErr: (line: string) => complaints.push(line),
  };

  async function decodeNow(bytes: Uint8Array<ArrayBuffer>): Promise<ImageData> {
    compiled ??= compileWasm(codec.wasmUrl);
    if (!isFresh) await codec.init(await compiled, overrides);
    isFresh = false;
    complaints.length = 0;
    try {
      const image = await codec.decode(exactBuffer(bytes));
      if (!image) throw new Error('no picture in it');
      isFresh = image.width * image.height <= MOST_KEPT_PIXELS;
      return image;
    } catch (cause) {
      // What is thrown is the codec's exit status; the reason it printed before.
      throw new Error(complaints[0] ?? 'it cannot be decoded', { cause });
    }
  }

  return async (bytes) => {
    const turn = last.then(() => decodeNow(bytes));
    last = turn.catch(() => undefined);
    const { data, width, height } = await turn;
    return {
      rgba: data,
      widthPx: width,
      heightPx: height,
      isUpright: codec.isUpright,
    };
  };
}

/** The codecs take a whole buffer; a view into a larger one is copied. */
function exactBuffer(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : bytes.slice().buffer;
}
