import { createXXHash128, type IHasher } from 'hash-wasm';
import { pixelHash, type PixelHash } from '../domain/photo-id.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import type { ContentHash } from '../domain/photo-id.ts';

let hasher: Promise<IHasher> | undefined;

/**
 * Hash of size and upright RGBA pixels, 128-bit xxHash (not a safe hash: a match is a proposal
 * that the executor's SHA-256 checks stand behind). Pixels are compared as decoded: 8 bits a
 * channel, in sRGB where the browser decodes.
 *
 * Only the first frame is decoded, so pictures with more of them are equal only to the same bytes:
 * their content goes into the hash.
 */
export async function hashPixels(
  photo: DecodedPhoto,
  content: ContentHash,
): Promise<PixelHash> {
  hasher ??= createXXHash128();
  const hash = await hasher;
  // No await from here on: the instance is shared by all files in flight.
  hash.init();
  hash.update(`${photo.widthPx}x${photo.heightPx}`);
  if (photo.frameCount > 1) hash.update(content);
  const { rgba } = photo;
  hash.update(new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength));
  return pixelHash(hash.digest());
}

/** SHA-256 of a file's bytes. */
export async function hashContent(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
