import { fileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import { fileName, folderOf } from '../domain/photo.ts';
import { BLOCK_FILES, FileColumns, OUTCOME } from './file-columns.ts';
import { FolderBook } from './folder-book.ts';

/** Rows that may stand unused whatever the number of files. */
const FEW_ROWS = 1024;
const FIRST_BUCKETS = 64;
/** Of the buckets at most this share is taken; beyond it, looking up takes long. */
const MOST_TAKEN = 0.7;
/** At most so much is taken when the buckets have been filled anew. */
const TAKEN_AFTER = 0.525;
const EMPTY = 0;
const REMOVED = -1;
/** NUL cannot occur in a name on any system. */
const SEPARATOR = 0;

/** One file: `at` is its place in `columns`. A row is the same file until it is removed. */
export interface FileRow {
  row: number;
  columns: FileColumns;
  at: number;
}

/**
 * Files by root and path in columns, in the order in which they were added, found through an
 * open-addressing table of row numbers. A path is the number of its folder and the UTF-8 bytes of
 * its name; behind them stands which shot the file is a part of.
 */
export class FileTable {
  private readonly blocks: FileColumns[] = [];
  private readonly folders = new FolderBook();
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();
  private bytes = new Uint8Array(512);
  /** Row + 1; EMPTY or REMOVED. */
  private buckets = new Int32Array(FIRST_BUCKETS);
  /** Not EMPTY. */
  private taken = 0;
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
    const mask = this.buckets.length - 1;
    let bucket = columns.hashes[at] ?? 0;
    while (this.buckets[bucket & mask] !== row + 1) bucket += 1;
    this.buckets[bucket & mask] = REMOVED;
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
    return joined(this.folders.place(columns.folders[at] ?? 0).path, name);
  }

  root({ columns, at }: FileRow): RootId {
    return this.folders.place(columns.folders[at] ?? 0).root;
  }

  key(file: FileRow): FileKey {
    return fileKey(this.root(file), this.path(file));
  }

  /** The shot that the file is a part of, as `add` was told. */
  shot({ columns, at }: FileRow): string | undefined {
    const [name = '', shot] = this.textParts(columns, at);
    if (shot === undefined) return undefined;
    if (shot.startsWith('/')) return shot.slice(1);
    const folder = this.folders.place(columns.folders[at] ?? 0).path;
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
        if (columns.outcomes[at] !== OUTCOME.gone) {
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
      if (this.folders.place(columns.folders[at] ?? 0).root === root) {
        visit(columns, at, row);
      }
    });
  }

  private lookUp(
    folder: number,
    name: Uint8Array,
    hash: number,
  ): FileRow | undefined {
    const { buckets } = this;
    const mask = buckets.length - 1;
    for (let bucket = hash & mask; ; bucket = (bucket + 1) & mask) {
      const entry = buckets[bucket] ?? EMPTY;
      if (entry === EMPTY) return undefined;
      if (entry === REMOVED) continue;
      const found = this.at(entry - 1);
      const { columns, at } = found;
      if (
        columns.hashes[at] === hash &&
        columns.folders[at] === folder &&
        columns.textBegins(at, name, SEPARATOR)
      ) {
        return found;
      }
    }
  }

  private add(folder: number, hash: number, text: Uint8Array): FileRow {
    if ((this.taken + 1) / this.buckets.length > MOST_TAKEN) this.rehash();
    let columns = this.blocks.at(-1);
    if (columns === undefined || columns.isFull) {
      columns = new FileColumns();
      this.blocks.push(columns);
    }
    const at = columns.add(folder, hash, text);
    const row = this.rows;
    this.rows += 1;
    this.enter(row, hash);
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

  private rehash(): void {
    let length = FIRST_BUCKETS;
    while ((this.size + 1) / length > TAKEN_AFTER) length *= 2;
    this.buckets = new Int32Array(length);
    this.taken = 0;
    this.each((columns, at, row) => {
      this.enter(row, columns.hashes[at] ?? 0);
    });
  }

  private enter(row: number, hash: number): void {
    const mask = this.buckets.length - 1;
    let bucket = hash & mask;
    while (this.buckets[bucket] !== EMPTY) bucket = (bucket + 1) & mask;
    this.buckets[bucket] = row + 1;
    this.taken += 1;
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

/** FNV-1a over the number of the folder and the name, spread over all 32 bits. */
function hashOf(folder: number, name: Uint8Array): number {
  let hash = Math.imul(folder ^ 0x811c9dc5, 0x01000193);
  for (const byte of name) hash = Math.imul(hash ^ byte, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
