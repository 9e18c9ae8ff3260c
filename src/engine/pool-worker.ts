import { releaseProxy, wrap, type Remote } from 'comlink';
import type { AnalyzerWorker } from '../protocol/analyzer-protocol.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';

/** One analyzer worker with its comlink proxy. Terminating it also drops what it was doing. */
export class PoolWorker {
  /** All its methods return promises, so the proxy has the very type of the worker. */
  readonly api: AnalyzerWorker;
  /** Resolves when the kernels are in place. */
  readonly ready: Promise<void>;
  private readonly proxy: Remote<AnalyzerWorker>;
  private readonly worker: Worker;

  constructor(kernels: CompiledKernels, onDeath: (detail: string) => void) {
    this.worker = new Worker(
      new URL('../worker/analyzer.worker.ts', import.meta.url),
      { type: 'module', name: 'analyzer' },
    );
    this.worker.addEventListener('error', (event) => {
      onDeath(event.message === '' ? 'worker error' : event.message);
    });
    this.worker.addEventListener('messageerror', () => {
      onDeath('a message could not be read');
    });
    this.proxy = wrap<AnalyzerWorker>(this.worker);

    this.api = this.proxy;
    this.ready = this.api.start(kernels);
  }

  terminate(): void {
    this.proxy[releaseProxy]();
    this.worker.terminate();
  }
}
