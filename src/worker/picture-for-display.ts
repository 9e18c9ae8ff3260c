import { mayBeTransparent } from '../domain/image-format.ts';
import { nativeAppliesOrientation } from './codecs/native-orientation.ts';
import { decodeInspected } from './decode-photo.ts';
import { inspectPhoto, type InspectedPhoto } from './inspect-photo.ts';
import { readFile } from './read-file.ts';
import { decodeBlockMeans } from './reduce-by-block-means.ts';
import type { AnalyzerTools } from './reduce-photo.ts';
import type {
  PictureJob,
  PictureOutcome,
} from '../protocol/analyzer-protocol.ts';

const JPEG_QUALITY = 0.85;

/**
 * A small upright picture to show: JPEG, or PNG when anything in it is transparent. From a JPEG's
 * block means where they are large enough (a tenth of the time); else by the browser's decoder,
 * with colours converted for the screen; the ladder where it cannot.
 */
export async function pictureForDisplay(
  tools: AnalyzerTools,
  job: PictureJob,
): Promise<PictureOutcome> {
  const read = await readFile(job.file);
  if (read.kind === 'failed') {
    return { kind: 'failed', failure: read.failure };
  }
  const photo = inspectPhoto(read.file, job.settings);
  if (photo.kind === 'failed') return photo;
  const shown =
    (await fromBlockMeans(tools, photo, job)) ?? (await decodeNatively(photo));
  const mayBeClear = mayBeTransparent(photo.format);
  if (shown) return encode(shown, job.longSidePx, mayBeClear);
  const decoded = await decodeInspected(photo, job.settings);
  if (decoded.kind === 'failed') return decoded;
  const { rgba, widthPx, heightPx } = decoded;
  const image = new ImageData(rgba, widthPx, heightPx);
  return encode(await createImageBitmap(image), job.longSidePx, mayBeClear);
}

/** undefined when they are smaller than what is asked for */
async function fromBlockMeans(
  tools: AnalyzerTools,
  photo: InspectedPhoto,
  { longSidePx, settings }: PictureJob,
): Promise<ImageBitmap | undefined> {
  const { header } = photo;
  const longSide = header ? Math.max(header.widthPx, header.heightPx) : 0;
  if (longSide < longSidePx * 8) return undefined;
  const means = await decodeBlockMeans(tools, photo, settings);
  if (!means) return undefined;
  const { data, widthPx, heightPx } = means.raster;
  if (Math.max(widthPx, heightPx) < longSidePx) return undefined;
  const image = new ImageData(widthPx, heightPx);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    image.data[to] = data[from] ?? 0;
    image.data[to + 1] = data[from + 1] ?? 0;
    image.data[to + 2] = data[from + 2] ?? 0;
    image.data[to + 3] = 255;
  }
  return createImageBitmap(image);
}

/** undefined when the browser does not know the format, or would show it turned. */
async function decodeNatively(
  photo: InspectedPhoto,
): Promise<ImageBitmap | undefined> {
  if (!photo.steps.some(({ isNative }) => isNative)) return undefined;
  try {
    const isUpright =
      photo.exif.orientation === 1 ||
      (await nativeAppliesOrientation(photo.format));
    return isUpright
      ? await createImageBitmap(new Blob([photo.bytes]))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Scales down to the long side, never up. Closes the bitmap. */
async function encode(
  bitmap: ImageBitmap,
  longSidePx: number,
  mayBeClear: boolean,
): Promise<PictureOutcome> {
  const longest = Math.max(bitmap.width, bitmap.height);
  const scale = Math.min(1, longSidePx / longest);
  const widthPx = Math.max(1, Math.round(bitmap.width * scale));
  const heightPx = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  // Read back or not, it is to be drawn here: the way to the graphics process costs more.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D canvas to a worker.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, widthPx, heightPx);
  bitmap.close();
  const isClear =
    mayBeClear &&
    isTransparent(context.getImageData(0, 0, widthPx, heightPx).data);
  const mimeType = isClear ? 'image/png' : 'image/jpeg';
  const blob = await canvas.convertToBlob({
    type: mimeType,
    quality: JPEG_QUALITY,
  });
  const bytes = await blob.arrayBuffer();
  return { kind: 'picture', bytes, mimeType, widthPx, heightPx };
}

function isTransparent(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== 255) return true;
  }
  return false;
}
