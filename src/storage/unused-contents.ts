import type { IDBPTransaction } from 'idb';
import { contentOfKey } from './fingerprint-row.ts';
import { isWholeRecord } from './files-store.ts';
import type { Database, TwinsiftSchema } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** Rows per read; a cursor would take one round trip per row. */
const CHUNK_ROWS = 5000;

type CleaningTransaction = IDBPTransaction<
  TwinsiftSchema,
  ('files' | 'fingerprints' | 'pairs')[],
  'readwrite'
>;

/**
 * Deletes the fingerprints and second looks of contents that no stored file has, in one
 * transaction, so that a checkpoint written meanwhile loses nothing. For after a folder was
 * forgotten; reads every file row.
 */
export async function deleteUnusedContents(db: Database): Promise<void> {
  await writeTransaction(
    db,
    ['files', 'fingerprints', 'pairs'],
    'relaxed',
    async (transaction: CleaningTransaction, queue) => {
      const used = await usedContents(transaction);
      const fingerprints = transaction.objectStore('fingerprints');
      for (const key of await fingerprints.getAllKeys()) {
        if (!used.has(contentOfKey(key))) queue(fingerprints.delete(key));
      }
      const pairs = transaction.objectStore('pairs');
      for (const key of await pairs.getAllKeys()) {
        const isUsed = key.split('+').every((content) => used.has(content));
        if (!isUsed) queue(pairs.delete(key));
      }
    },
  );
}

async function usedContents(
  transaction: CleaningTransaction,
): Promise<Set<string>> {
  const used = new Set<string>();
  const store = transaction.objectStore('files');
  let range: IDBKeyRange | undefined;
  for (;;) {
    const records = await store.getAll(range, CHUNK_ROWS);
    for (const record of records) {
      if (isWholeRecord(record) && record.outcome.kind === 'fingerprinted') {
        used.add(record.outcome.content);
      }
    }
    const last = records.at(-1);
    if (!last) return used;
    range = IDBKeyRange.lowerBound([last.root, last.path], true);
  }
}
