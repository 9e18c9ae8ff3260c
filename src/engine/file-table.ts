import { FolderBook } from '../domain/folder-book.ts';
import { fileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import { fileName, folderOf } from '../domain/photo.ts';
import { mixedHash, SlotIndex, spreadHash } from '../domain/slot-index.ts';
import { BLOCK_FILES, FileColumns, OUTCOME } from './file-columns.ts';

/** Rows that may stand unused whatever the number of files. */
const FEW_ROWS = 1024;
/** NUL cannot occur in a name on any system. */
const SEPARATOR = 0;

/** One file: `at` is its place in `columns`. A row is the same file until it is removed. */
export interface FileRow {
  row: number;
  columns: FileColumns;
  at: number;
}

/**
 * Files by root and path in columns, in the order in which they were added. A path is the number of
 * its folder and the UTF-8 bytes of its name; behind them stands which shot the file is a part of.
 */
export class FileTable {
  private readonly blocks: FileColumns[] = [];
  private readonly folders = new FolderBook();
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();
  private bytes = new Uint8Array(512);
  private readonly index = new SlotIndex((row) => this.hashAt(row));
  private unused = 0;
  private rows = 0;

  /** Files. */
  get size(): number {
    return this.rows - this.unused;
  }

  /** More rows are unused than used. */
  get isWorn(): boolean {
    return this.unused > FEW_ROWS && this.unused > this.size;
  }

  find(root: RootId, path: string): FileRow | undefined {
    const folder = this.folders.find(root, folderOf(path));
    if (folder < 0) return undefined;
    const name = this.encoded(fileName(path));
    return this.lookUp(folder, name, hashOf(folder, name));
  }

  /**
   * The row for a file: the one it has, or a new one, whose columns are the caller's to fill. The
   * shot stands with the name and cannot be changed: with another shot the old row is removed.
   */
  place(root: RootId, path: string, shot: string | undefined): FileRow {
    const folderPath = folderOf(path);
    const folder = this.folders.numberOf(root, folderPath);
    const name = fileName(path);
    let bytes = this.encoded(name);
    const hash = hashOf(folder, bytes);
    const known = this.lookUp(folder, bytes, hash);
    if (known !== undefined) {
      if (this.shot(known) === shot) return known;
      this.remove(known);
    }
    if (shot !== undefined) {
      const ofShot = shotText(folderPath, path, shot);
      bytes = this.encoded(`${name}\u0000${ofShot}`);
    }
    return this.add(folder, hash, bytes);
  }

  remove({ row, columns, at }: FileRow): void {
    this.index.remove(this.hashAt(row), row);
    columns.remove(at);
    this.unused += 1;
  }

  at(row: number): FileRow {
    const columns = this.blocks[Math.floor(row / BLOCK_FILES)];
    if (!columns) throw new Error(`there is no row ${row}`);
    return { row, columns, at: row % BLOCK_FILES };
  }

  path({ columns, at }: FileRow): string {
    const [name = ''] = this.textParts(columns, at);
    return joined(this.folders.place(columns.folders.at(at)).path, name);
  }

  root({ columns, at }: FileRow): RootId {
    return this.folders.place(columns.folders.at(at)).root;
  }

  key(file: FileRow): FileKey {
    return fileKey(this.root(file), this.path(file));
  }

  /** The shot that the file is a part of, as `add` was told. */
  shot({ columns, at }: FileRow): string | undefined {
    const [name = '', shot] = this.textParts(columns, at);
    if (shot === undefined) return undefined;
    if (shot.startsWith('/')) return shot.slice(1);
    const folder = this.folders.place(columns.folders.at(at)).path;
    return joined(folder, shot === '' ? name : shot);
  }

  /** Visits the blocks of files; `row` is that of the first one in it. */
  eachBlock(visit: (columns: FileColumns, row: number) => void): void {
    this.blocks.forEach((columns, block) => {
      visit(columns, block * BLOCK_FILES);
    });
  }

  /** Visits all files, in the order in which they were added. None may be added meanwhile. */
  each(visit: (columns: FileColumns, at: number, row: number) => void): void {
    this.eachBlock((columns, row) => {
      for (let at = 0; at < columns.files; at += 1) {
        if (columns.outcomes.at(at) !== OUTCOME.gone) {
          visit(columns, at, row + at);
        }
      }
    });
  }

  /** As `each`, for those of a root. */
  eachOf(
    root: RootId,
    visit: (columns: FileColumns, at: number, row: number) => void,
  ): void {
    this.each((columns, at, row) => {
      if (this.folders.place(columns.folders.at(at)).root === root) {
        visit(columns, at, row);
      }
    });
  }

  private lookUp(
    folder: number,
    name: Uint8Array,
    hash: number,
  ): FileRow | undefined {
    const row = this.index.find(hash, (candidate) => {
      const { columns, at } = this.at(candidate);
      return (
        columns.folders.at(at) === folder &&
        columns.textBegins(at, name, SEPARATOR)
      );
    });
    return row === undefined ? undefined : this.at(row);
  }

  private hashAt(row: number): number {
    const { columns, at } = this.at(row);
    const text = columns.text(at);
    const end = text.indexOf(SEPARATOR);
    const name = end < 0 ? text : text.subarray(0, end);
    return hashOf(columns.folders.at(at), name);
  }

  private add(folder: number, hash: number, text: Uint8Array): FileRow {
    let columns = this.blocks.at(-1);
    if (columns === undefined || columns.isFull) {
      columns = new FileColumns();
      this.blocks.push(columns);
    }
    const at = columns.add(folder, text);
    const row = this.rows;
    this.rows += 1;
    this.index.add(hash, row);
    return { row, columns, at };
  }

  private textParts(columns: FileColumns, at: number): string[] {
    const text = this.decoder.decode(columns.text(at));
    const end = text.indexOf('\u0000');
    return end < 0 ? [text] : [text.slice(0, end), text.slice(end + 1)];
  }

  /** Only until the next call. */
  private encoded(text: string): Uint8Array {
    // A code unit takes three bytes at the most.
    if (text.length * 3 > this.bytes.length) {
      this.bytes = new Uint8Array(text.length * 6);
    }
    const { written } = this.encoder.encodeInto(text, this.bytes);
    return this.bytes.subarray(0, written);
  }
}

/** The name of the photo that stands for the shot; '' for the file itself, `/` and a path elsewhere. */
function shotText(folder: string, path: string, shot: string): string {
  if (shot === path) return '';
  return folderOf(shot) === folder ? fileName(shot) : `/${shot}`;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Of the number of the folder and the name. */
function hashOf(folder: number, name: Uint8Array): number {
  let hash = folder;
  for (const byte of name) hash = mixedHash(hash, byte);
  return spreadHash(hash);
}
