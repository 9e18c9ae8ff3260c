import type { IDBPTransaction } from 'idb';
import { contentOfKey } from './fingerprint-row.ts';
import { allFiles } from './files-store.ts';
import { contentsOfPair } from './pair-row.ts';
import type { Database, TwinsiftSchema } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

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
        const isUsed = contentsOfPair(key).every((one) => used.has(one));
        if (!isUsed) queue(pairs.delete(key));
      }
    },
  );
}

async function usedContents(
  transaction: CleaningTransaction,
): Promise<Set<string>> {
  const used = new Set<string>();
  for await (const { outcome } of allFiles(transaction.objectStore('files'))) {
    if (outcome.kind === 'fingerprinted') used.add(outcome.content);
  }
  return used;
}
