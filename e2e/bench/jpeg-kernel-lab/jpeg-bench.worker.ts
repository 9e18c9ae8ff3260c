import { expose } from 'comlink';
import decode, { init } from '@jsquash/jpeg/decode.js';
import squooshUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import {
  type JpegDcKernel,
  loadJpegDcKernel,
} from '../../../src/worker/kernels/jpeg-dc.ts';
import type { JpegBenchWorker } from './jpeg-times.ts';

/** The width that Twinsift would ask the browser for. */
const DESIRED_WIDTH_PX = 256;

let kernel: JpegDcKernel | undefined;
let kept: readonly Uint8Array<ArrayBuffer>[] = [];

async function byKernel(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const result = kernel?.decode(bytes);
  if (result?.kind !== 'decoded') {
    throw new Error(`The kernel refused a file: ${JSON.stringify(result)}`);
  }
  return Promise.resolve();
}

async function bySquoosh(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await decode(bytes.buffer);
}

async function byImageDecoder(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const decoder = new ImageDecoder({
    data: bytes,
    type: 'image/jpeg',
    desiredWidth: DESIRED_WIDTH_PX,
    // Chromium scales down while decoding only where both sides are named.
    desiredHeight: DESIRED_WIDTH_PX,
  });
  const { image } = await decoder.decode();
  image.close();
  decoder.close();
}

const decoders = {
  kernel: byKernel,
  squoosh: bySquoosh,
  ...(typeof ImageDecoder === 'undefined'
    ? {}
    : { imageDecoder: byImageDecoder }),
};

const worker: JpegBenchWorker = {
  async start(module) {
    kernel = await loadJpegDcKernel(module);
    await init(await WebAssembly.compileStreaming(fetch(squooshUrl)));
  },
  keep(files) {
    kept = files;
    return Promise.resolve();
  },
  async decodeAll() {
    for (const bytes of kept) await byKernel(bytes);
  },
  async measure(bytes, rounds) {
    const times: Record<string, number[]> = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, run] of Object.entries(decoders)) {
        const startedMs = performance.now();
        await run(bytes);
        (times[name] ??= []).push(performance.now() - startedMs);
      }
    }
    const of = (name: string): number => Math.min(...(times[name] ?? []));
    return {
      kernel: of('kernel'),
      squoosh: of('squoosh'),
      imageDecoder: 'imageDecoder' in times ? of('imageDecoder') : undefined,
    };
  },
};

expose(worker);
