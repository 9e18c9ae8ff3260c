import { BLOCK_PLACES, PackedBlock } from '../domain/packed-block.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import { contentHash } from '../domain/photo-id.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { PhotoNotes } from '../domain/photo-notes.ts';
import { hexOfBytes, putHexBytes } from '../storage/hex-bytes.ts';

/** Files of a block. Columns grow by whole blocks: nothing is copied, and little room is empty. */
export const BLOCK_FILES = BLOCK_PLACES;

/** What became of a file, as a number; GONE for a row that is not used any more. */
export const OUTCOME = {
  gone: 0,
  fingerprinted: 1,
  skipped: 2,
  companion: 3,
  /** A companion that was not read. */
  companionUnread: 4,
} as const;

const HASH_BYTES = 32;
const LARGEST_SHORT = 2 ** 16 - 1;
const COPIED = [
  'sizes',
  'modified',
  'versions',
  'outcomes',
  'met',
  'widths',
  'heights',
] as const;

/** Room for the texts of a block at first; when the block is full they take what they need. */
const FIRST_TEXT_BYTES = 16 * BLOCK_FILES;

/**
 * What is known of up to BLOCK_FILES files, column by column, some 15 bytes each and their names.
 * `at` is the place of a file in the block.
 */
export class FileColumns {
  readonly folders = new PackedBlock();
  readonly sizes = new PackedBlock();
  readonly modified = new PackedBlock();
  readonly versions = new PackedBlock();
  readonly outcomes = new PackedBlock();
  /** 1 for files met since their root's listing began. */
  readonly met = new PackedBlock();
  readonly widths = new PackedBlock();
  readonly heights = new PackedBlock();
  /** Of those that were skipped. */
  readonly failures = new Map<number, PhotoFailure>();
  /** Of sidecars that say something. Most blocks have none, and nothing for them. */
  private notesAt: Map<number, PhotoNotes> | undefined;
  /** Of companions that were read. Most blocks have none. */
  private contents: Uint8Array | undefined;
  private textEnds: Uint16Array | Uint32Array = new Uint16Array(BLOCK_FILES);
  private texts = new Uint8Array(FIRST_TEXT_BYTES);
  private length = 0;

  get isFull(): boolean {
    return this.length === BLOCK_FILES;
  }

  get files(): number {
    return this.length;
  }

  /** @returns its place */
  add(folder: number, text: Uint8Array): number {
    const at = this.length;
    const start = this.textStart(at);
    const end = start + text.length;
    if (end > this.texts.length) {
      this.resizeTexts(Math.max(end, this.texts.length * 2));
    }
    this.texts.set(text, start);
    // Names of 64 bytes in the mean are rare.
    if (end > LARGEST_SHORT && this.textEnds instanceof Uint16Array) {
      this.textEnds = Uint32Array.from(this.textEnds);
    }
    this.textEnds[at] = end;
    this.folders.set(at, folder);
    this.length += 1;
    if (this.isFull) this.resizeTexts(end);
    return at;
  }

  /** The bytes that `add` was given; only until the next `add`. */
  text(at: number): Uint8Array {
    return this.texts.subarray(this.textStart(at), this.textEnds[at]);
  }

  /** Whether the text of a file begins with these bytes and goes on with `next`, or ends there. */
  textBegins(at: number, bytes: Uint8Array, next: number): boolean {
    const start = this.textStart(at);
    const end = start + bytes.length;
    const textEnd = this.textEnds[at] ?? 0;
    if (end > textEnd || (end < textEnd && this.texts[end] !== next)) {
      return false;
    }
    for (let byte = 0; byte < bytes.length; byte += 1) {
      if (this.texts[start + byte] !== bytes[byte]) return false;
    }
    return true;
  }

  /** Of a companion that was read. */
  content(at: number): ContentHash {
    return contentHash(hexOfBytes(this.contentBytes(at)));
  }

  setContent(at: number, content: ContentHash): void {
    this.contents ??= new Uint8Array(BLOCK_FILES * HASH_BYTES);
    putHexBytes(content, this.contents, at * HASH_BYTES);
  }

  notes(at: number): PhotoNotes | undefined {
    return this.notesAt?.get(at);
  }

  setNotes(at: number, notes: PhotoNotes | undefined): void {
    if (notes === undefined) this.notesAt?.delete(at);
    else (this.notesAt ??= new Map()).set(at, notes);
  }

  remove(at: number): void {
    this.outcomes.set(at, OUTCOME.gone);
    this.failures.delete(at);
    this.setNotes(at, undefined);
  }

  /** Takes over everything but the text and where it belongs. */
  take(at: number, from: FileColumns, fromAt: number): void {
    for (const name of COPIED) this[name].set(at, from[name].at(fromAt));
    if (from.outcomes.at(fromAt) === OUTCOME.companion) {
      this.setContent(at, from.content(fromAt));
    }
    const failure = from.failures.get(fromAt);
    if (failure !== undefined) this.failures.set(at, failure);
    this.setNotes(at, from.notes(fromAt));
  }

  private contentBytes(at: number): Uint8Array {
    const start = at * HASH_BYTES;
    return (
      this.contents?.subarray(start, start + HASH_BYTES) ??
      new Uint8Array(HASH_BYTES)
    );
  }

  private textStart(at: number): number {
    return at === 0 ? 0 : (this.textEnds[at - 1] ?? 0);
  }

  private resizeTexts(bytes: number): void {
    const texts = new Uint8Array(bytes);
    texts.set(this.texts.subarray(0, Math.min(bytes, this.texts.length)));
    this.texts = texts;
  }
}
