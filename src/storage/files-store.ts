import type { IDBPObjectStore } from 'idb';
import { groupBy } from '../domain/group-by.ts';
import {
  fileKey,
  splitFileKey,
  type FileKey,
  type RootId,
} from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import {
  filesOfRow,
  type FilesOfRow,
  foundRows,
  goneRow,
  ROW_FILES,
  type FileRow,
} from './file-row.ts';
import type { Database, TwinsiftSchema } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** Rows per read: one huge getAll holds the browser's storage thread and doubles peak memory. */
const CHUNK_ROWS = 200;

/** Files of a page that are read at once. */
const FILES_PER_PART = 5000;

/** Rows that a root may always have; above it, they are packed anew when most say nothing new. */
const FEW_ROWS = 64;

/** The `files` store in a transaction that writes. */
export type WritableFiles = IDBPObjectStore<
  TwinsiftSchema,
  'files'[],
  'files',
  'readwrite'
>;

/** All rows of a root. An array sorts after every number, so `[root, []]` ends the range. */
export function filesOfRoot(root: RootId): IDBKeyRange {
  return IDBKeyRange.bound([root], [root, []]);
}

/** Some rows of a root, in the order of time; pages put together say what stands. */
export interface FilePage {
  files: readonly FileRecord[];
  /** Gone since an earlier page named them. */
  gone: readonly FileKey[];
  /** The last row that was looked at; absent when there is none behind it. */
  last?: number;
}

/** As a FilePage, but each row for itself: what a later one says counts. */
export interface RowPage {
  rows: readonly FilesOfRow[];
  last?: number;
}

/**
 * The next rows of a root behind a row, or the first ones. Damaged rows are left out: those files
 * are read again.
 *
 * @param limit files, about
 */
export async function readRowPage(
  db: Database,
  root: RootId,
  after: number | undefined,
  limit: number,
): Promise<RowPage> {
  const { store } = db.transaction('files');
  const most = Math.ceil(limit / ROW_FILES);
  const { rows, last } = await readRows(store, root, after, most);
  return {
    rows: rows.map((row) => filesOfRow(root, row)),
    ...(last === undefined ? {} : { last }),
  };
}

/** As `readRowPage`, with what the rows say together; read part by part, in short tasks. */
export async function readFilePage(
  db: Database,
  root: RootId,
  after: number | undefined,
  limit: number,
): Promise<FilePage> {
  const page = new FileBook(root);
  let last = after;
  for (let at = 0; at < limit; at += FILES_PER_PART) {
    const files = Math.min(FILES_PER_PART, limit - at);
    const part = await readRowPage(db, root, last, files);
    for (const row of part.rows) page.add(row);
    last = part.last;
    if (last === undefined) break;
  }
  return {
    files: [...page.files.values()],
    gone: [...page.gone],
    ...(last === undefined ? {} : { last }),
  };
}

/** Adds or replaces files, together or not at all. */
export async function writeFiles(
  db: Database,
  records: readonly FileRecord[],
): Promise<void> {
  await writeTransaction(db, ['files'], 'relaxed', (transaction, queue) =>
    queueFiles(transaction.objectStore('files'), queue, records),
  );
}

/** Forgets files, together or not at all. Their fingerprints stay. */
export async function deleteFiles(
  db: Database,
  keys: readonly FileKey[],
): Promise<void> {
  const pathsOf = groupBy(keys.map(splitFileKey), ({ root }) => root);
  await writeTransaction(
    db,
    ['files'],
    'relaxed',
    async (transaction, queue) => {
      const store = transaction.objectStore('files');
      for (const [root, places] of pathsOf) {
        const row = goneRow(places.map(({ path }) => path));
        queue(store.put(row, [root, await nextNumber(store, root)]));
      }
    },
  );
}

/** Puts these files into a transaction that writes. */
export async function queueFiles(
  store: WritableFiles,
  queue: (write: Promise<unknown>) => void,
  records: readonly FileRecord[],
): Promise<void> {
  for (const [root, own] of groupBy(records, (record) => record.root)) {
    let number = await nextNumber(store, root);
    for (const row of foundRows(own)) {
      queue(store.put(row, [root, number]));
      number += 1;
    }
  }
}

/** All records of all roots, in a transaction of the caller's. */
export async function* allFiles(
  store: Pick<WritableFiles, 'getAll' | 'getAllKeys'>,
): AsyncGenerator<FileRecord, void, undefined> {
  let book: FileBook | undefined;
  let range: IDBKeyRange | undefined;
  for (;;) {
    const rows = await store.getAll(range, CHUNK_ROWS);
    const keys = await store.getAllKeys(range, CHUNK_ROWS);
    for (const [at, key] of keys.entries()) {
      const [root] = key;
      if (book?.root !== root) {
        if (book) yield* book.files.values();
        book = new FileBook(root);
      }
      book.add(filesOfRow(root, rows[at]));
    }
    const last = keys.at(-1);
    if (last === undefined) break;
    range = IDBKeyRange.lowerBound(last, true);
  }
  if (book) yield* book.files.values();
}

/** What these rows of a root, in the order of time, say together. */
export function standingFiles(
  root: RootId,
  rows: readonly unknown[],
): FileRecord[] {
  const book = new FileBook(root);
  for (const row of rows) book.add(filesOfRow(root, row));
  return [...book.files.values()];
}

/** What rows say when taken in the order of time. */
class FileBook {
  readonly root: RootId;
  readonly files = new Map<FileKey, FileRecord>();
  readonly gone = new Set<FileKey>();

  constructor(root: RootId) {
    this.root = root;
  }

  add({ files, gone }: FilesOfRow): void {
    for (const file of files) {
      const key = fileKey(this.root, file.path);
      this.files.set(key, file);
      this.gone.delete(key);
    }
    for (const key of gone) {
      this.files.delete(key);
      this.gone.add(key);
    }
  }
}

/**
 * Packs a root's rows anew when later ones have put most of them out of date.
 *
 * @param standing how many files all rows together say there are
 */
export async function packWornFiles(
  db: Database,
  root: RootId,
  standing: number,
): Promise<void> {
  const rows = (await db.getAllKeys('files', filesOfRoot(root))).length;
  const needed = Math.ceil(standing / ROW_FILES);
  if (rows > FEW_ROWS && rows > needed * 2) await packFiles(db, root);
}

/** In one transaction, so that a checkpoint of another tab loses nothing. */
async function packFiles(db: Database, root: RootId): Promise<void> {
  await writeTransaction(
    db,
    ['files'],
    'relaxed',
    async (transaction, queue) => {
      const store = transaction.objectStore('files');
      const book = new FileBook(root);
      for (const row of await store.getAll(filesOfRoot(root))) {
        book.add(filesOfRow(root, row));
      }
      // Behind the old ones: who reads page by page meanwhile misses nothing.
      let number = await nextNumber(store, root);
      queue(store.delete(filesOfRoot(root)));
      for (const row of foundRows([...book.files.values()])) {
        queue(store.put(row, [root, number]));
        number += 1;
      }
    },
  );
}

async function readRows(
  store: Pick<WritableFiles, 'getAll' | 'getAllKeys'>,
  root: RootId,
  after: number | undefined,
  most: number,
): Promise<{ rows: readonly FileRow[]; last?: number }> {
  const range =
    after === undefined
      ? filesOfRoot(root)
      : IDBKeyRange.bound([root, after], [root, []], true);
  const [rows, keys] = await Promise.all([
    store.getAll(range, most),
    store.getAllKeys(range, most),
  ]);
  const last = keys.at(-1);
  return last === undefined || keys.length < most
    ? { rows }
    : { rows, last: last[1] };
}

async function nextNumber(store: WritableFiles, root: RootId): Promise<number> {
  const last = await store.openKeyCursor(filesOfRoot(root), 'prev');
  return last ? last.key[1] + 1 : 0;
}
