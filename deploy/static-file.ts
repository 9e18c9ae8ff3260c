import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { MIME_TYPES, UTF8_TYPES } from './headers.ts';

/** A file that may be served. */
export interface StaticFile {
  path: string;
  sizeBytes: number;
  modified: Date;
  /** Without the charset. */
  type: string;
  /** The value of the Content-Type header. */
  contentType: string;
  etag: string;
}

/**
 * The file under `root` that a request path names; undefined when there is none, when the path
 * leaves the root in any spelling, or when it names a hidden file. Touches the disk, reads no content.
 */
export async function findStaticFile(
  root: string,
  requestPath: string,
): Promise<StaticFile | undefined> {
  const name = decodePath(requestPath);
  if (name === undefined || /[\0\\]|\/\./u.test(name)) {
    return undefined;
  }
  const base = resolve(root);
  const path = join(base, name === '/' ? 'index.html' : name);
  if (!path.startsWith(base + sep)) {
    return undefined;
  }
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile() !== true) {
    return undefined;
  }
  const type = mimeType(path);
  return {
    path,
    sizeBytes: info.size,
    modified: info.mtime,
    type,
    contentType: UTF8_TYPES.includes(type) ? `${type}; charset=utf-8` : type,
    // The same form as nginx's: seconds and size in hex.
    etag: `"${Math.floor(info.mtimeMs / 1000).toString(16)}-${info.size.toString(16)}"`,
  };
}

function decodePath(requestPath: string): string | undefined {
  try {
    return decodeURIComponent(requestPath);
  } catch {
    return undefined;
  }
}

function mimeType(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return MIME_TYPES[extension] ?? 'application/octet-stream';
}
