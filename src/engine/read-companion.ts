import { dopNotes, pp3Notes } from '../domain/developer-notes.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import { contentHash } from '../domain/photo-id.ts';
import type { PhotoNotes } from '../domain/photo-notes.ts';
import type { FileOutcome } from '../domain/photo.ts';
import {
  MOST_SIDECAR_BYTES,
  sidecarForm,
  type SidecarForm,
} from '../domain/sidecar-notes.ts';
import { takeoutNotes } from '../domain/takeout-notes.ts';
import { xmpNotes } from '../domain/xmp-notes.ts';
import { hashBytes } from '../files/quarantine/hash-file.ts';
import { readFailure } from '../files/read-failure.ts';

/**
 * Sidecars are a few KB, the films of live photos a few MB. A larger film beside a photo is not
 * read for it, so it stays where it is, and its photo with it.
 */
const MAX_COMPANION_BYTES = 64 * 1024 * 1024;

export type CompanionRead =
  | {
      kind: 'read';
      outcome: Extract<FileOutcome, { kind: 'companion' }>;
      /** 0 for one that is too large to be read. */
      bytesRead: number;
    }
  | { kind: 'failed'; failure: PhotoFailure };

/**
 * Reads a file that is not compared, but moves with its photo: then every byte must be as it is
 * now. What a sidecar says of the photo is taken from the same bytes.
 */
export async function readCompanion(
  path: string,
  file: File,
): Promise<CompanionRead> {
  if (file.size === 0) {
    return { kind: 'failed', failure: { kind: 'empty-file' } };
  }
  if (file.size > MAX_COMPANION_BYTES) {
    return { kind: 'read', outcome: { kind: 'companion' }, bytesRead: 0 };
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch (error) {
    return { kind: 'failed', failure: readFailure(error) };
  }
  const content = contentHash(await hashBytes(bytes, crypto.subtle));
  const form = sidecarForm(path);
  const notes = form === undefined ? undefined : notesIn(bytes, form);
  return {
    kind: 'read',
    outcome: { kind: 'companion', content, ...(notes ? { notes } : {}) },
    bytesRead: file.size,
  };
}

const READERS: Record<SidecarForm, (text: string) => PhotoNotes> = {
  xmp: xmpNotes,
  pp3: pp3Notes,
  dop: dopNotes,
  takeout: takeoutNotes,
};

/** undefined for a sidecar that says nothing, is no text, or is too large for one. */
function notesIn(
  bytes: ArrayBuffer,
  form: SidecarForm,
): PhotoNotes | undefined {
  if (bytes.byteLength > MOST_SIDECAR_BYTES) return undefined;
  let text: string;
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  const notes = READERS[form](text);
  return Object.keys(notes).length === 0 ? undefined : notes;
}

/** By the byte order mark, which XMP in UTF-16 begins with (ISO 16684-1); without one it is UTF-8. */
function encodingOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(
    bytes,
    0,
    Math.min(2, bytes.byteLength),
  );
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
