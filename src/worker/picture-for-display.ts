import { decodePhoto } from './decode-photo.ts';
import type { RgbaPixels } from './orient-pixels.ts';
import type {
  PictureJob,
  PictureOutcome,
} from '../protocol/analyzer-protocol.ts';

const JPEG_QUALITY = 0.85;

/**
 * A small upright picture to show: JPEG, or PNG when anything in it is transparent. Decoded by the
 * same ladder as the fingerprint, so what is shown is what was compared.
 */
export async function pictureForDisplay(
  job: PictureJob,
): Promise<PictureOutcome> {
  const photo = await decodePhoto(job.file, job.settings);
  if (photo.kind === 'failed') return photo;
  const mimeType = isTransparent(photo.rgba) ? 'image/png' : 'image/jpeg';
  const longest = Math.max(photo.widthPx, photo.heightPx);
  const scale = Math.min(1, job.longSidePx / longest);
  const canvas = await draw(photo, scale);
  const blob = await canvas.convertToBlob({
    type: mimeType,
    quality: JPEG_QUALITY,
  });
  return {
    kind: 'picture',
    bytes: await blob.arrayBuffer(),
    mimeType,
    widthPx: canvas.width,
    heightPx: canvas.height,
  };
}

async function draw(
  { rgba, widthPx, heightPx }: RgbaPixels,
  scale: number,
): Promise<OffscreenCanvas> {
  const width = Math.max(1, Math.round(widthPx * scale));
  const height = Math.max(1, Math.round(heightPx * scale));
  const bitmap = await createImageBitmap(
    new ImageData(rgba, widthPx, heightPx),
    { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' },
  );
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D canvas to a worker.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}

function isTransparent(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== 255) return true;
  }
  return false;
}
