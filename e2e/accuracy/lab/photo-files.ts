import encodeJpeg from '@jsquash/jpeg/encode.js';
import {
  exifSegment,
  orientationOf,
  turnedSegment,
  withoutExif,
  withSegment,
} from './carry-exif.ts';
import { context } from './copy-drawings.ts';

/** Longest side of the originals that copies are made of, px: none that messengers reduce to. */
export const BASE_LONG_SIDE_PX = 1500;
/** One date for every file, so that age never gives the original away. */
export const MODIFIED_MS = Date.UTC(2020, 0, 1);

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

/** What copies are made of. */
export interface SourcePhoto {
  original: File;
  /** The original decoded: upright, long side at most BASE_LONG_SIDE_PX. */
  picture: OffscreenCanvas;
  /** The photo's own Exif segment, set to upright. */
  exif?: Uint8Array;
}

/** @param quality 0–1 as canvas encoders take it */
export async function encode(
  canvas: OffscreenCanvas,
  type: PictureType,
  quality: number,
): Promise<File> {
  const blob = await canvas.convertToBlob({ type, quality });
  return new File([blob], type, { lastModified: MODIFIED_MS });
}

/** As Squoosh and some social networks save: with frequencies bent to save bytes. */
export async function encodeMozjpeg(
  canvas: OffscreenCanvas,
  quality: number,
): Promise<File> {
  const { data, width, height } = context(canvas).getImageData(
    0,
    0,
    canvas.width,
    canvas.height,
  );
  const bytes = await encodeJpeg(new ImageData(data, width, height), {
    quality,
  });
  return jpegFile(new Uint8Array(bytes));
}

/** Quality of the originals that had to be made smaller. */
const REDUCED_QUALITY = 0.95;

/**
 * A photo to make copies of: the file itself where it is upright and at most BASE_LONG_SIDE_PX
 * long, else a reduced one with its Exif.
 */
export async function loadSource(photo: Blob): Promise<SourcePhoto> {
  const bytes = await bytesOf(photo);
  const segment = exifSegment(bytes);
  const exif = segment === undefined ? {} : { exif: segment };
  const whole = await drawn(photo);
  const isFit =
    Math.max(whole.width, whole.height) <= BASE_LONG_SIDE_PX &&
    orientationOf(bytes) === 1;
  const original = isFit
    ? jpegFile(bytes)
    : await encodeOriginal(
        { picture: await drawn(photo, BASE_LONG_SIDE_PX), ...exif },
        REDUCED_QUALITY,
      );
  return {
    original,
    picture: isFit ? whole : await drawn(original),
    ...exif,
  };
}

/** Decodes a picture onto a canvas, upright. */
export async function drawn(
  photo: Blob,
  longSidePx = Infinity,
): Promise<OffscreenCanvas> {
  const bitmap = await createImageBitmap(photo);
  const scale = Math.min(1, longSidePx / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  context(canvas).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** The source as a JPEG with its own Exif, which copies lose as most programs do. */
export async function encodeOriginal(
  { picture, exif }: Pick<SourcePhoto, 'picture' | 'exif'>,
  quality: number,
): Promise<File> {
  const plain = await encode(picture, 'image/jpeg', quality);
  return exif === undefined
    ? plain
    : jpegFile(withSegment(await bytesOf(plain), exif));
}

/** The very same picture data, shown in another orientation (EXIF 1–8). */
export async function reoriented(
  { original }: Pick<SourcePhoto, 'original'>,
  orientation: number,
): Promise<File> {
  return jpegFile(reorientedBytes(await bytesOf(original), orientation));
}

/** The same of a JPEG's bytes as they are; whatever orientation they had is replaced. */
export function reorientedBytes(
  jpeg: Uint8Array<ArrayBuffer>,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  return withSegment(
    withoutExif(jpeg),
    turnedSegment(exifSegment(jpeg), orientation),
  );
}

/** The very same picture data without Exif; undefined when there is none to lose. */
export async function stripped(original: File): Promise<File | undefined> {
  const bytes = await bytesOf(original);
  const plain = withoutExif(bytes);
  return plain.length === bytes.length ? undefined : jpegFile(plain);
}

export async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

function jpegFile(bytes: Uint8Array<ArrayBuffer>): File {
  return new File([bytes], 'image/jpeg', { lastModified: MODIFIED_MS });
}
