import { analyzePhoto } from './analyze-photo.ts';
import { comparePhotos } from './compare-photos.ts';
import { loadKernels, type Kernels } from './kernels/load-kernels.ts';
import { pictureForDisplay } from './picture-for-display.ts';
import type {
  AnalyzeJob,
  AnalyzeOutcome,
  AnalyzerWorker,
  CompareJob,
  CompareOutcome,
  PictureJob,
  PictureOutcome,
} from '../protocol/analyzer-protocol.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';

/** What one worker of the pool answers. */
export class PhotoAnalyzer implements AnalyzerWorker {
  #kernels: Kernels | undefined;

  async start(kernels: CompiledKernels): Promise<void> {
    if (!(kernels instanceof WebAssembly.Module)) {
      throw new TypeError('The kernels must come as a WebAssembly.Module.');
    }
    this.#kernels = await loadKernels(kernels);
  }

  analyze(job: AnalyzeJob): Promise<AnalyzeOutcome> {
    return analyzePhoto(this.#started(), job);
  }

  compare(job: CompareJob): Promise<CompareOutcome> {
    return comparePhotos(this.#started(), job);
  }

  picture(job: PictureJob): Promise<PictureOutcome> {
    return pictureForDisplay(job);
  }

  #started(): Kernels {
    if (!this.#kernels) throw new Error('start() was not called.');
    return this.#kernels;
  }
}
