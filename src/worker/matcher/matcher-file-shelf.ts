import { FolderBook } from '../../domain/folder-book.ts';
import { PackedColumn } from '../../domain/packed-column.ts';
import { splitFileKey, type FileKey } from '../../domain/photo-id.ts';
import { fileName, folderOf, type FileRecord } from '../../domain/photo.ts';
import { hashOfName, NameShelf } from './matcher-name-shelf.ts';
import { NearColumn } from './matcher-near-column.ts';
import { SlotIndex } from '../../domain/slot-index.ts';

/** Version numbers beyond are held with the whole record. */
const MOST_VERSIONS = 256;

/** What a file has of its own; the rest of its record follows from its content. */
export type FileColumns = Pick<
  FileRecord,
  'root' | 'path' | 'sizeBytes' | 'modifiedMs' | 'pipelineVersion'
>;

/**
 * Files by root and path, each with a number (slot) that stays its own while it is held, and with
 * the number of its content. About 20 bytes a file and its name: folders are held once.
 */
export class FileShelf {
  private readonly folders = new FolderBook();
  private readonly versions: string[] = [];
  private readonly names = new NameShelf();
  private readonly index = new SlotIndex((slot) => this.hashAt(slot));
  private readonly contents = new NearColumn();
  private readonly folderOf = new PackedColumn();
  private readonly sizes = new PackedColumn();
  private readonly modified = new PackedColumn();
  private readonly versionOf = new PackedColumn();
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
      (slot) => this.folderOf.at(slot) === folder && this.names.is(slot, name),
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
    const folder = this.folders.numberOf(record.root, folderOf(record.path));
    const name = fileName(record.path);
    this.contents.set(slot, content);
    this.folderOf.set(slot, folder);
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
    if (!isPlain || version >= MOST_VERSIONS) {
      this.whole.set(slot, record);
      return;
    }
    this.whole.delete(slot);
    this.sizes.set(slot, sizeBytes);
    this.modified.set(slot, modifiedMs);
    this.versionOf.set(slot, version);
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
    this.contents.settle();
    this.names.settle();
  }

  /** The whole record where it is held, else the columns of it. */
  at(slot: number): FileRecord | FileColumns {
    return (
      this.whole.get(slot) ?? {
        ...this.placeOf(slot),
        sizeBytes: this.sizes.at(slot),
        modifiedMs: this.modified.at(slot),
        pipelineVersion: this.versions[this.versionOf.at(slot)] ?? '',
      }
    );
  }

  /** Where a held file is. */
  placeOf(slot: number): Pick<FileRecord, 'root' | 'path'> {
    const { root, path } = this.folders.place(this.folderOf.at(slot));
    const name = this.names.at(slot);
    return { root, path: path === '' ? name : `${path}/${name}` };
  }

  *slots(): Generator<number> {
    for (let slot = 0; slot < this.slotEnd; slot += 1) {
      if (this.contents.at(slot) !== undefined) yield slot;
    }
  }

  private hashAt(slot: number): number {
    return this.names.hashAt(this.folderOf.at(slot), slot);
  }

  private versionNumber(version: string): number {
    const known = this.versions.indexOf(version);
    if (known >= 0) return known;
    if (this.versions.length >= MOST_VERSIONS) return MOST_VERSIONS;
    return this.versions.push(version) - 1;
  }
}
