/** What one way of decoding made of a file. */
export type StepOutcome =
  | {
      kind: 'fingerprinted';
      step: string;
      widthPx: number;
      heightPx: number;
      frameCount: number;
      isFlat: boolean;
      /** Hash of the pixels. */
      pixels: string;
      pHash64: number[];
      pHash256: number[];
      colour: number[];
    }
  | { kind: 'failed'; step: string; detail: string };

/** A file with the outcome of every way to decode it, none left out. */
export type LadderOutcome =
  | { kind: 'looked-at'; format: string; steps: StepOutcome[] }
  | { kind: 'refused'; format: string; detail: string };

/** Stands for the block means of a JPEG, which come before the ladder. */
export const BLOCK_MEANS = 'block means';

export interface LadderWorker {
  start(kernels: WebAssembly.Module): Promise<void>;
  /** Decodes the file by each way in turn, forced: what fails has no other way to fall to. */
  force(bytes: Uint8Array<ArrayBuffer>): Promise<LadderOutcome>;
}

export interface LadderLab {
  force(url: string): Promise<LadderOutcome>;
}
