/* eslint-disable @typescript-eslint/no-unsafe-type-assertion -- the one place where brands are put on */
declare const rootIdBrand: unique symbol;
declare const fileKeyBrand: unique symbol;
declare const contentHashBrand: unique symbol;
declare const pixelHashBrand: unique symbol;
declare const copyKeyBrand: unique symbol;

/** One chosen folder, as long as it is remembered. */
export type RootId = string & { readonly [rootIdBrand]: true };

/** One file on disk: root and path. Changes when the file is renamed. */
export type FileKey = string & { readonly [fileKeyBrand]: true };

/** SHA-256 of a file's bytes, 64 lower-case hex digits. Two files with equal bytes share it. */
export type ContentHash = string & { readonly [contentHashBrand]: true };

/** Hash of size and decoded, oriented RGBA pixels, 32 lower-case hex digits. */
export type PixelHash = string & { readonly [pixelHashBrand]: true };

/**
 * One copy of one content: content hash and its rank among the files with the same bytes
 * (by file key). Decisions hang on it, so they survive a rename.
 */
export type CopyKey = string & { readonly [copyKeyBrand]: true };

/** NUL cannot occur in a path on any system, so the two parts never run together. */
const SEPARATOR = '\u0000';

export function rootId(value: string): RootId {
  return value as RootId;
}

/** `path` is relative to the root, with `/` between its parts and none in front. */
export function fileKey(root: RootId, path: string): FileKey {
  return `${root}${SEPARATOR}${path}` as FileKey;
}

export function splitFileKey(key: FileKey): { root: RootId; path: string } {
  const at = key.indexOf(SEPARATOR);
  return { root: key.slice(0, at) as RootId, path: key.slice(at + 1) };
}

export function contentHash(hex: string): ContentHash {
  return hex as ContentHash;
}

export function pixelHash(hex: string): PixelHash {
  return hex as PixelHash;
}

export function copyKey(content: ContentHash, rank: number): CopyKey {
  return `${content}:${rank}` as CopyKey;
}

export function contentOfCopy(key: CopyKey): ContentHash {
  return key.slice(0, key.indexOf(':')) as ContentHash;
}
