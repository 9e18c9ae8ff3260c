import type { ListedFile } from './file-list-source.ts';
import { errorDetail } from './read-failure.ts';

interface FilesBelow {
  files: ListedFile[];
  /** What could not be opened, in a line for each folder or file; of many only the first. */
  failures: string[];
}

/** More would fill the screen, and say the same. */
const MOST_FAILURES = 3;

/** Files asked for at once. */
const FILES_AT_ONCE = 32;

/**
 * All files of a dropped folder, with their paths in it.
 *
 * @param dropped as `DataTransferItem.webkitGetAsEntry` gives it
 */
export async function filesBelow(
  dropped: FileSystemDirectoryEntry,
): Promise<FilesBelow> {
  const below: FilesBelow = { files: [], failures: [] };
  const fail = (path: string, error: unknown): void => {
    if (below.failures.length < MOST_FAILURES)
      below.failures.push(`“${path}”: ${errorDetail(error)}`);
  };
  const visit = async (
    folder: FileSystemDirectoryEntry,
    path: string,
  ): Promise<void> => {
    let entries: FileSystemEntry[] = [];
    try {
      entries = await entriesOf(folder);
    } catch (error) {
      fail(`${folder.name}/`, error);
    }
    const files = entries.filter(isFile);
    for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
      const asked = files.slice(at, at + FILES_AT_ONCE);
      const opened = await Promise.allSettled(asked.map(fileOf));
      for (const [nth, result] of opened.entries()) {
        const filePath = `${path}${asked[nth]?.name ?? ''}`;
        if (result.status === 'fulfilled')
          below.files.push({ path: filePath, file: result.value });
        else fail(filePath, result.reason);
      }
    }
    for (const one of entries) {
      if (isFolder(one)) await visit(one, `${path}${one.name}/`);
    }
  };
  await visit(dropped, '');
  return below;
}

export function isFolder(
  entry: FileSystemEntry,
): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A reader gives some entries at a time, and none when it is through. */
async function entriesOf(
  folder: FileSystemDirectoryEntry,
): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}
