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
  /** Milliseconds of the kernel alone, the best of the rounds. */
  measureKernel(
    bytes: Uint8Array<ArrayBuffer>,
    rounds: number,
  ): Promise<number>;
}

export interface JpegLab {
  start(): Promise<void>;
  /** Decodes the file at `url` in one worker, the decoders taking turns. */
  measure(url: string, rounds: number): Promise<JpegTimes>;
  measureKernel(url: string, rounds: number): Promise<number>;
}
