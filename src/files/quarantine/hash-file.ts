import type { Entry } from './open-by-path.ts';

/** What a file must be, byte for byte. */
export interface ExpectedContent {
  sizeBytes: number;
  /** 64 lower-case hex digits. */
  sha256: string;
}

/** SHA-256 of all bytes, 64 lower-case hex digits. Holds the whole file in memory meanwhile. */
export async function hashFile(
  file: Blob,
  subtle: SubtleCrypto,
): Promise<string> {
  return hashBytes(await file.arrayBuffer(), subtle);
}

/** SHA-256, 64 lower-case hex digits. */
export async function hashBytes(
  bytes: ArrayBuffer,
  subtle: SubtleCrypto,
): Promise<string> {
  const digest = await subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** There is a file, and every byte of it, read afresh, is as expected. */
export async function holds(
  entry: Entry,
  expected: ExpectedContent,
  subtle: SubtleCrypto,
): Promise<boolean> {
  if (entry.kind !== 'file') return false;
  if (entry.file.size !== expected.sizeBytes) return false;
  try {
    return (await hashFile(entry.file, subtle)) === expected.sha256;
  } catch (error) {
    // Changed or gone since it was opened a moment ago: it is not what was expected.
    if (!(error instanceof DOMException)) throw error;
    if (['NotReadableError', 'NotFoundError'].includes(error.name)) {
      return false;
    }
    throw error;
  }
}

const COMPARED_BYTES = 1024 * 1024;

/** `part` is the beginning of `whole` (or all of it): nothing is lost when `part` goes. */
export async function isBeginningOf(part: Blob, whole: Blob): Promise<boolean> {
  if (part.size > whole.size) return false;
  for (let at = 0; at < part.size; at += COMPARED_BYTES) {
    const end = Math.min(part.size, at + COMPARED_BYTES);
    const [a, b] = await Promise.all([
      part.slice(at, end).arrayBuffer(),
      whole.slice(at, end).arrayBuffer(),
    ]);
    const [first, second] = [new Uint8Array(a), new Uint8Array(b)];
    if (first.some((byte, index) => byte !== second[index])) return false;
  }
  return true;
}
