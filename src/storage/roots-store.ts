import type { RootId } from '../domain/photo-id.ts';
import { filesOfRoot } from './files-store.ts';
import type { Database, StoredRoot } from './storage-schema.ts';
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
    const withoutHandle = { ...root };
    delete withoutHandle.handle;
    await db.put('roots', withoutHandle);
  }
}

/**
 * Forgets a folder and its files, together or not at all. Decisions and journals stay: they are a
 * person's work. `deleteUnusedContents` then frees what only this folder had. Touches nothing in
 * the folder itself.
 */
export async function deleteRoot(db: Database, root: RootId): Promise<void> {
  await writeTransaction(
    db,
    ['roots', 'files'],
    'relaxed',
    (transaction, queue) => {
      queue(transaction.objectStore('roots').delete(root));
      queue(transaction.objectStore('files').delete(filesOfRoot(root)));
    },
  );
}
