import {
  describeForeign,
  isForeignFormat,
  type ForeignFormat,
} from './foreign-format.ts';
import { formatName, type ImageFormat } from './image-format.ts';

/** Why a file was not compared. Every file of a scan has a fingerprint or one of these. */
export type PhotoFailure =
  | { kind: 'not-a-picture' }
  | { kind: 'empty-file' }
  /** `variant`: what kind of the format it is, where only that kind is not decoded. */
  | {
      kind: 'unsupported-format';
      format: ImageFormat | ForeignFormat;
      variant?: string;
    }
  | { kind: 'damaged'; format: ImageFormat; detail: string }
  | {
      kind: 'too-many-pixels';
      widthPx: number;
      heightPx: number;
      limitMegapixels: number;
    }
  | { kind: 'too-small'; widthPx: number; heightPx: number; limitPx: number }
  | { kind: 'changed-while-reading' }
  | { kind: 'vanished' }
  | { kind: 'not-readable'; detail: string }
  | { kind: 'timed-out'; afterMs: number }
  | { kind: 'worker-died'; detail: string }
  | { kind: 'folder-not-readable'; detail: string };

export type PhotoFailureKind = PhotoFailure['kind'];

/** What happened and what to do, in a person's words. */
export interface FailureWords {
  what: string;
  advice: string;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

function describeUnsupported(
  format: ImageFormat | ForeignFormat,
  variant: string | undefined,
): FailureWords {
  if (isForeignFormat(format)) return describeForeign(format);
  return {
    what:
      variant === undefined
        ? `${formatName(format)} pictures cannot be decoded here yet.`
        : `A rare kind of ${formatName(format)} (${variant}) that cannot be decoded here yet.`,
    advice: 'The file was left alone. Export it as JPEG or PNG to compare it.',
  };
}

/** Words for one failure; the caller names the file. */
export function describeFailure(failure: PhotoFailure): FailureWords {
  switch (failure.kind) {
    case 'not-a-picture':
      return {
        what: 'Not a picture.',
        advice: 'Nothing to do: Twinsift compares pictures only.',
      };
    case 'empty-file':
      return {
        what: 'The file is empty (0 bytes).',
        advice: 'Restore it from a backup, or delete it.',
      };
    case 'unsupported-format':
      return describeUnsupported(failure.format, failure.variant);
    case 'damaged':
      return {
        what: `The ${formatName(failure.format)} data is damaged (${failure.detail}).`,
        advice:
          'Open it in a viewer; if it does not open there, restore it from a backup.',
      };
    case 'too-many-pixels':
      return {
        what: `${failure.widthPx} × ${failure.heightPx} pixels is over the limit of ${failure.limitMegapixels} megapixels.`,
        advice: 'Raise “Largest picture” in the settings and retry.',
      };
    case 'too-small':
      return {
        what: `${failure.widthPx} × ${failure.heightPx} pixels is under the minimum of ${failure.limitPx} px.`,
        advice: 'Lower “Smallest picture” in the settings to include it.',
      };
    case 'changed-while-reading':
      return {
        what: 'The file changed while it was being read.',
        advice: 'Wait until it is complete, then retry.',
      };
    case 'vanished':
      return {
        what: 'The file was gone when Twinsift came to read it.',
        advice: 'Scan again if it was moved within the folder.',
      };
    case 'not-readable':
      return {
        what: `The file could not be read (${failure.detail}).`,
        advice: 'Check its permissions or the drive, then retry.',
      };
    case 'timed-out':
      return {
        what: `No result after ${seconds(failure.afterMs)}.`,
        advice: 'Retry; if it happens again, the file is probably damaged.',
      };
    case 'worker-died':
      return {
        what: `Decoding it stopped the worker (${failure.detail}).`,
        advice:
          'Retry; if it happens again, the file is probably damaged or too large for this device.',
      };
    case 'folder-not-readable':
      return {
        what: `The folder could not be listed (${failure.detail}).`,
        advice: 'Check its permissions, then scan again.',
      };
  }
}
