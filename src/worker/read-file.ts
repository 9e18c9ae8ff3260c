import { type LentBytes, readBytes } from './read-together.ts';
import {
  SNIFF_BYTES,
  sniffFormat,
  type SniffedFormat,
} from './sniff-format.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FileBytes } from '../protocol/analyzer-protocol.ts';

/** A picture file in memory. */
export interface ReadFile extends SniffedFormat {
  /** All bytes of the file, padding in front included. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Read, with what lets the memory be used for the next file. */
export interface LentFile {
  kind: 'read';
  file: ReadFile;
  giveBack: LentBytes['giveBack'];
}

export type ReadOutcome =
  LentFile | { kind: 'failed'; failure: PhotoFailure; bytesRead: number };

/** Above this size the start is looked at first, so that a film is not read for nothing. */
const LARGE_BYTES = 16 * 1024 * 1024;

/** Reads a file once, if it is a picture. */
export async function readFile(file: FileBytes): Promise<ReadOutcome> {
  if (file.size === 0) return failed({ kind: 'empty-file' }, 0);
  try {
    if (file.size > LARGE_BYTES && file instanceof Blob) {
      const head = file.slice(0, SNIFF_BYTES);
      const isPicture = sniffFormat(new Uint8Array(await head.arrayBuffer()));
      if (!isPicture) return failed({ kind: 'not-a-picture' }, head.size);
    }
    const { bytes, giveBack } = await readBytes(file);
    const sniffed = sniffFormat(bytes);
    if (sniffed) return { kind: 'read', file: { bytes, ...sniffed }, giveBack };
    giveBack();
    return failed({ kind: 'not-a-picture' }, bytes.length);
  } catch (error) {
    return failed(readFailure(error), 0);
  }
}

function failed(failure: PhotoFailure, bytesRead: number): ReadOutcome {
  return { kind: 'failed', failure, bytesRead };
}

/** Chromium: a File that changed since it was listed gives NotReadableError, a removed one NotFoundError. */
function readFailure(error: unknown): PhotoFailure {
  if (error instanceof DOMException) {
    if (error.name === 'NotReadableError') {
      return { kind: 'changed-while-reading' };
    }
    if (error.name === 'NotFoundError') return { kind: 'vanished' };
  }
  return { kind: 'not-readable', detail: errorDetail(error) };
}

/** One short line of whatever was thrown. */
export function errorDetail(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 120);
}
