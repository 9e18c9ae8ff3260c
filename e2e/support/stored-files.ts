import type { Page } from '@playwright/test';
import type { RootId } from '../../src/domain/photo-id.ts';
import type { FileRecord } from '../../src/domain/photo.ts';
import { standingFiles } from '../../src/storage/files-store.ts';

/** What the app has stored of every file it has seen (docs/storage.md, store `files`). */
export async function storedFiles(page: Page): Promise<FileRecord[]> {
  const byRoot = new Map<RootId, unknown[]>();
  for (const { key, row } of await storedRows(page, 'files')) {
    const [root] = key as [RootId];
    byRoot.set(root, [...(byRoot.get(root) ?? []), row]);
  }
  return [...byRoot].flatMap(([root, rows]) => standingFiles(root, rows));
}

/** Everything in one store, by key. */
export function storedRows(
  page: Page,
  store: string,
): Promise<{ key: unknown; row: unknown }[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('twinsift');
      opening.onerror = () => {
        reject(new Error(String(opening.error)));
      };
      opening.onsuccess = () => {
        resolve(opening.result);
      };
    });
    const transaction = database.transaction(name);
    const keys = transaction.objectStore(name).getAllKeys();
    const rows = transaction.objectStore(name).getAll();
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(new Error(String(transaction.error)));
      };
    });
    database.close();
    return keys.result.map((key, at) => ({
      key: key,
      row: rows.result[at] as unknown,
    }));
  }, store);
}
