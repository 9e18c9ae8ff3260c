/* eslint-disable @typescript-eslint/no-restricted-imports, @typescript-eslint/no-unsafe-type-assertion -- runs under Node only: tests encode real pictures with the codecs on disk */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ImageFormat } from '../domain/image-format.ts';

type Encode = (image: ImageData) => Promise<ArrayBuffer>;

interface Encoder {
  default: Encode;
  init: (module: WebAssembly.Module) => Promise<unknown>;
}

const WASM: Partial<Record<ImageFormat, string>> = {
  jpeg: 'codec/enc/mozjpeg_enc.wasm',
  png: 'codec/pkg/squoosh_png_bg.wasm',
  webp: 'codec/enc/webp_enc.wasm',
  avif: 'codec/enc/avif_enc.wasm',
};

/** A real file made with the codec's own encoder, for tests under Node only. */
export async function encodedPicture(
  format: 'jpeg' | 'png' | 'webp' | 'avif',
  widthPx: number,
  heightPx: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = `@jsquash/${format}`;
  const path = createRequire(import.meta.url).resolve(
    `${name}/${WASM[format]}`,
  );
  const module = await WebAssembly.compile(await readFile(path));
  const encoder = (await import(`${name}/encode.js`)) as Encoder;
  await encoder.init(module);
  const data = new Uint8ClampedArray(widthPx * heightPx * 4).map((_, i) =>
    i % 4 === 3 ? 255 : (i * 7) % 251,
  );
  const image = { data, width: widthPx, height: heightPx } as ImageData;
  return new Uint8Array(await encoder.default(image));
}

/** Latin-1 text, one byte, or bytes. */
export type BytePart = string | number | readonly number[] | Uint8Array;

/** All parts in order. */
export function bytesOf(
  ...parts: readonly BytePart[]
): Uint8Array<ArrayBuffer> {
  const arrays = parts.map((part) => {
    if (typeof part === 'number') return [part];
    return typeof part === 'string'
      ? Array.from(part, (char) => char.charCodeAt(0))
      : part;
  });
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const array of arrays) {
    bytes.set(array, at);
    at += array.length;
  }
  return bytes;
}

export function u16be(value: number): number[] {
  return [(value >> 8) & 255, value & 255];
}

export function u32be(value: number): number[] {
  return [...u16be(Math.floor(value / 65536)), ...u16be(value % 65536)];
}

export function u16le(value: number): number[] {
  return u16be(value).reverse();
}

export function u32le(value: number): number[] {
  return u32be(value).reverse();
}

/** A JPEG marker segment with its length. */
export function segment(marker: number, ...data: number[]): number[] {
  return [0xff, marker, ...u16be(data.length + 2), ...data];
}

/** A box of an ISO base media file. */
export function box(type: string, ...content: number[]): number[] {
  return [...u32be(content.length + 8), ...bytesOf(type), ...content];
}

/** A box with a version and no flags. */
export function fullBox(
  type: string,
  version: number,
  ...content: number[]
): number[] {
  return box(type, version, 0, 0, 0, ...content);
}

/** A big-endian TIFF block with one directory of SHORT and ASCII tags. */
export function exifTiff(
  tags: readonly (readonly [number, number | string])[],
): number[] {
  let dataAt = 8 + 2 + 12 * tags.length + 4;
  const data: number[] = [];
  const entries = tags.flatMap(([tag, value]) => {
    if (typeof value === 'number') {
      return [...u16be(tag), ...u16be(3), ...u32be(1), ...u16be(value), 0, 0];
    }
    const text = [...bytesOf(value, 0, 0, 0, 0)];
    const at = dataAt;
    data.push(...text);
    dataAt += text.length;
    return [...u16be(tag), ...u16be(2), ...u32be(text.length), ...u32be(at)];
  });
  return [
    ...bytesOf('MM', 0, 42),
    ...u32be(8),
    ...u16be(tags.length),
    ...entries,
    ...u32be(0),
    ...data,
  ];
}
