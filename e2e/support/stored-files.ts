import type { Page } from '@playwright/test';
import type { FileRecord } from '../../src/domain/photo.ts';

/** What the app has stored of every file it has seen (docs/storage.md, store `files`). */
export function storedFiles(page: Page): Promise<FileRecord[]> {
  return page.evaluate(
    () =>
      new Promise<FileRecord[]>((resolve, reject) => {
        const opening = indexedDB.open('twinsift');
        opening.onerror = () => {
          reject(new Error(String(opening.error)));
        };
        opening.onsuccess = () => {
          const reading = opening.result
            .transaction('files')
            .objectStore('files')
            .getAll();
          reading.onerror = () => {
            reject(new Error(String(reading.error)));
          };
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result as FileRecord[]);
          };
        };
      }),
  );
}
