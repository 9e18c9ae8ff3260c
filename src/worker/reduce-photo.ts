import { decodeInspected } from './decode-photo.ts';
import { inspectPhoto } from './inspect-photo.ts';
import { pixelHasher } from './pixel-hash.ts';
import { reduceByBlockMeans } from './reduce-by-block-means.ts';
import { reduceSmallJpeg } from './reduce-small-jpeg.ts';
import { reducedPhoto } from './reduced-photo.ts';
import { fingerprintRaster } from './srgb-raster.ts';
import type { MeasuredRaster } from './measure-reduced.ts';
import type { JpegDcKernel } from './kernels/jpeg-dc.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { RgbRaster } from './kernels/raster.ts';
import type { ReadFile } from './read-file.ts';
import type { Fingerprint, QualityMeasures } from '../domain/fingerprint.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import type { FingerprintSettings } from '../domain/settings.ts';

/** What a worker decodes and measures with. */
export interface AnalyzerTools {
  kernels: Kernels;
  jpegKernel: JpegDcKernel;
}

/** A picture as small as its fingerprint needs it, with what must be known of the whole. */
export interface ReducedPhoto extends Pick<
  Fingerprint,
  | 'pixels'
  | 'format'
  | 'widthPx'
  | 'heightPx'
  | 'frameCount'
  | 'isIncomplete'
  | 'exif'
> {
  kind: 'reduced';
  /**
   * Upright, in sRGB, shorter side 128–511 px (or the picture's own, if less). Its pixels may be
   * gone as soon as another picture is decoded.
   */
  raster: () => RgbRaster;
  measured: MeasuredRaster;
  /** Measured where all pixels were there anyway. */
  fullSize: Pick<QualityMeasures, 'spectralDrop' | 'blockiness'>;
}

export type ReduceOutcome =
  ReducedPhoto | { kind: 'failed'; failure: PhotoFailure };

/** From a file in memory to its raster, by the cheapest way that gives the right one. */
export async function reducePhoto(
  tools: AnalyzerTools,
  file: ReadFile,
  content: Promise<ContentHash>,
  settings: FingerprintSettings,
): Promise<ReduceOutcome> {
  const inspected = inspectPhoto(file, settings);
  if (inspected.kind === 'failed') return inspected;
  const reduced = await reduceByBlockMeans(tools, inspected, content, settings);
  if (reduced) return reduced;
  const small = await reduceSmallJpeg(tools, inspected, content);
  if (small) return small;
  const photo = await decodeInspected(inspected, settings);
  if (photo.kind === 'failed') return photo;
  const hashPixels = await pixelHasher(tools.kernels);
  const { kernels } = tools;
  const raster = fingerprintRaster(kernels, photo);
  return reducedPhoto(kernels, photo, raster, hashPixels(photo, await content));
}
