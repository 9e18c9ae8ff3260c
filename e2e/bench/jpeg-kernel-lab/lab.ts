import { wrap, type Remote } from 'comlink';
import { compileKernels } from '../../../src/engine/compile-kernels.ts';
import type { JpegBenchWorker, JpegLab } from './jpeg-times.ts';

const worker = newWorker();

function newWorker(): Remote<JpegBenchWorker> {
  return wrap<JpegBenchWorker>(
    new Worker(new URL('./jpeg-bench.worker.ts', import.meta.url), {
      type: 'module',
    }),
  );
}

async function load(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function kernelFilesPerSecond(
  urls: readonly string[],
  count: number,
): Promise<number> {
  const files = await Promise.all(urls.map(load));
  const kernels = await compileKernels();
  const lanes = await Promise.all(
    Array.from({ length: count }, async (_, lane) => {
      const own = newWorker();
      await own.start(kernels);
      await own.keep(files.filter((_file, at) => at % count === lane));
      return own;
    }),
  );
  const run = (): Promise<unknown> =>
    Promise.all(lanes.map((lane) => lane.decodeAll()));
  // The first time warms the code up.
  await run();
  const startedMs = performance.now();
  await run();
  return files.length / ((performance.now() - startedMs) / 1000);
}

const jpegLab: JpegLab = {
  start: async () => worker.start(await compileKernels()),
  measure: async (url, rounds) => worker.measure(await load(url), rounds),
  kernelFilesPerSecond,
};

window.jpegLab = jpegLab;

declare global {
  interface Window {
    jpegLab: JpegLab;
  }
}
