import { wrap } from 'comlink';
import { compileKernels } from '../../src/engine/compile-kernels.ts';
import type { LadderLab, LadderWorker } from './step-outcome.ts';

const worker = wrap<LadderWorker>(
  new Worker(new URL('./ladder-lab.worker.ts', import.meta.url), {
    type: 'module',
  }),
);
const started = compileKernels().then((kernels) => worker.start(kernels));

async function fileAt(url: string): Promise<Uint8Array<ArrayBuffer>> {
  await started;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

window.ladderLab = {
  force: async (url) => worker.force(await fileAt(url)),
  lumaBothWays: async (url) => worker.lumaBothWays(await fileAt(url)),
};

declare global {
  interface Window {
    ladderLab: LadderLab;
  }
}
