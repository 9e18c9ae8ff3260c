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
/** The way of small JPEGs that stands in no ladder: the pixels of MozJPEG, sooner. */
export const JPEG_KERNEL = 'the JPEG kernel';

/** What the second look gets of a file by the browser's decoder, against that by the carried one. */
export interface LumaOutcome {
  /** The browser gave the luma that is coded. */
  isCoded: boolean;
  /** "512 × 384 of 1600 × 1200", of each of the two. */
  sizes: [string, string];
  /** Share of the pixels of picture and middle that are more than two levels apart, 0–1. */
  farShare: number;
}

export interface LadderWorker {
  start(kernels: WebAssembly.Module): Promise<void>;
  /** Decodes the file by each way in turn, forced: what fails has no other way to fall to. */
  force(bytes: Uint8Array<ArrayBuffer>): Promise<LadderOutcome>;
  lumaBothWays(bytes: Uint8Array<ArrayBuffer>): Promise<LumaOutcome>;
}

export interface LadderLab {
  force(url: string): Promise<LadderOutcome>;
  lumaBothWays(url: string): Promise<LumaOutcome>;
}
