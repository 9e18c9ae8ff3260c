import { wrap } from 'comlink';
import { compileKernels } from '../../../src/engine/compile-kernels.ts';
import type { JpegBenchWorker, JpegLab } from './jpeg-times.ts';

const worker = wrap<JpegBenchWorker>(
  new Worker(new URL('./jpeg-bench.worker.ts', import.meta.url), {
    type: 'module',
  }),
);

async function load(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const jpegLab: JpegLab = {
  start: async () => worker.start(await compileKernels()),
  measure: async (url, rounds) => worker.measure(await load(url), rounds),
  measureKernel: async (url, rounds) =>
    worker.measureKernel(await load(url), rounds),
};

window.jpegLab = jpegLab;

declare global {
  interface Window {
    jpegLab: JpegLab;
  }
}
