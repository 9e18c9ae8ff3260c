import {
  pictureKey,
  type ContentCopies,
  type PictureKey,
} from '../domain/build-groups-input.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { fileKey, type ContentHash, type FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { takenSeconds } from '../domain/similar-shots.ts';

/** When and by which camera, for those that say both. */
interface Taken {
  takenS: number;
  /** A number for each maker and model. */
  camera: number;
  /** Stars, 1–5. */
  rating?: number;
}

interface HeldContent {
  picture: PictureKey;
  widthPx: number;
  heightPx: number;
  isFlat: boolean;
  /** Of photos only: documents and flat pictures are alike in other ways. */
  taken: Taken | undefined;
  /** Absent after `release`. */
  fingerprint: Fingerprint | undefined;
  /** Most contents have one file: no map for that. */
  files: FileRecord | Map<FileKey, FileRecord>;
}

/** What is always known of a held content. */
export type ContentFacts = Readonly<
  Pick<HeldContent, 'picture' | 'widthPx' | 'heightPx' | 'isFlat' | 'taken'>
>;

/**
 * Every fingerprinted file of the open roots, by file, by content and by picture. A content that
 * stands alone can do without its fingerprint (`release`) until company comes.
 */
export class MatcherLibrary {
  private readonly contentOf = new Map<FileKey, ContentHash>();
  private readonly contents = new Map<ContentHash, HeldContent>();
  private readonly cameras = new Map<string, number>();
  /** Most pictures have one content: no set for that. */
  private readonly pictures = new Map<
    PictureKey,
    ContentHash | Set<ContentHash>
  >();

  has(content: ContentHash): boolean {
    return this.contents.has(content);
  }

  contentOfFile(key: FileKey): ContentHash | undefined {
    return this.contentOf.get(key);
  }

  facts(content: ContentHash): ContentFacts | undefined {
    return this.contents.get(content);
  }

  /** undefined when the content is not held, or its fingerprint was released. */
  fingerprint(content: ContentHash): Fingerprint | undefined {
    return this.contents.get(content)?.fingerprint;
  }

  /**
   * Adds a file, or replaces the record of one.
   *
   * @param given the content's fingerprint; may be left out for a held content
   */
  put(
    record: FileRecord,
    content: ContentHash,
    given: Fingerprint | undefined,
  ): void {
    const key = keyOf(record);
    if (this.contentOf.get(key) !== content) this.remove(key);
    const held = this.contents.get(content);
    if (held === undefined) {
      if (given === undefined) throw new Error('a new content needs its facts');
      this.addContent(record, given);
    } else {
      held.fingerprint ??= given;
      const { files } = held;
      if (files instanceof Map) files.set(key, record);
      else if (keyOf(files) === key) held.files = record;
      else
        held.files = new Map([
          [keyOf(files), files],
          [key, record],
        ]);
    }
    this.contentOf.set(key, content);
  }

  /** Takes a file out, and its content and picture with the last file of theirs. */
  remove(key: FileKey): void {
    const content = this.contentOf.get(key);
    const held = content && this.contents.get(content);
    if (content === undefined || !held) return;
    this.contentOf.delete(key);
    if (held.files instanceof Map) {
      held.files.delete(key);
      const [first] = held.files.values();
      if (first !== undefined) {
        if (held.files.size === 1) held.files = first;
        return;
      }
    }
    this.contents.delete(content);
    const same = this.pictures.get(held.picture);
    if (same instanceof Set) same.delete(content);
    if (!(same instanceof Set) || same.size === 0) {
      this.pictures.delete(held.picture);
    }
  }

  /** Drops a fingerprint from memory; `restore` brings it back. */
  release(content: ContentHash): void {
    const held = this.contents.get(content);
    if (held) held.fingerprint = undefined;
  }

  /** @returns whether the content is held and had been without */
  restore(fingerprint: Fingerprint): boolean {
    const held = this.contents.get(fingerprint.content);
    if (held === undefined || held.fingerprint !== undefined) return false;
    held.fingerprint = fingerprint;
    return true;
  }

  /** Several files have these bytes, or several contents these pixels. */
  hasTwins(content: ContentHash): boolean {
    const held = this.contents.get(content);
    if (held === undefined) return false;
    if (held.files instanceof Map) return true;
    const same = this.pictures.get(held.picture);
    return same instanceof Set && same.size > 1;
  }

  /** The contents with these pixels. */
  contentsOf(picture: PictureKey): Iterable<ContentHash> {
    const same = this.pictures.get(picture);
    if (same instanceof Set) return same;
    return same === undefined ? [] : [same];
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

  /** Every content with its files. */
  *allContents(): Generator<{
    content: ContentHash;
    files: readonly FileRecord[];
  }> {
    for (const [content, held] of this.contents) {
      yield { content, files: filesOf(held) };
    }
  }

  /** What is always known of a picture: all its contents have the same. */
  factsOfPicture(picture: PictureKey): ContentFacts | undefined {
    for (const content of this.contentsOf(picture)) return this.facts(content);
    return undefined;
  }

  /**
   * A fingerprint of a picture: all of one picture have the same hashes and the same size.
   * undefined when none is held, or all were released.
   */
  representative(picture: PictureKey): Fingerprint | undefined {
    const same = this.pictures.get(picture);
    if (typeof same === 'string') return this.fingerprint(same);
    for (const content of this.contentsOf(picture)) {
      const fingerprint = this.fingerprint(content);
      if (fingerprint !== undefined) return fingerprint;
    }
    return undefined;
  }

  /** A file with this picture; undefined when none is held. */
  fileOf(picture: PictureKey): FileKey | undefined {
    for (const content of this.contentsOf(picture)) {
      const held = this.contents.get(content);
      for (const file of held ? filesOf(held) : []) return keyOf(file);
    }
    return undefined;
  }

  /** A content with its files; undefined when it is not held, or without its fingerprint. */
  copies(content: ContentHash): ContentCopies | undefined {
    const held = this.contents.get(content);
    return held?.fingerprint === undefined
      ? undefined
      : { fingerprint: held.fingerprint, files: filesOf(held) };
  }

  private addContent(record: FileRecord, fingerprint: Fingerprint): void {
    const { content, widthPx, heightPx, flags } = fingerprint;
    const picture = pictureKey(fingerprint);
    this.contents.set(content, {
      picture,
      widthPx,
      heightPx,
      isFlat: flags.isFlat,
      taken: this.takenOf(fingerprint),
      fingerprint,
      files: record,
    });
    const same = this.pictures.get(picture);
    if (same === undefined) this.pictures.set(picture, content);
    else if (same instanceof Set) same.add(content);
    else this.pictures.set(picture, new Set([same, content]));
  }

  private takenOf({ exif, flags }: Fingerprint): Taken | undefined {
    const { capturedAt, cameraMake = '', cameraModel = '', rating } = exif;
    const takenS = takenSeconds(capturedAt);
    const name = `${cameraMake}\n${cameraModel}`;
    if (takenS === undefined || name === '\n') return undefined;
    if (flags.isFlat || flags.isDocument) return undefined;
    const camera = this.cameras.get(name) ?? this.cameras.size;
    this.cameras.set(name, camera);
    return { takenS, camera, ...(rating === undefined ? {} : { rating }) };
  }
}

function filesOf({ files }: HeldContent): FileRecord[] {
  return files instanceof Map ? [...files.values()] : [files];
}

function keyOf({ root, path }: FileRecord): FileKey {
  return fileKey(root, path);
}
