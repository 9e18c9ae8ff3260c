/* eslint-disable @typescript-eslint/no-restricted-imports, @typescript-eslint/no-unsafe-type-assertion -- runs under Node only: tests encode and decode with the codecs on disk */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { EncodeOptions } from '@jsquash/jpeg/meta.js';
import type { RgbRaster } from './raster.ts';

async function codecModule(path: string): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve(path);
  return WebAssembly.compile(await readFile(file));
}

/** Encodes a raster with MozJPEG. For tests and scripts under Node only. */
export async function encodeTestJpeg(
  raster: RgbRaster,
  options: Partial<EncodeOptions>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: encode, init } = await import('@jsquash/jpeg/encode.js');
  await init(await codecModule('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
  const { widthPx: width, heightPx: height } = raster;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i += 1) {
    data.set(raster.data.subarray(i * 3, i * 3 + 3), i * 4);
  }
  const image = { data, width, height } as ImageData;
  return new Uint8Array(await encode(image, options));
}

class PlainImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** RGBA of a full decode with MozJPEG. For tests and scripts under Node only. */
export async function decodeTestJpeg(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  // Node has no ImageData, and the decoder makes one.
  if (!('ImageData' in globalThis)) {
    Object.assign(globalThis, { ImageData: PlainImageData });
  }
  const { default: decode, init } = await import('@jsquash/jpeg/decode.js');
  await init(await codecModule('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
  const picture = await decode(bytes.slice().buffer);
  if (picture === null) throw new Error('MozJPEG refuses the file.');
  return picture;
}
