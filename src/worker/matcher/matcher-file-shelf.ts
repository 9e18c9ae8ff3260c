import { FolderBook } from '../../domain/folder-book.ts';
import { splitFileKey, type FileKey } from '../../domain/photo-id.ts';
import { fileName, folderOf, type FileRecord } from '../../domain/photo.ts';
import { lengthened, trimmed } from './matcher-columns.ts';
import { hashOfName, NameShelf } from './matcher-name-shelf.ts';
import { NearColumn } from './matcher-near-column.ts';
import { SlotIndex } from '../../domain/slot-index.ts';

const LARGEST_SIZE = 2 ** 32 - 1;
/** Version numbers beyond are held with the whole record. */
const MOST_VERSIONS = 256;

/** What a file has of its own; the rest of its record follows from its content. */
export type FileColumns = Pick<
  FileRecord,
  'root' | 'path' | 'sizeBytes' | 'modifiedMs' | 'pipelineVersion'
>;

/**
 * Files by root and path, each with a number (slot) that stays its own while it is held, and with
 * the number of its content. About 30 bytes a file and its name: folders are held once.
 */
export class FileShelf {
  private readonly folders = new FolderBook();
  private readonly versions: string[] = [];
  private readonly names = new NameShelf();
  private readonly index = new SlotIndex((slot) => this.hashAt(slot));
  private readonly contents = new NearColumn();
  private folderOf = new Uint32Array(0);
  private sizes = new Uint32Array(0);
  private modified = new Float64Array(0);
  private versionOf = new Uint8Array(0);
  /** Records that are more than the columns can say. */
  private readonly whole = new Map<number, FileRecord>();
  private readonly free: number[] = [];
  private slotEnd = 0;

  slotOf(key: FileKey): number | undefined {
    const { root, path } = splitFileKey(key);
    const folder = this.folders.find(root, folderOf(path));
    if (folder < 0) return undefined;
    const name = fileName(path);
    return this.index.find(
      hashOfName(folder, name),
      (slot) => this.folderOf[slot] === folder && this.names.is(slot, name),
    );
  }

  /**
   * Adds a file that is not held.
   *
   * @param content number of its content
   */
  add(record: FileColumns, content: number): number {
    const slot = this.free.pop() ?? this.slotEnd;
    this.slotEnd = Math.max(this.slotEnd, slot + 1);
    this.makeRoom();
    const folder = this.folders.numberOf(record.root, folderOf(record.path));
    const name = fileName(record.path);
    this.contents.set(slot, content);
    this.folderOf[slot] = folder;
    this.names.put(slot, name);
    this.index.add(hashOfName(folder, name), slot);
    return slot;
  }

  /**
   * Notes what is known of a held file, in the place of what was.
   *
   * @param isPlain the columns and the content say all of it
   */
  set(slot: number, record: FileRecord, isPlain: boolean): void {
    const { sizeBytes, modifiedMs, pipelineVersion } = record;
    const version = this.versionNumber(pipelineVersion);
    const fits =
      Number.isInteger(sizeBytes) &&
      sizeBytes >= 0 &&
      sizeBytes <= LARGEST_SIZE &&
      version < MOST_VERSIONS;
    if (!isPlain || !fits) {
      this.whole.set(slot, record);
      return;
    }
    this.whole.delete(slot);
    this.sizes[slot] = sizeBytes;
    this.modified[slot] = modifiedMs;
    this.versionOf[slot] = version;
  }

  remove(slot: number): void {
    this.index.remove(this.hashAt(slot), slot);
    this.contents.clear(slot);
    this.names.remove(slot, () => this.slots());
    this.whole.delete(slot);
    this.free.push(slot);
  }

  /** The number of the content of a held file. */
  contentOf(slot: number): number {
    const content = this.contents.at(slot);
    if (content === undefined) throw new Error(`no file ${slot}`);
    return content;
  }

  /** Gives back what growing left empty. */
  settle(): void {
    const { slotEnd } = this;
    this.contents.settle();
    this.names.settle();
    this.folderOf = trimmed(this.folderOf, slotEnd);
    this.sizes = trimmed(this.sizes, slotEnd);
    this.modified = trimmed(this.modified, slotEnd);
    this.versionOf = trimmed(this.versionOf, slotEnd);
  }

  /** The whole record where it is held, else the columns of it. */
  at(slot: number): FileRecord | FileColumns {
    return (
      this.whole.get(slot) ?? {
        ...this.placeOf(slot),
        sizeBytes: this.sizes[slot] ?? 0,
        modifiedMs: this.modified[slot] ?? 0,
        pipelineVersion: this.versions[this.versionOf[slot] ?? 0] ?? '',
      }
    );
  }

  /** Where a held file is. */
  placeOf(slot: number): Pick<FileRecord, 'root' | 'path'> {
    const { root, path } = this.folders.place(this.folderOf[slot] ?? 0);
    const name = this.names.at(slot);
    return { root, path: path === '' ? name : `${path}/${name}` };
  }

  *slots(): Generator<number> {
    for (let slot = 0; slot < this.slotEnd; slot += 1) {
      if (this.contents.at(slot) !== undefined) yield slot;
    }
  }

  private makeRoom(): void {
    const { slotEnd } = this;
    this.folderOf = lengthened(this.folderOf, slotEnd);
    this.sizes = lengthened(this.sizes, slotEnd);
    this.modified = lengthened(this.modified, slotEnd);
    this.versionOf = lengthened(this.versionOf, slotEnd);
  }

  private hashAt(slot: number): number {
    return this.names.hashAt(this.folderOf[slot] ?? 0, slot);
  }

  private versionNumber(version: string): number {
    const known = this.versions.indexOf(version);
    if (known >= 0) return known;
    if (this.versions.length >= MOST_VERSIONS) return MOST_VERSIONS;
    return this.versions.push(version) - 1;
  }
}
