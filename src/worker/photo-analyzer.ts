import { analyzePhoto } from './analyze-photo.ts';
import { comparePhotos } from './compare-photos.ts';
import { FirstLooker } from './first-looker.ts';
import { loadJpegDcKernel } from './kernels/jpeg-dc.ts';
import { loadKernels } from './kernels/load-kernels.ts';
import { pictureForDisplay } from './picture-for-display.ts';
import type { AnalyzerTools } from './reduce-photo.ts';
import { serveJoin } from './serve-join.ts';
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
import type { JoinPort } from '../protocol/join-protocol.ts';

/** What one worker of the pool answers. */
export class PhotoAnalyzer implements AnalyzerWorker {
  #tools: AnalyzerTools | undefined;
  #firstLooker: Promise<FirstLooker> | undefined;

  async start(kernels: CompiledKernels): Promise<void> {
    if (!(kernels instanceof WebAssembly.Module)) {
      throw new TypeError('The kernels must come as a WebAssembly.Module.');
    }
    this.#tools = {
      kernels: await loadKernels(kernels),
      jpegKernel: await loadJpegDcKernel(kernels),
    };
  }

  analyze(job: AnalyzeJob): Promise<AnalyzeOutcome> {
    return analyzePhoto(this.#started(), job);
  }

  async firstLook(
    job: FirstLookJob,
  ): Promise<readonly (FirstLook | undefined)[]> {
    this.#firstLooker ??= FirstLooker.load(this.#started());
    return (await this.#firstLooker).look(job.files);
  }

  compare(job: CompareJob): Promise<CompareOutcome> {
    return comparePhotos(this.#started(), job);
  }

  picture(job: PictureJob): Promise<PictureOutcome> {
    return pictureForDisplay(this.#started(), job);
  }

  join(port: JoinPort): Promise<void> {
    if (!(port instanceof MessagePort)) {
      throw new TypeError('The shard must come over a MessagePort.');
    }
    return serveJoin(this.#started().kernels, port);
  }

  #started(): AnalyzerTools {
    if (!this.#tools) throw new Error('start() was not called.');
    return this.#tools;
  }
}
