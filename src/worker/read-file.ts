import { type LentBytes, readBytes } from './read-together.ts';
import { sniffForeign } from './sniff-foreign.ts';
import {
  SNIFF_BYTES,
  sniffFormat,
  type SniffedFormat,
} from './sniff-format.ts';
import { sniffPackedSvg } from './svg/packed-svg.ts';
import { isPhotoName, nameParts } from '../domain/companion-files.ts';
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

/** Above this size the start is looked at first, so that a film is not read for nothing … */
const LARGE_BYTES = 16 * 1024 * 1024;
/** … and above this one where the name is no photo's. */
const LARGE_BYTES_OF_OTHERS = 256 * 1024;

/** Reads a file once, if it is a picture. */
export async function readFile(file: FileBytes): Promise<ReadOutcome> {
  if (file.size === 0) return failed({ kind: 'empty-file' }, 0);
  try {
    if (isLarge(file)) {
      const slice = file.slice(0, SNIFF_BYTES);
      const head = new Uint8Array(await slice.arrayBuffer());
      if (!(await sniff(head))) return failed(notRead(head), head.length);
    }
    const { bytes, giveBack } = await readBytes(file);
    const sniffed = await sniff(bytes);
    if (sniffed) return { kind: 'read', file: { bytes, ...sniffed }, giveBack };
    const failure = notRead(bytes);
    giveBack();
    return failed(failure, bytes.length);
  } catch (error) {
    return failed(readFailure(error), 0);
  }
}

async function sniff(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SniffedFormat | undefined> {
  return sniffFormat(bytes) ?? (await sniffPackedSvg(bytes));
}

function isLarge(file: FileBytes): file is Blob {
  if (!(file instanceof Blob)) return false;
  const isOther = file instanceof File && !isPhotoName(nameParts(file.name));
  return file.size > (isOther ? LARGE_BYTES_OF_OTHERS : LARGE_BYTES);
}

/** Why a file in no format that is read here is not compared. */
function notRead(bytes: Uint8Array): PhotoFailure {
  const format = sniffForeign(bytes);
  return format === undefined
    ? { kind: 'not-a-picture' }
    : { kind: 'unsupported-format', format };
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
