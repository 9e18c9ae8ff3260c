import { findColourSpace } from './colour/find-colour-space.ts';
import { rasterToSrgb, srgbConversion } from './colour/to-srgb.ts';
import { shownSizeOf, storedTurn } from './decode-photo.ts';
import { measureReduced } from './measure-reduced.ts';
import { swapsSides } from './orient-pixels.ts';
import { hashCodedPicture } from './pixel-hash.ts';
import { previewBytes, readRaw } from './raw/read-raw.ts';
import type { InspectedPhoto } from './inspect-photo.ts';
import type { JpegDcPicture } from './kernels/jpeg-dc.ts';
import type { RgbRaster } from './kernels/raster.ts';
import type { AnalyzerTools, ReducedPhoto } from './reduce-photo.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import type { FingerprintSettings } from '../domain/settings.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Formats that hold a JPEG of the whole picture, and where it is. Block means are a box filter by
 * 8, had 15 times as fast as by MozJPEG and 3 times as fast as from the browser at 256 px
 * (docs/decisions/0005).
 */
const JPEG_INSIDE: Partial<
  Record<ImageFormat, (bytes: Bytes) => Bytes | undefined>
> = {
  jpeg: (bytes) => bytes,
  raw: (bytes) => {
    const { preview } = readRaw(bytes);
    return preview?.format === 'jpeg'
      ? previewBytes(bytes, preview)
      : undefined;
  },
};

/**
 * Shorter side of the smallest raster that block means may make, px. Down to here their pHash
 * stays within 2 of 64 and 4 of 256 bits of that of the full picture; below it does not.
 */
const LEAST_SHORT_SIDE_PX = 128;

/** The picture's own shorter side from which on there are so many blocks, px. */
const LEAST_PICTURE_SIDE_PX = LEAST_SHORT_SIDE_PX * 8 - 4;

/** A JPEG's picture at an eighth of its size. */
export interface BlockMeans {
  /** Upright, in sRGB. */
  raster: RgbRaster;
  /** Of the whole picture. */
  widthPx: number;
  heightPx: number;
  /** The JPEG, and where that which makes its pixels ends. */
  jpeg: Bytes;
  endByte: number;
  isIncomplete: boolean;
  /** All that makes other pixels of the same coded data. */
  meaning: readonly (string | number)[];
}

/** @returns undefined where the picture is no JPEG or of a rare kind: decode it whole */
export async function decodeBlockMeans(
  { kernels, jpegKernel }: AnalyzerTools,
  photo: InspectedPhoto,
  settings: FingerprintSettings,
): Promise<BlockMeans | undefined> {
  const jpeg = JPEG_INSIDE[photo.format]?.(photo.bytes);
  if (!jpeg) return undefined;
  const maxPixels = settings.maxMegapixels * 1e6;
  const picture = jpegKernel.decode(jpeg, { maxPixels });
  if (picture.kind !== 'decoded') return undefined;
  const space = await findColourSpace(photo.format, photo.bytes);
  const conversion = srgbConversion(space);
  const turn = storedTurn(photo);
  const upright = kernels.orientRaster(picture.raster, turn);
  const isSwapped = swapsSides(turn);
  return {
    raster: rasterToSrgb(upright, conversion),
    widthPx: isSwapped ? picture.heightPx : picture.widthPx,
    heightPx: isSwapped ? picture.widthPx : picture.heightPx,
    jpeg,
    endByte: isReadToItsEnd(picture) ? picture.bytesConsumed : jpeg.length,
    isIncomplete: picture.isIncomplete,
    meaning: [picture.space, turn, conversion?.key ?? ''],
  };
}

/** @returns undefined where the picture is no JPEG, too small, or of a rare kind: decode it whole */
export async function reduceByBlockMeans(
  tools: AnalyzerTools,
  photo: InspectedPhoto,
  content: Promise<ContentHash>,
  settings: FingerprintSettings,
): Promise<ReducedPhoto | undefined> {
  if (isTooSmall(photo)) return undefined;
  const means = await decodeBlockMeans(tools, photo, settings);
  if (!means) return undefined;
  const { raster } = means;
  if (Math.min(raster.widthPx, raster.heightPx) < LEAST_SHORT_SIDE_PX) {
    return undefined;
  }
  const { format, header, exif } = photo;
  const shown = shownSizeOf(means, photo);
  // Behind a preview stands what the sensor saw.
  const behind = format === 'raw' ? [await content] : [];
  return {
    kind: 'reduced',
    raster: () => raster,
    measured: measureReduced(tools.kernels, raster),
    format,
    widthPx: shown.shownWidthPx,
    heightPx: shown.shownHeightPx,
    frameCount: header?.frameCount ?? 1,
    isIncomplete: means.isIncomplete || (header?.isIncomplete ?? false),
    exif,
    fullSize: {},
    pixels: await hashCodedPicture(tools.kernels, means.jpeg, means.endByte, [
      ...means.meaning,
      ...behind,
    ]),
  };
}

/**
 * Not a progressive file, of which the start is enough, nor a damaged one: what stands behind the
 * damage may be mended one day, so only a copy of all of it is a copy.
 */
function isReadToItsEnd({
  isProgressive,
  isIncomplete,
}: JpegDcPicture): boolean {
  return !isProgressive && !isIncomplete;
}

/** Seen before anything is decoded; of a raw file the header tells another size than the preview's. */
function isTooSmall({ format, header }: InspectedPhoto): boolean {
  return (
    format === 'jpeg' && header !== undefined && !hasBlockMeans(format, header)
  );
}

/** Whether pictures of this format and size are as a rule reduced by their blocks. */
export function hasBlockMeans(
  format: ImageFormat,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): boolean {
  return (
    format in JPEG_INSIDE &&
    Math.min(widthPx, heightPx) >= LEAST_PICTURE_SIDE_PX
  );
}
