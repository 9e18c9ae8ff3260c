import { errorDetail } from './read-failure.ts';

/** What a drop brought. */
export interface DroppedFolders {
  folders: FileSystemDirectoryHandle[];
  /** Dropped single files, by name: a folder is needed, so say so. */
  fileNames: string[];
  /** Browser's words for entries that could not be opened. */
  failures: string[];
}

/** Whether a drop can bring folders that can be written to. */
export function canDropFolders(): boolean {
  return (
    'DataTransferItem' in globalThis &&
    'getAsFileSystemHandle' in DataTransferItem.prototype
  );
}

/**
 * The folders of a drop event. Call it synchronously in the handler: the items are emptied as
 * soon as the handler returns, so all handles are asked for before the first wait.
 */
export function droppedFolders(
  items: Iterable<DataTransferItem>,
): Promise<DroppedFolders> {
  const asked = Array.from(items)
    .filter((item) => item.kind === 'file')
    .map((item) => item.getAsFileSystemHandle());
  return sorted(asked);
}

async function sorted(
  asked: readonly Promise<FileSystemHandle | null>[],
): Promise<DroppedFolders> {
  const dropped: DroppedFolders = { folders: [], fileNames: [], failures: [] };
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
