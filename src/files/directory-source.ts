import type { RootId } from '../domain/photo-id.ts';
import { fileName, folderOf } from '../domain/photo.ts';
import type { FolderSource, OpenResult } from './folder-source.ts';
import { readFailure } from './read-failure.ts';
import { walkDirectory } from './walk-directory.ts';

/** A folder behind a directory handle: chosen, dropped, remembered or the sample library. */
export function directorySource(
  root: RootId,
  directory: FileSystemDirectoryHandle,
  label = directory.name,
): FolderSource {
  // Handles name places, they do not hold them open; keeping them saves a step per path part.
  const folders = new Map<string, Promise<FileSystemDirectoryHandle>>();

  function folder(path: string): Promise<FileSystemDirectoryHandle> {
    if (path === '') return Promise.resolve(directory);
    const known = folders.get(path);
    if (known) return known;
    const found = folder(folderOf(path)).then((parent) =>
      parent.getDirectoryHandle(fileName(path)),
    );
    folders.set(path, found);
    // A folder that could not be opened now may be there the next time.
    found.catch(() => folders.delete(path));
    return found;
  }

  async function open(path: string): Promise<OpenResult> {
    try {
      const parent = await folder(folderOf(path));
      const handle = await parent.getFileHandle(fileName(path));
      return { kind: 'opened', file: await handle.getFile() };
    } catch (error) {
      return { kind: 'failed', failure: readFailure(error) };
    }
  }

  return {
    root,
    label,
    canWrite: true,
    directory,
    walk: (options, signal) => walkDirectory(directory, root, options, signal),
    open,
  };
}
