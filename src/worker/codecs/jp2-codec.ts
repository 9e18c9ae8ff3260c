import openjpeg, {
  type OpenJpeg,
} from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import wasmUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import { ByteReader } from '../byte-reader.ts';
import {
  makeUnsigned,
  readJp2Layout,
  type Jp2Layout,
} from '../headers/jp2-header.ts';
import { filledCodestream } from '../jp2/fill-codestream.ts';
import { nameOfColours, readJp2Picture } from '../jp2/jp2-channels.ts';
import { paintJp2, type SampleAt } from '../jp2/paint-jp2.ts';
import { boxesPicking } from '../jp2/pick-components.ts';
import { planPasses } from '../jp2/plan-passes.ts';
import {
  checkSize,
  type Codec,
  type DecodeLimits,
  type DecodedPixels,
} from './codec.ts';
import { compileWasm } from './compile-wasm.ts';
import { UnsupportedKind } from './decode-errors.ts';

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * JPEG 2000 by OpenJPEG. The carried build hands over one component of up to 16 bits or three of up
 * to 8, and fails with any other number; so it is given the same codestream several times, each
 * time in boxes that name other components.
 */
export async function jp2Codec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const reader = new ByteReader(bytes);
  const layout = readJp2Layout(reader);
  if (!layout) throw new Error('no picture in it');
  const { widthPx, heightPx, components } = layout;
  checkSize(widthPx, heightPx, limits);
  const picture = readJp2Picture(reader, layout);
  if (!picture) {
    throw new UnsupportedKind(nameOfColours(reader, layout));
  }
  const { passes, colours } = planPasses(picture, components);
  const stream = filledCodestream(reader, layout);
  if (!stream) throw new Error('the file ends before its picture');
  makeUnsigned(stream, layout);
  compiled ??= compileWasm(wasmUrl);
  const module = await compiled;
  const planes = new Map<number, SampleAt>();
  for (const picked of passes) {
    const sampleAt = await decodePicked(module, stream, layout, picked);
    for (const [i, component] of picked.entries()) {
      planes.set(component, (at) => sampleAt(at * picked.length + i));
    }
  }
  const rgba = paintJp2({ ...picture, colours }, layout, planes);
  return { rgba, widthPx, heightPx, isUpright: true };
}

/**
 * The four components of a bare codestream as stored, in place of RGBA, as which it is read where
 * nothing says what they are. Boxes would say it, and their colours be made.
 */
export const fourComponentsJp2: Codec = async (bytes, ...rest) => {
  const layout = readJp2Layout(new ByteReader(bytes));
  if (layout?.isBare !== true || layout.components.length !== 4) {
    throw new UnsupportedKind('JPEG 2000 in CMYK inside, of its own colours');
  }
  return jp2Codec(bytes, ...rest);
};

/** The instance is made anew every time: broken pictures leave it in any state. */
async function decodePicked(
  module: WebAssembly.Module,
  stream: Uint8Array<ArrayBuffer>,
  layout: Jp2Layout,
  picked: readonly number[],
): Promise<SampleAt> {
  const { widthPx, heightPx, components } = layout;
  const library = await instantiate(module);
  const decoder = new library.J2KDecoder();
  const boxes = boxesPicking(picked, layout);
  const file = decoder.getEncodedBuffer(boxes.length + stream.length);
  file.set(boxes);
  file.set(stream, boxes.length);
  decoder.decode();
  // A copy: what stands in the instance's memory would keep all of it, once for every pass.
  const samples = decoder.getDecodedBuffer().slice();
  const sampleBytes = (components[picked[0] ?? 0]?.bits ?? 0) > 8 ? 2 : 1;
  const expected = widthPx * heightPx * picked.length * sampleBytes;
  if (samples.length < expected) throw new Error('it cannot be decoded');
  if (sampleBytes === 1) return (i) => samples[i] ?? 0;
  const view = new DataView(samples.buffer);
  return (i) => view.getUint16(2 * i, true);
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
