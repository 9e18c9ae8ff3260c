/** Milliseconds of one file per decoder: the best of the rounds, as little disturbed as can be. */
export interface JpegTimes {
  kernel: number;
  /** @jsquash/jpeg in full. */
  squoosh: number;
  /** Undefined where the browser has no ImageDecoder. */
  imageDecoder: number | undefined;
}

export interface JpegBenchWorker {
  start(module: WebAssembly.Module): Promise<void>;
  measure(bytes: Uint8Array<ArrayBuffer>, rounds: number): Promise<JpegTimes>;
  /** Keeps the files in its memory, for `decodeAll`. */
  keep(files: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** Decodes each file that it keeps by the kernel. */
  decodeAll(): Promise<void>;
}

export interface JpegLab {
  start(): Promise<void>;
  /** Decodes the file at `url` in one worker, the decoders taking turns. */
  measure(url: string, rounds: number): Promise<JpegTimes>;
  /** Files a second that so many workers decode by the kernel at once, the files in memory. */
  kernelFilesPerSecond(
    urls: readonly string[],
    workers: number,
  ): Promise<number>;
}
