import type { IDBPTransaction } from 'idb';
import type { RootId } from '../domain/photo-id.ts';
import { filesOfRoot, isWholeRecord } from './files-store.ts';
import type { Database, StoredRoot, TwinsiftSchema } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** All remembered folders, latest used first. */
export async function readRoots(db: Database): Promise<StoredRoot[]> {
  const roots = await db.getAll('roots');
  return roots.sort((a, b) => b.lastUsedMs - a.lastUsedMs);
}

/**
 * Adds or replaces a folder. A browser that cannot store the handle still gets the rest, so the
 * person has to choose the folder again but loses no result.
 */
export async function writeRoot(db: Database, root: StoredRoot): Promise<void> {
  try {
    await db.put('roots', root);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DataCloneError') {
      throw error;
    }
    const { id, label, source, protection, lastUsedMs } = root;
    await db.put('roots', { id, label, source, protection, lastUsedMs });
  }
}

type ForgetTransaction = IDBPTransaction<
  TwinsiftSchema,
  ('roots' | 'files' | 'fingerprints' | 'pairs')[],
  'readwrite'
>;

/**
 * Forgets a folder in one transaction: the root, its files, and the fingerprints and second looks
 * of contents that no other folder holds. Decisions and journals stay: they are a person's work.
 * Touches nothing in the folder itself.
 */
export async function deleteRoot(db: Database, root: RootId): Promise<void> {
  await writeTransaction(
    db,
    ['roots', 'files', 'fingerprints', 'pairs'],
    'relaxed',
    async (transaction: ForgetTransaction, queue) => {
      queue(transaction.objectStore('roots').delete(root));
      // Waited for, so that the count of what is still used sees it.
      await transaction.objectStore('files').delete(filesOfRoot(root));
      const used = await usedContents(transaction);
      const fingerprints = transaction.objectStore('fingerprints');
      for (const content of await fingerprints.getAllKeys()) {
        if (!used.has(content)) queue(fingerprints.delete(content));
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
  transaction: ForgetTransaction,
): Promise<Set<string>> {
  const used = new Set<string>();
  const store = transaction.objectStore('files');
  let cursor = await store.openCursor();
  while (cursor) {
    const record = cursor.value;
    if (isWholeRecord(record) && record.outcome.kind === 'fingerprinted') {
      used.add(record.outcome.content);
    }
    cursor = await cursor.continue();
  }
  return used;
}
