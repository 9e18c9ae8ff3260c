import { createXXHash128, type IHasher } from 'hash-wasm';
import { holdsMore } from '../domain/holds-more.ts';
import { ByteReader } from './byte-reader.ts';
import { jpegSegments } from './headers/jpeg-header.ts';
import { pixelHash, type PixelHash } from '../domain/photo-id.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import type { JpegPixels } from './kernels/jpeg-picture.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { ContentHash } from '../domain/photo-id.ts';

/** For what the kernel leaves: pictures of a few pixels. Made while the worker starts. */
const hasher: Promise<IHasher> = createXXHash128();

/**
 * Hash of size and upright RGBA pixels, 128-bit xxHash (not a safe hash: a match is a proposal
 * that the executor's SHA-256 checks stand behind). Pixels are compared as decoded: 8 bits a
 * channel, in sRGB where the browser decodes.
 *
 * Where the pixels are not all there is to a file (more frames, a sensor's data behind a preview,
 * the layers of a PSD, the shapes of a drawing), it is equal only to the same bytes: the content
 * goes into the hash.
 */
export type HashPixels = (
  photo: DecodedPhoto,
  content: ContentHash,
  /** The same pixels where they were decoded, if they lie there: the hash is had there sooner. */
  whole?: Pick<JpegPixels, 'hashBehind'>,
) => PixelHash;

/** What hashes most pictures. */
type HashKernel = Pick<Kernels, 'hashPieces'>;

/** The hash, once what it is made with is there. */
export async function pixelHasher(kernel: HashKernel): Promise<HashPixels> {
  const hash = await hasher;
  // Nothing is awaited in it: the instance is shared by all files in flight.
  return (photo, content, whole) => {
    const text = textBefore(photo, content);
    const known = whole?.hashBehind(text);
    if (known !== undefined) return pixelHash(known);
    const { buffer, byteOffset, byteLength } = photo.rgba;
    const rgba = new Uint8Array(buffer, byteOffset, byteLength);
    return pixelHash(hashOf(kernel, hash, [encoder.encode(text), rgba]));
  };
}

const encoder = new TextEncoder();

/** What goes into the hash before the pixels. */
function textBefore(photo: DecodedPhoto, content: ContentHash): string {
  // The same numbers in another space are other colours.
  const space = photo.conversion?.key ?? '';
  const size = `${photo.widthPx}x${photo.heightPx}`;
  return `${size}${holdsMore(photo) ? content : ''}${space}`;
}

function hashOf(
  kernel: HashKernel,
  hash: IHasher,
  pieces: readonly Uint8Array[],
): string {
  const known = kernel.hashPieces(pieces);
  if (known !== undefined) return known;
  hash.init();
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/**
 * The same for a JPEG that is not decoded whole: hash of its coded data and of the tables and
 * headers they are decoded by, metadata aside. Equal hashes mean equal pixels; equal pixels that
 * are coded otherwise have other hashes, and are left to the perceptual tier.
 * @param endByte where the last scan ends
 * @param meaning all that makes other pixels of the same coded data: the colours, the turn
 */
export async function hashCodedPicture(
  kernel: HashKernel,
  jpeg: Uint8Array<ArrayBuffer>,
  endByte: number,
  meaning: readonly (string | number)[],
): Promise<PixelHash> {
  const hash = await hasher;
  const pieces = [encoder.encode(['coded', ...meaning].join(' '))];
  let dataAt = 0;
  for (const segment of jpegSegments(new ByteReader(jpeg))) {
    dataAt = Math.min(segment.endAt, jpeg.length);
    if (isMetadata(segment.marker)) continue;
    pieces.push(Uint8Array.of(segment.marker));
    pieces.push(jpeg.subarray(segment.dataAt, dataAt));
  }
  pieces.push(jpeg.subarray(dataAt, Math.max(dataAt, endByte)));
  return pixelHash(hashOf(kernel, hash, pieces));
}

/** APPn and COM. What Adobe's segment says of the colours is in their meaning. */
function isMetadata(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
}

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** SHA-256 of a file's bytes. */
export async function hashContent(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  let hex = '';
  for (const byte of new Uint8Array(digest)) hex += HEX_OF_BYTE[byte] ?? '';
  return hex;
}
