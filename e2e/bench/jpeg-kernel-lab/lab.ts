import { wrap } from 'comlink';
import { compileKernels } from '../../../src/engine/compile-kernels.ts';
import type { JpegBenchWorker, JpegLab } from './jpeg-times.ts';

const worker = wrap<JpegBenchWorker>(
  new Worker(new URL('./jpeg-bench.worker.ts', import.meta.url), {
    type: 'module',
  }),
);

const jpegLab: JpegLab = {
  start: async () => worker.start(await compileKernels()),
  measure: async (url, rounds) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
    return worker.measure(new Uint8Array(await response.arrayBuffer()), rounds);
  },
};

window.jpegLab = jpegLab;

declare global {
  interface Window {
    jpegLab: JpegLab;
  }
}
