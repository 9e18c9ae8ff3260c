import { filesBelow, isFolder } from './dropped-entries.ts';
import type { ListedFolder } from './file-list-source.ts';
import { errorDetail } from './read-failure.ts';

/** What a drop brought. */
export interface DroppedFolders {
  folders: FileSystemDirectoryHandle[];
  /** Where the browser lets a page read what was dropped, and not change it. */
  lists: ListedFolder[];
  /** Dropped single files, by name: a folder is needed, so say so. */
  fileNames: string[];
  /** Browser's words for entries that could not be opened. */
  failures: string[];
}

/**
 * The folders of a drop event. Call it synchronously in the handler: the items are emptied as
 * soon as the handler returns, so everything is asked for before the first wait.
 */
export function droppedFolders(
  items: Iterable<DataTransferItem>,
): Promise<DroppedFolders> {
  const files = Array.from(items).filter((item) => item.kind === 'file');
  return 'getAsFileSystemHandle' in DataTransferItem.prototype
    ? handlesOf(files.map((item) => item.getAsFileSystemHandle()))
    : listsOf(files.flatMap((item) => item.webkitGetAsEntry() ?? []));
}

async function handlesOf(
  asked: readonly Promise<FileSystemHandle | null>[],
): Promise<DroppedFolders> {
  const dropped = nothingYet();
  for (const result of await Promise.allSettled(asked)) {
    if (result.status === 'rejected') {
      dropped.failures.push(errorDetail(result.reason));
    } else if (result.value instanceof FileSystemDirectoryHandle) {
      dropped.folders.push(result.value);
    } else if (result.value) {
      dropped.fileNames.push(result.value.name);
    }
  }
  return dropped;
}

/** Firefox and Safari have no handles. */
async function listsOf(
  entries: readonly FileSystemEntry[],
): Promise<DroppedFolders> {
  const dropped = nothingYet();
  for (const entry of entries) {
    if (!isFolder(entry)) {
      dropped.fileNames.push(entry.name);
      continue;
    }
    const { files, failures } = await filesBelow(entry);
    dropped.lists.push({ label: entry.name, files });
    dropped.failures.push(...failures);
  }
  return dropped;
}

function nothingYet(): DroppedFolders {
  return { folders: [], lists: [], fileNames: [], failures: [] };
}
