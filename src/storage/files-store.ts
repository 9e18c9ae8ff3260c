import { splitFileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { Database } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** Rows per read: one huge getAll holds the browser's storage thread and doubles peak memory. */
const CHUNK_ROWS = 5000;

/** All file keys of a root. An array sorts after every string, so `[root, []]` ends the range. */
export function filesOfRoot(root: RootId): IDBKeyRange {
  return IDBKeyRange.bound([root], [root, []]);
}

/** Some rows of a root, by path. */
export interface FilePage {
  files: FileRecord[];
  /** The last path that was looked at; absent when there is no row behind it. */
  last?: string;
}

/**
 * The next rows of a root behind a path, or the first ones. Damaged rows are left out: those files
 * are read again.
 */
export async function readFilePage(
  db: Database,
  root: RootId,
  after: string | undefined,
  limit: number,
): Promise<FilePage> {
  const range =
    after === undefined
      ? filesOfRoot(root)
      : IDBKeyRange.bound([root, after], [root, []], true);
  const rows = await db.getAll('files', range, limit);
  const files = rows.filter(isWholeRecord);
  const last = rows.at(-1);
  return last === undefined || rows.length < limit
    ? { files }
    : { files, last: last.path };
}

/** All files seen in a root, by path. Damaged rows are left out: those files are read again. */
export async function readFiles(
  db: Database,
  root: RootId,
): Promise<FileRecord[]> {
  const files: FileRecord[] = [];
  let after: string | undefined;
  do {
    const page = await readFilePage(db, root, after, CHUNK_ROWS);
    for (const record of page.files) files.push(record);
    after = page.last;
  } while (after !== undefined);
  return files;
}

/** Forgets files, together or not at all. Their fingerprints stay. */
export async function deleteFiles(
  db: Database,
  keys: readonly FileKey[],
): Promise<void> {
  await moveFileRecords(db, keys, []);
}

/**
 * Notes that files have moved, together or not at all: `removed` are forgotten, `restored` are
 * put (back). Quarantine removes, undo restores; a rename is both.
 *
 * @returns the records that `removed` named, for a later undo in the same visit.
 */
export async function moveFileRecords(
  db: Database,
  removed: readonly FileKey[],
  restored: readonly FileRecord[],
): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  await writeTransaction(
    db,
    ['files'],
    'relaxed',
    async (transaction, queue) => {
      const store = transaction.objectStore('files');
      const before = await Promise.all(
        removed.map((key) => store.get(storageKey(key))),
      );
      for (const record of before) if (record) records.push(record);
      for (const key of removed) queue(store.delete(storageKey(key)));
      for (const record of restored) queue(store.put(record));
    },
  );
  return records;
}

function storageKey(key: FileKey): [RootId, string] {
  const { root, path } = splitFileKey(key);
  return [root, path];
}

/** Whether a stored row is a FileRecord. Rows come from disk: nothing is sure but the key. */
export function isWholeRecord(
  record: Partial<Record<keyof FileRecord, unknown>>,
): boolean {
  const { outcome } = record;
  return (
    typeof record.sizeBytes === 'number' &&
    typeof record.modifiedMs === 'number' &&
    typeof record.pipelineVersion === 'string' &&
    typeof outcome === 'object' &&
    outcome !== null &&
    'kind' in outcome &&
    ((outcome.kind === 'fingerprinted' && 'content' in outcome) ||
      (outcome.kind === 'skipped' && 'failure' in outcome) ||
      (outcome.kind === 'companion' && typeof record.shot === 'string'))
  );
}
