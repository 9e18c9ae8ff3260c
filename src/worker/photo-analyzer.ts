import { analyzePhoto } from './analyze-photo.ts';
import { comparePhotos } from './compare-photos.ts';
import { FirstLooker } from './first-looker.ts';
import { loadKernels, type Kernels } from './kernels/load-kernels.ts';
import { pictureForDisplay } from './picture-for-display.ts';
import type {
  AnalyzeJob,
  AnalyzeOutcome,
  AnalyzerWorker,
  CompareJob,
  CompareOutcome,
  FirstLook,
  FirstLookJob,
  PictureJob,
  PictureOutcome,
} from '../protocol/analyzer-protocol.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';

/** What one worker of the pool answers. */
export class PhotoAnalyzer implements AnalyzerWorker {
  #kernels: Kernels | undefined;
  #module: WebAssembly.Module | undefined;
  #firstLooker: Promise<FirstLooker> | undefined;

  async start(kernels: CompiledKernels): Promise<void> {
    if (!(kernels instanceof WebAssembly.Module)) {
      throw new TypeError('The kernels must come as a WebAssembly.Module.');
    }
    this.#module = kernels;
    this.#kernels = await loadKernels(kernels);
  }

  analyze(job: AnalyzeJob): Promise<AnalyzeOutcome> {
    return analyzePhoto(this.#started(), job);
  }

  async firstLook(
    job: FirstLookJob,
  ): Promise<readonly (FirstLook | undefined)[]> {
    this.#firstLooker ??= FirstLooker.load(this.#started(), this.#module);
    return (await this.#firstLooker).look(job.files);
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
