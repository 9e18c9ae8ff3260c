import { refuseSize, type InspectedPhoto } from './inspect-photo.ts';
import { PictureTooLarge, UnsupportedKind } from './codecs/decode-errors.ts';
import { srgbConversion, type SrgbConversion } from './colour/to-srgb.ts';
import { rareKind } from './headers/rare-kind.ts';
import { orientPixels, swapsSides, type RgbaPixels } from './orient-pixels.ts';
import { preparePicture } from './prepare-picture.ts';
import { errorDetail } from './read-file.ts';
import type { DecodedPixels } from './codecs/codec.ts';
import type { ExifFacts, ExifOrientation } from '../domain/fingerprint.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';

/** A picture at full size, upright: every codec's pixels end up turned exactly once. */
export interface DecodedPhoto extends RgbaPixels {
  kind: 'decoded';
  format: ImageFormat;
  /** As a person would say it; more than the pixels here where a preview stands for the picture. */
  shownWidthPx: number;
  shownHeightPx: number;
  frameCount: number;
  /** The file ends early; the missing part is grey or empty. */
  isIncomplete: boolean;
  exif: ExifFacts;
  /** How the pixels become sRGB; undefined where they are. */
  conversion: SrgbConversion | undefined;
}

export type DecodeOutcome =
  DecodedPhoto | { kind: 'failed'; failure: PhotoFailure };

/** Goes down the ladder until a step makes a picture of it. */
export async function decodeInspected(
  photo: InspectedPhoto,
  settings: FingerprintSettings,
): Promise<DecodeOutcome> {
  const { format, header, exif } = photo;
  const { bytes, isIncomplete, space } = await preparePicture(photo);
  const limits = { maxPixels: settings.maxMegapixels * 1e6 };
  const errors: StepError[] = [];
  for (const step of photo.steps) {
    let pixels: DecodedPixels;
    try {
      const decode = await step.load();
      pixels = await decode(bytes, format, limits);
    } catch (error) {
      errors.push({ stepName: step.name, error });
      continue;
    }
    // A header that lied, or was not there.
    const failure = refuseSize(format, pixels, settings);
    if (failure) return { kind: 'failed', failure };
    const upright = orientPixels(pixels, remainingTurn(pixels, photo));
    return {
      kind: 'decoded',
      ...upright,
      ...shownSize(pixels, upright, photo),
      format,
      frameCount: header?.frameCount ?? 1,
      isIncomplete,
      exif,
      conversion: srgbConversion(space),
    };
  }
  return { kind: 'failed', failure: failureOf(photo, errors, settings) };
}

/** A picture's size as a person would say it. */
interface ShownSize {
  shownWidthPx: number;
  shownHeightPx: number;
}

/** A drawing has no pixels of its own. */
function shownSize(
  { shown }: DecodedPixels,
  upright: RgbaPixels,
  photo: InspectedPhoto,
): ShownSize {
  return shown
    ? { shownWidthPx: shown.widthPx, shownHeightPx: shown.heightPx }
    : shownSizeOf(upright, photo);
}

/** A raw file's preview is smaller than what the sensor saw. */
export function shownSizeOf(
  upright: { widthPx: number; heightPx: number },
  { format, header }: InspectedPhoto,
): ShownSize {
  if (format !== 'raw' || !header) {
    return { shownWidthPx: upright.widthPx, shownHeightPx: upright.heightPx };
  }
  const isSwapped = swapsSides(header.containerOrientation ?? 1);
  return {
    shownWidthPx: isSwapped ? header.heightPx : header.widthPx,
    shownHeightPx: isSwapped ? header.widthPx : header.heightPx,
  };
}

interface StepError {
  stepName: string;
  error: unknown;
}

/** The most telling of what the steps said: too large, a kind nobody here decodes, else damaged. */
function failureOf(
  { format, bytes }: InspectedPhoto,
  errors: readonly StepError[],
  settings: FingerprintSettings,
): PhotoFailure {
  for (const { error } of errors) {
    if (!(error instanceof PictureTooLarge)) continue;
    const failure = refuseSize(format, error, settings);
    if (failure) return failure;
  }
  const unsupported = errors
    .map(({ error }) => error)
    .find((error) => error instanceof UnsupportedKind);
  const variant = unsupported?.message ?? rareKind(format, bytes);
  if (variant !== undefined) {
    return { kind: 'unsupported-format', format, variant };
  }
  const detail = errors
    .map(({ stepName, error }) => `${stepName}: ${errorDetail(error)}`)
    .join('; ');
  return { kind: 'damaged', format, detail };
}

/** Formats whose turn stands in the container alone; what an EXIF tag inside says must not count. */
const TURNED_BY_CONTAINER: readonly ImageFormat[] = ['avif', 'tiff', 'raw'];

/** What is still to be turned. */
function remainingTurn(
  pixels: DecodedPixels,
  photo: InspectedPhoto,
): ExifOrientation {
  return pixels.isUpright ? 1 : storedTurn(photo);
}

/** What turns the pixels as stored into the picture as shown. */
export function storedTurn({
  format,
  header,
  exif,
}: InspectedPhoto): ExifOrientation {
  return TURNED_BY_CONTAINER.includes(format)
    ? (header?.containerOrientation ?? 1)
    : exif.orientation;
}
