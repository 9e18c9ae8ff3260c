import {
  pictureKey,
  type ContentCopies,
  type PictureKey,
} from '../../domain/build-groups-input.ts';
import type {
  Fingerprint,
  PerceptualHashes,
} from '../../domain/fingerprint.ts';
import {
  fileKey,
  type ContentHash,
  type FileKey,
} from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import { takenSeconds } from '../../domain/similar-shots.ts';
import {
  ContentShelf,
  type ContentColumns,
  type Taken,
} from './matcher-content-shelf.ts';
import { FileShelf } from './matcher-file-shelf.ts';
import { FingerprintShelf } from './matcher-fingerprint-shelf.ts';
import type { KeyTable } from './matcher-key-table.ts';
import { SlotLists } from './matcher-slot-lists.ts';

/** What is always known of a held content. */
export type ContentFacts = Readonly<Omit<ContentColumns, 'picture'>>;

/**
 * Every fingerprinted file of the open roots, by file, by content and by picture. Numbers and
 * flat columns inside, because there may be a million; names outside. A content that stands alone
 * can do without its fingerprint (`release`) until company comes; one in company can do without
 * the hashes in it (`releaseHashes`), the thumbnail and the colours (`releaseThumb`) until others
 * are to be measured against it.
 */
export class MatcherLibrary {
  private readonly pictures: KeyTable<PictureKey>;
  private readonly files = new FileShelf();
  private readonly contents = new ContentShelf();
  private readonly filesOf = new SlotLists();
  private readonly contentsOfPicture = new SlotLists();
  private readonly fingerprints = new FingerprintShelf();
  private readonly cameras = new Map<string, number>();

  /** @param pictures numbers of pictures; whoever owns it takes out those without contents */
  constructor(pictures: KeyTable<PictureKey>) {
    this.pictures = pictures;
  }

  /** Another number after every change of what `representative` says. */
  get changes(): number {
    return this.fingerprints.changes;
  }

  has(content: ContentHash): boolean {
    return this.contents.keys.slotOf(content) !== undefined;
  }

  contentOfFile(key: FileKey): ContentHash | undefined {
    const file = this.files.slotOf(key);
    return file === undefined
      ? undefined
      : this.contents.keys.keyAt(this.files.contentOf(file));
  }

  recordOf(key: FileKey): FileRecord | undefined {
    const file = this.files.slotOf(key);
    return file === undefined
      ? undefined
      : this.recordAt(file, this.files.contentOf(file));
  }

  facts(content: ContentHash): ContentFacts | undefined {
    const slot = this.contents.keys.slotOf(content);
    return slot === undefined ? undefined : this.contents.at(slot);
  }

  pictureOf(content: ContentHash): PictureKey | undefined {
    const slot = this.contents.keys.slotOf(content);
    if (slot === undefined) return undefined;
    const fingerprint = this.fingerprints.get(slot);
    return fingerprint === undefined
      ? this.pictures.keyAt(this.contents.pictureOf(slot))
      : pictureKey(fingerprint);
  }

  /** undefined when the content is not held, or its fingerprint was released. */
  fingerprint(content: ContentHash): Fingerprint | undefined {
    const slot = this.contents.keys.slotOf(content);
    return slot === undefined ? undefined : this.fingerprints.get(slot);
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
    const key = fileKey(record.root, record.path);
    let file = this.files.slotOf(key);
    const known = this.contents.keys.slotOf(content);
    if (file !== undefined && this.files.contentOf(file) !== known) {
      this.remove(key);
      file = undefined;
    }
    const slot = this.contents.keys.slotOf(content) ?? this.added(given);
    if (given) this.fingerprints.take(slot, given);
    if (file === undefined) {
      file = this.files.add(record, slot);
      this.filesOf.add(slot, file);
    }
    this.files.set(file, record, this.follows(record, slot));
  }

  /** Takes a file out, and its content and picture with the last file of theirs. */
  remove(key: FileKey): void {
    const file = this.files.slotOf(key);
    if (file === undefined) return;
    const slot = this.files.contentOf(file);
    this.files.remove(file);
    this.filesOf.remove(slot, file);
    if (this.filesOf.firstOf(slot) !== undefined) return;
    this.contentsOfPicture.remove(this.contents.pictureOf(slot), slot);
    this.fingerprints.drop(slot);
    this.contents.remove(slot);
  }

  /** Drops a fingerprint from memory; `restore` brings it back. */
  release(content: ContentHash): void {
    const slot = this.contents.keys.slotOf(content);
    if (slot !== undefined) this.fingerprints.drop(slot);
  }

  /** Drops the hashes of a fingerprint from memory; `restore` brings them back. */
  releaseHashes(content: ContentHash): void {
    const slot = this.contents.keys.slotOf(content);
    if (slot !== undefined) this.fingerprints.dropHashes(slot);
  }

  /** Drops a thumbnail and the colours from memory; `restore` brings them back. */
  releaseThumb(content: ContentHash): void {
    const slot = this.contents.keys.slotOf(content);
    if (slot !== undefined) this.fingerprints.dropThumb(slot);
  }

  /** Brings a fingerprint back, or what was dropped of it. @returns whether the content is held */
  restore(fingerprint: Fingerprint): boolean {
    const slot = this.contents.keys.slotOf(fingerprint.content);
    if (slot !== undefined) this.fingerprints.take(slot, fingerprint);
    return slot !== undefined;
  }

  /** Gives back what growing left empty. */
  settle(): void {
    this.files.settle();
    this.contents.settle();
    this.filesOf.settle();
    this.contentsOfPicture.settle();
  }

  /** All hashes of a picture, by its number; undefined when they are not in memory. */
  hashesAt(picture: number): PerceptualHashes | undefined {
    for (const slot of this.contentsOfPicture.of(picture)) {
      const hashes = this.fingerprints.hashesOf(slot);
      if (hashes) return hashes;
    }
    return undefined;
  }

  /** Several files have these bytes, or several contents these pixels. */
  hasTwins(content: ContentHash): boolean {
    const slot = this.contents.keys.slotOf(content);
    return (
      slot !== undefined &&
      (this.filesOf.hasSeveral(slot) ||
        this.contentsOfPicture.hasSeveral(this.contents.pictureOf(slot)))
    );
  }

  /** The contents with these pixels. */
  contentsOf(picture: PictureKey): ContentHash[] {
    const slot = this.pictures.slotOf(picture);
    return slot === undefined
      ? []
      : Array.from(this.contentsOfPicture.of(slot), (one) => this.nameOf(one));
  }

  hasPicture(picture: PictureKey): boolean {
    const slot = this.pictures.slotOf(picture);
    return (
      slot !== undefined && this.contentsOfPicture.firstOf(slot) !== undefined
    );
  }

  *allPictures(): Generator<PictureKey> {
    for (const slot of this.pictures.slots()) {
      const picture = this.pictures.keyAt(slot);
      if (
        picture !== undefined &&
        this.contentsOfPicture.firstOf(slot) !== undefined
      ) {
        yield picture;
      }
    }
  }

  /** Every held file; those put in meanwhile may be missed. */
  *allFiles(): Generator<FileKey> {
    for (const file of this.files.slots()) yield this.keyOf(file);
  }

  /** Every content with its files, each made when it is asked for: that is most of what a pass takes. */
  *allContents(): Generator<HeldContent> {
    for (const slot of this.contents.keys.slots()) {
      yield new HeldContent(
        () => this.nameOf(slot),
        () => this.recordsOf(slot),
      );
    }
  }

  /** What is always known of a picture: all its contents have the same. */
  factsOfPicture(picture: PictureKey): ContentFacts | undefined {
    const slot = this.pictures.slotOf(picture);
    const content =
      slot === undefined ? undefined : this.contentsOfPicture.firstOf(slot);
    return content === undefined ? undefined : this.contents.at(content);
  }

  /**
   * A fingerprint of a picture: all of one picture have the same hashes and the same size.
   * undefined when none is held, or all were released.
   */
  representative(picture: PictureKey): Fingerprint | undefined {
    const slot = this.pictures.slotOf(picture);
    if (slot === undefined) return undefined;
    for (const content of this.contentsOfPicture.of(slot)) {
      const fingerprint = this.fingerprints.get(content);
      if (fingerprint) return fingerprint;
    }
    return undefined;
  }

  /** A fingerprint of a picture with thumbnail and colours: all of one picture have the same. */
  thumbed(picture: PictureKey): Fingerprint | undefined {
    const slot = this.pictures.slotOf(picture);
    if (slot === undefined) return undefined;
    for (const content of this.contentsOfPicture.of(slot)) {
      const fingerprint = this.fingerprints.withThumb(content);
      if (fingerprint) return fingerprint;
    }
    return undefined;
  }

  /** A file with this picture; undefined when none is held. */
  fileOf(picture: PictureKey): FileKey | undefined {
    const slot = this.pictures.slotOf(picture);
    const content =
      slot === undefined ? undefined : this.contentsOfPicture.firstOf(slot);
    const file =
      content === undefined ? undefined : this.filesOf.firstOf(content);
    return file === undefined ? undefined : this.keyOf(file);
  }

  /** The contents of a picture with their files, without those whose fingerprint is not in memory. */
  *copiesOf(picture: PictureKey): Generator<ContentCopies> {
    const slot = this.pictures.slotOf(picture);
    if (slot === undefined) return;
    for (const content of this.contentsOfPicture.of(slot)) {
      const fingerprint = this.fingerprints.get(content);
      if (fingerprint) yield { fingerprint, files: this.recordsOf(content) };
    }
  }

  private added(fingerprint: Fingerprint | undefined): number {
    if (fingerprint === undefined) {
      throw new Error('a new content needs its facts');
    }
    const { content, widthPx, heightPx, flags } = fingerprint;
    const picture = this.pictures.put(pictureKey(fingerprint));
    const slot = this.contents.add(content, {
      picture,
      widthPx,
      heightPx,
      isFlat: flags.isFlat,
      taken: this.takenOf(fingerprint),
    });
    this.contentsOfPicture.add(picture, slot);
    return slot;
  }

  /** Whether a record says no more than its columns and its content do. */
  private follows({ outcome, shot }: FileRecord, content: number): boolean {
    if (shot !== undefined || outcome.kind !== 'fingerprinted') return false;
    const { widthPx, heightPx } = this.contents.at(content);
    return outcome.widthPx === widthPx && outcome.heightPx === heightPx;
  }

  private recordsOf(content: number): FileRecord[] {
    return Array.from(this.filesOf.of(content), (file) =>
      this.recordAt(file, content),
    );
  }

  private recordAt(file: number, slot: number): FileRecord {
    const known = this.files.at(file);
    if ('outcome' in known) return known;
    const { widthPx, heightPx } = this.contents.at(slot);
    const content = this.nameOf(slot);
    return {
      ...known,
      outcome: { kind: 'fingerprinted', content, widthPx, heightPx },
    };
  }

  private nameOf(content: number): ContentHash {
    // That of a fingerprint need not be made, and is the same text each time.
    const name =
      this.fingerprints.get(content)?.content ??
      this.contents.keys.keyAt(content);
    if (name === undefined) throw new Error(`no content ${content}`);
    return name;
  }

  private keyOf(file: number): FileKey {
    const { root, path } = this.files.placeOf(file);
    return fileKey(root, path);
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

/** A content and its files, made when they are asked for. */
class HeldContent {
  private readonly nameOf: () => ContentHash;
  private readonly recordsOf: () => readonly FileRecord[];

  constructor(
    nameOf: () => ContentHash,
    recordsOf: () => readonly FileRecord[],
  ) {
    this.nameOf = nameOf;
    this.recordsOf = recordsOf;
  }

  get content(): ContentHash {
    return this.nameOf();
  }

  get files(): readonly FileRecord[] {
    return this.recordsOf();
  }
}
