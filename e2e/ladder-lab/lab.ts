import { wrap } from 'comlink';
import { compileKernels } from '../../src/engine/compile-kernels.ts';
import type { LadderLab, LadderWorker } from './step-outcome.ts';

const worker = wrap<LadderWorker>(
  new Worker(new URL('./ladder-lab.worker.ts', import.meta.url), {
    type: 'module',
  }),
);
const started = compileKernels().then((kernels) => worker.start(kernels));

window.ladderLab = {
  async force(url) {
    await started;
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
    return worker.force(new Uint8Array(await response.arrayBuffer()));
  },
};

declare global {
  interface Window {
    ladderLab: LadderLab;
  }
}
