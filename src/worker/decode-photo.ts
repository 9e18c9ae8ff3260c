import { ladderFor } from './decode-ladder.ts';
import { readPictureHeader } from './headers/read-header.ts';
import { orientPixels, type RgbaPixels } from './orient-pixels.ts';
import { readExif } from './read-exif.ts';
import { errorDetail, readFile, type ReadFile } from './read-file.ts';
import type { DecodedPixels } from './codecs/codec.ts';
import type { ExifFacts, ExifOrientation } from '../domain/fingerprint.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { FileBytes } from '../protocol/analyzer-protocol.ts';
import type { PictureHeader } from './headers/picture-header.ts';

/** A picture at full size, upright: every codec's pixels end up turned exactly once. */
export interface DecodedPhoto extends RgbaPixels {
  kind: 'decoded';
  format: ImageFormat;
  frameCount: number;
  /** The file ends early; the missing part is grey or empty. */
  isIncomplete: boolean;
  exif: ExifFacts;
}

export type DecodeOutcome =
  DecodedPhoto | { kind: 'failed'; failure: PhotoFailure };

/** Formats whose size must be known before a decoder may see them: others check by themselves. */
const NEEDS_HEADER: readonly ImageFormat[] = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
  'ico',
];

/** What the kernels take of the thinnest strip (their raster holds 2^26 px); no camera comes near. */
const LONGEST_SIDE_PX = 131_072;

/** Reads, checks and decodes one file. */
export async function decodePhoto(
  file: FileBytes,
  settings: FingerprintSettings,
): Promise<DecodeOutcome> {
  const outcome = await readFile(file);
  if (outcome.kind === 'failed') return outcome;
  return decodeBytes(outcome.file, settings);
}

/** Checks and decodes a file that is already in memory. */
export async function decodeBytes(
  file: ReadFile,
  settings: FingerprintSettings,
): Promise<DecodeOutcome> {
  const { format } = file;
  const bytes = file.bytes.subarray(file.startByte);
  const steps = ladderFor(format, settings.decoders);
  if (steps.length === 0) {
    return { kind: 'failed', failure: { kind: 'unsupported-format', format } };
  }
  const header = readPictureHeader(format, bytes);
  const refusal = refuse(format, header, settings);
  if (refusal) return { kind: 'failed', failure: refusal };
  const exif = await readExif(format, bytes);
  const details: string[] = [];
  for (const step of steps) {
    try {
      const decode = await step.load();
      const pixels = await decode(bytes, format);
      return {
        kind: 'decoded',
        ...orientPixels(pixels, remainingTurn(pixels, format, header, exif)),
        format,
        frameCount: header?.frameCount ?? 1,
        isIncomplete: header?.isIncomplete ?? false,
        exif,
      };
    } catch (error) {
      details.push(`${step.name}: ${errorDetail(error)}`);
    }
  }
  const detail = details.join('; ');
  return { kind: 'failed', failure: { kind: 'damaged', format, detail } };
}

function refuse(
  format: ImageFormat,
  header: PictureHeader | undefined,
  settings: FingerprintSettings,
): PhotoFailure | undefined {
  if (header) return refuseSize(format, header, settings);
  return NEEDS_HEADER.includes(format)
    ? { kind: 'damaged', format, detail: 'its header cannot be read' }
    : undefined;
}

function refuseSize(
  format: ImageFormat,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  settings: FingerprintSettings,
): PhotoFailure | undefined {
  const limitMegapixels = settings.maxMegapixels;
  if (widthPx * heightPx > limitMegapixels * 1e6) {
    return { kind: 'too-many-pixels', widthPx, heightPx, limitMegapixels };
  }
  return Math.max(widthPx, heightPx) > LONGEST_SIDE_PX
    ? { kind: 'damaged', format, detail: `a side over ${LONGEST_SIDE_PX} px` }
    : undefined;
}

/** What is still to be turned. AVIF is turned by its container alone: its EXIF tag must not count. */
function remainingTurn(
  pixels: DecodedPixels,
  format: ImageFormat,
  header: PictureHeader | undefined,
  exif: ExifFacts,
): ExifOrientation {
  if (pixels.isUpright) return 1;
  return format === 'avif'
    ? (header?.containerOrientation ?? 1)
    : exif.orientation;
}
