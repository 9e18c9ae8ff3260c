import openjpeg, {
  type Jp2Frame,
  type OpenJpeg,
} from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import wasmUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import { ByteReader } from '../byte-reader.ts';
import { readJp2Layout } from '../headers/jp2-header.ts';
import { checkSize, type DecodeLimits, type DecodedPixels } from './codec.ts';
import { compileWasm } from './compile-wasm.ts';
import { UnsupportedKind } from './decode-errors.ts';

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * JPEG 2000 by OpenJPEG: gray and three colours, to 8 bits (nearest). The instance is made anew for
 * every picture: they are rare, and broken ones leave it in any state.
 */
export async function jp2Codec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const layout = readJp2Layout(new ByteReader(bytes));
  if (!layout) throw new Error('no picture in it');
  checkSize(layout.widthPx, layout.heightPx, limits);
  if (layout.components !== 1 && layout.components !== 3) {
    throw new UnsupportedKind(`${layout.components} channels`);
  }
  if (!layout.isFull) throw new UnsupportedKind('reduced colour channels');
  compiled ??= compileWasm(wasmUrl);
  const library = await instantiate(await compiled);
  const decoder = new library.J2KDecoder();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  const frame = decoder.getFrameInfo();
  return { ...toRgba(frame, decoder.getDecodedBuffer()), isUpright: true };
}

function instantiate(module: WebAssembly.Module): Promise<OpenJpeg> {
  return openjpeg({
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance, module);
      return instance.exports;
    },
    print: () => undefined,
    printErr: () => undefined,
  });
}

function toRgba(
  frame: Jp2Frame,
  samples: Uint8Array,
): Omit<DecodedPixels, 'isUpright'> {
  const { width, height, bitsPerSample, componentCount, isSigned } = frame;
  const sampleBytes = bitsPerSample > 8 ? 2 : 1;
  const expected = width * height * componentCount * sampleBytes;
  if (expected === 0 || samples.length < expected) {
    throw new Error('it cannot be decoded');
  }
  const highest = 2 ** bitsPerSample - 1;
  const shift = isSigned ? 2 ** (bitsPerSample - 1) : 0;
  const view = new DataView(samples.buffer, samples.byteOffset, expected);
  const sampleAt = (i: number): number => {
    const value =
      sampleBytes === 1 ? view.getUint8(i) : view.getUint16(2 * i, true);
    return (((value + shift) & highest) * 255) / highest;
  };
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const at = i * componentCount;
    const isGray = componentCount === 1;
    rgba[4 * i] = sampleAt(at);
    rgba[4 * i + 1] = sampleAt(isGray ? at : at + 1);
    rgba[4 * i + 2] = sampleAt(isGray ? at : at + 2);
    rgba[4 * i + 3] = 255;
  }
  return { rgba, widthPx: width, heightPx: height };
}
