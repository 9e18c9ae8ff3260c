import type { CompiledKernels } from './compiled-kernels.ts';
import type { JoinPort } from './join-protocol.ts';
import type {
  DihedralTransform,
  ExifOrientation,
  Fingerprint,
} from '../domain/fingerprint.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { FingerprintSettings } from '../domain/settings.ts';

/**
 * Bytes of one file. A structural stand-in for the DOM's File (this layer has no DOM lib):
 * a File posts to a worker without being read.
 */
export interface FileBytes {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Wall time per step of one file, ms. */
export interface AnalyzeTimes {
  readMs: number;
  hashMs: number;
  decodeMs: number;
  fingerprintMs: number;
}

export interface AnalyzeJob {
  file: FileBytes;
  settings: FingerprintSettings;
}

export type AnalyzeOutcome =
  | {
      kind: 'fingerprinted';
      fingerprint: Fingerprint;
      bytesRead: number;
      times: AnalyzeTimes;
    }
  | {
      kind: 'skipped';
      failure: PhotoFailure;
      bytesRead: number;
      times: AnalyzeTimes;
    };

export interface CompareJob {
  first: FileBytes;
  second: FileBytes;
  /** Which turn or mirror takes the first to the second, as the hashes propose it. */
  transform: DihedralTransform;
  settings: FingerprintSettings;
}

export type CompareOutcome =
  | { kind: 'measured'; measure: PairMeasure }
  | { kind: 'failed'; which: 'first' | 'second'; failure: PhotoFailure };

export interface PictureJob {
  file: FileBytes;
  /** Longest side of the result, px; never enlarged. */
  longSidePx: number;
  settings: FingerprintSettings;
}

export type PictureOutcome =
  /** Encoded JPEG or PNG (where the picture is transparent), upright. */
  | {
      kind: 'picture';
      bytes: ArrayBuffer;
      mimeType: string;
      widthPx: number;
      heightPx: number;
    }
  | { kind: 'failed'; failure: PhotoFailure };

export interface FirstLookJob {
  /** Only their heads are read, all at once. */
  files: readonly FileBytes[];
}

/** A JPEG inside a file that stands for the file's picture. */
export interface EmbeddedPicture {
  startByte: number;
  endByte: number;
  /** How the file says it is to be turned; the embedded JPEG itself says nothing. */
  orientation: ExifOrientation;
}

/** What the first look makes of one file: a guess, never a fingerprint of record. */
export interface FirstLook {
  /** Of the thumbnail, upright, borders trimmed. */
  pHash64: Uint8Array;
  pHash256: Uint8Array;
  /** Absent where the file itself was looked at. */
  embedded?: EmbeddedPicture;
}

/** One worker of the pool. Failures of a file are values; a rejected call is a bug or a dead worker. */
export interface AnalyzerWorker {
  /** Call once, before anything else, with the kernels compiled on the page. */
  start(kernels: CompiledKernels): Promise<void>;
  /** Several may be in flight: reading one file overlaps decoding another. */
  analyze(job: AnalyzeJob): Promise<AnalyzeOutcome>;
  /** In the order of the job; undefined for files whose head shows nothing. */
  firstLook(job: FirstLookJob): Promise<readonly (FirstLook | undefined)[]>;
  /** The second look at a candidate pair. */
  compare(job: CompareJob): Promise<CompareOutcome>;
  /** Serves one shard of a join, which comes over this port. Resolves when it is done or stopped. */
  join(port: JoinPort): Promise<void>;
  /** A picture to show, for thumbnails and for formats the browser cannot show itself. */
  picture(job: PictureJob): Promise<PictureOutcome>;
}
