import type { JSHandle, Page } from '@playwright/test';

type Directories = FileSystemDirectoryHandle[];

/** Files a second of reading every file of the app's folders, and doing nothing else. */
export async function readLimit(page: Page): Promise<number> {
  return page.evaluate(readEvery, await openDirectories(page));
}

/** Files a second of listing the app's folders with each file's size and time, and no more. */
export async function listingLimit(page: Page): Promise<number> {
  return page.evaluate(listEvery, await openDirectories(page));
}

/** The handles that the app itself stored. */
function openDirectories(page: Page): Promise<JSHandle<Directories>> {
  return page.evaluateHandle(
    () =>
      new Promise<Directories>((resolve, reject) => {
        const opening = indexedDB.open('twinsift');
        opening.onerror = () => {
          reject(new Error('The database does not open.'));
        };
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database
            .transaction('roots')
            .objectStore('roots')
            .getAll();
          reading.onsuccess = () => {
            const roots = reading.result as { handle: Directories[number] }[];
            database.close();
            resolve(roots.map(({ handle }) => handle));
          };
        };
      }),
  );
}

// In the page, and each for itself: nothing around them goes there with them. Not even names for
// inner functions, which the test runner's compiler gives by a helper that the page does not have.

/** Four files at once. */
async function readEvery(directories: Directories): Promise<number> {
  const files: FileSystemFileHandle[] = [];
  for (const directory of directories) {
    for await (const entry of directory.values()) {
      if (entry.kind === 'file') files.push(entry);
    }
  }
  const startedMs = performance.now();
  let at = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (;;) {
        const file = files[at];
        if (!file) return;
        at += 1;
        await (await file.getFile()).arrayBuffer();
      }
    }),
  );
  return files.length / ((performance.now() - startedMs) / 1000);
}

/** 64 files opened at once. */
async function listEvery(directories: Directories): Promise<number> {
  const startedMs = performance.now();
  let files = 0;
  const folders = [...directories];
  const opening: Promise<File>[] = [];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for await (const entry of folder.values()) {
      if (entry.kind === 'directory') folders.push(entry);
      else {
        files += 1;
        opening.push(entry.getFile());
        if (opening.length > 64) await opening.shift();
      }
    }
  }
  await Promise.all(opening);
  return files / ((performance.now() - startedMs) / 1000);
}
