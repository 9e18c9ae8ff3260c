import { ladderFor, type LadderStep } from './decode-ladder.ts';
import { besideBytes } from './headers/beside-bytes.ts';
import { hasMaps } from './headers/beside-maps.ts';
import { hasFilm } from './headers/embedded-film.ts';
import { rareKind } from './headers/rare-kind.ts';
import { readPictureHeader } from './headers/read-header.ts';
import { readExif } from './read-exif.ts';
import type { ReadFile } from './read-file.ts';
import type { ExifFacts } from '../domain/fingerprint.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { PictureHeader } from './headers/picture-header.ts';

/** A picture that may be given to a decoder. */
export interface InspectedPhoto {
  kind: 'inspected';
  format: ImageFormat;
  /** From the picture's first byte. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Not there for drawings, and for HEIC and RAW files of an unusual make, whose codecs look. */
  header: PictureHeader | undefined;
  exif: ExifFacts;
  /** At least one. */
  steps: readonly LadderStep[];
}

export type InspectOutcome =
  InspectedPhoto | { kind: 'failed'; failure: PhotoFailure };

/** Formats whose header must be understood before a decoder may see them. */
const NEEDS_HEADER: readonly ImageFormat[] = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'avif',
  'jxl',
  'bmp',
  'ico',
  'tiff',
  'psd',
  'jp2',
  'qoi',
  'pnm',
  'tga',
];

/** What the kernels take of the thinnest strip (their raster holds 2^26 px); no camera comes near. */
const LONGEST_SIDE_PX = 131_072;

/** Looks at all that can be known without decoding, and refuses what must not be decoded. */
export function inspectPhoto(
  file: ReadFile,
  settings: FingerprintSettings,
): InspectOutcome {
  const { format } = file;
  const bytes = file.bytes.subarray(file.startByte);
  const header = readPictureHeader(format, bytes);
  const failure = header
    ? refuseSize(format, header, settings)
    : refuseUnknown(format, bytes);
  if (failure) return { kind: 'failed', failure };
  const steps = ladderFor(format, settings.decoders, header);
  if (steps.length === 0) {
    return { kind: 'failed', failure: { kind: 'unsupported-format', format } };
  }
  const beside = besideBytes(format, bytes);
  const exif = {
    ...readExif(format, bytes),
    ...(beside === undefined ? {} : { besideBytes: beside }),
    ...(hasMaps(format, bytes) ? { hasMaps: true } : {}),
    ...(hasFilm(format, bytes) ? { hasFilm: true } : {}),
  };
  return { kind: 'inspected', format, bytes, header, exif, steps };
}

function refuseUnknown(
  format: ImageFormat,
  bytes: Uint8Array,
): PhotoFailure | undefined {
  if (!NEEDS_HEADER.includes(format)) return undefined;
  const variant = rareKind(format, bytes);
  return variant === undefined
    ? { kind: 'damaged', format, detail: 'its header cannot be read' }
    : { kind: 'unsupported-format', format, variant };
}

/** Why a picture of this size is not compared; undefined when it may be. */
export function refuseSize(
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
