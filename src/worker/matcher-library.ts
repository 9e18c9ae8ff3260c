import {
  pictureKey,
  type ContentCopies,
  type PictureKey,
} from '../domain/build-groups-input.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { fileKey, type ContentHash, type FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';

interface HeldContent {
  fingerprint: Fingerprint;
  files: Map<FileKey, FileRecord>;
}

/** Every fingerprinted file of the open roots, by file, by content and by picture. */
export class MatcherLibrary {
  private readonly contentOf = new Map<FileKey, ContentHash>();
  private readonly contents = new Map<ContentHash, HeldContent>();
  private readonly pictures = new Map<PictureKey, Set<ContentHash>>();

  has(content: ContentHash): boolean {
    return this.contents.has(content);
  }

  contentOfFile(key: FileKey): ContentHash | undefined {
    return this.contentOf.get(key);
  }

  fingerprint(content: ContentHash): Fingerprint | undefined {
    return this.contents.get(content)?.fingerprint;
  }

  /** Adds a file, or replaces the record of one. Its content must be the fingerprint's. */
  put(record: FileRecord, fingerprint: Fingerprint): void {
    const key = fileKey(record.root, record.path);
    if (this.contentOf.get(key) !== fingerprint.content) this.remove(key);
    let held = this.contents.get(fingerprint.content);
    if (held === undefined) {
      held = { fingerprint, files: new Map() };
      this.contents.set(fingerprint.content, held);
      const picture = pictureKey(fingerprint);
      const same = this.pictures.get(picture);
      if (same) same.add(fingerprint.content);
      else this.pictures.set(picture, new Set([fingerprint.content]));
    }
    held.files.set(key, record);
    this.contentOf.set(key, fingerprint.content);
  }

  /** Takes a file out, and its content and picture with the last file of theirs. */
  remove(key: FileKey): void {
    const content = this.contentOf.get(key);
    const held = content && this.contents.get(content);
    if (content === undefined || !held) return;
    this.contentOf.delete(key);
    held.files.delete(key);
    if (held.files.size > 0) return;
    this.contents.delete(content);
    const picture = pictureKey(held.fingerprint);
    const same = this.pictures.get(picture);
    same?.delete(content);
    if (same?.size === 0) this.pictures.delete(picture);
  }

  /** The contents with these pixels. */
  contentsOf(picture: PictureKey): Iterable<ContentHash> {
    return this.pictures.get(picture) ?? [];
  }

  hasPicture(picture: PictureKey): boolean {
    return this.pictures.has(picture);
  }

  allPictures(): Iterable<PictureKey> {
    return this.pictures.keys();
  }

  allFiles(): Iterable<FileKey> {
    return this.contentOf.keys();
  }

  /** A fingerprint of a held picture: all of one picture have the same hashes and the same size. */
  representative(picture: PictureKey): Fingerprint {
    for (const content of this.contentsOf(picture)) {
      const held = this.contents.get(content);
      if (held) return held.fingerprint;
    }
    throw new Error('the picture is not held');
  }

  copies(content: ContentHash): ContentCopies | undefined {
    const held = this.contents.get(content);
    return (
      held && {
        fingerprint: held.fingerprint,
        files: [...held.files.values()],
      }
    );
  }
}
