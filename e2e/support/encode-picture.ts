import { readFile } from 'node:fs/promises';
import encodeJpegPixels, { init as initJpeg } from '@jsquash/jpeg/encode.js';
import encodePngPixels, { init as initPng } from '@jsquash/png/encode.js';
import type { Picture } from './draw-scene.ts';

let isReady: Promise<void> | undefined;

async function compile(specifier: string): Promise<WebAssembly.Module> {
  const url = new URL(import.meta.resolve(specifier));
  return WebAssembly.compile(await readFile(url));
}

function prepare(): Promise<void> {
  isReady ??= (async () => {
    await initJpeg(await compile('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
    await initPng(await compile('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
  })();
  return isReady;
}

/** JPEG bytes at a libjpeg quality of 1–100. */
export async function encodeJpeg(
  picture: Picture,
  quality = 90,
): Promise<Buffer> {
  await prepare();
  return Buffer.from(await encodeJpegPixels(asImageData(picture), { quality }));
}

/** PNG bytes. */
export async function encodePng(picture: Picture): Promise<Buffer> {
  await prepare();
  return Buffer.from(await encodePngPixels(asImageData(picture)));
}

/** Node has no ImageData; the encoders read only these fields. */
function asImageData(picture: Picture): ImageData {
  return { ...picture, colorSpace: 'srgb' } as unknown as ImageData;
}
