import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import {
  COMPRESSED_TYPES,
  MIME_TYPES,
  SMALLEST_COMPRESSED_BYTES,
} from './headers.ts';

const compress = promisify(gzip);

/** What was written, for the build's log. */
export interface Precompressed {
  fileCount: number;
  plainBytes: number;
  compressedBytes: number;
}

/** Writes a .gz beside each file of `root` worth compressing; both servers send it as it is. */
export async function precompress(root: string): Promise<Precompressed> {
  const total: Precompressed = {
    fileCount: 0,
    plainBytes: 0,
    compressedBytes: 0,
  };
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const extension = entry.name.slice(entry.name.lastIndexOf('.') + 1);
    const type = MIME_TYPES[extension] ?? '';
    if (!entry.isFile() || !COMPRESSED_TYPES.includes(type)) {
      continue;
    }
    const path = join(entry.parentPath, entry.name);
    const plain = await readFile(path);
    if (plain.byteLength < SMALLEST_COMPRESSED_BYTES) {
      continue;
    }
    const packed = await compress(plain, {
      level: constants.Z_BEST_COMPRESSION,
    });
    await writeFile(`${path}.gz`, packed);
    total.fileCount += 1;
    total.plainBytes += plain.byteLength;
    total.compressedBytes += packed.byteLength;
  }
  return total;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(import.meta.dirname, '../dist');
  const { fileCount, plainBytes, compressedBytes } = await precompress(root);
  const kilobytes = (size: number) => `${Math.round(size / 1000)} KB`;
  console.log(
    `Compressed ${fileCount} files: ${kilobytes(plainBytes)} to ${kilobytes(compressedBytes)}.`,
  );
}
