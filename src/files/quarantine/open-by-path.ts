import { fileName, folderOf } from '../../domain/photo.ts';

/** What is at a place on disk. */
export type Entry =
  | { kind: 'file'; handle: FileSystemFileHandle; file: File }
  | { kind: 'absent' }
  /** A folder, or a name the browser does not let through. */
  | { kind: 'other' };

export function exceptionName(error: unknown): string {
  return error instanceof Error || error instanceof DOMException
    ? error.name
    : '';
}

/** The folder at a path relative to `directory` ('' is itself). Throws as the browser does. */
export async function openFolder(
  directory: FileSystemDirectoryHandle,
  path: string,
  options: { creates: boolean } = { creates: false },
): Promise<FileSystemDirectoryHandle> {
  let folder = directory;
  for (const part of path === '' ? [] : path.split('/')) {
    folder = await folder.getDirectoryHandle(part, { create: options.creates });
  }
  return folder;
}

/**
 * The file at a path relative to `directory`, as it is now. Throws what is neither its presence nor
 * its absence, lost permission above all.
 */
export async function lookAt(
  directory: FileSystemDirectoryHandle,
  path: string,
): Promise<Entry> {
  try {
    const folder = await openFolder(directory, folderOf(path));
    const handle = await folder.getFileHandle(fileName(path));
    return { kind: 'file', handle, file: await handle.getFile() };
  } catch (error) {
    switch (exceptionName(error)) {
      case 'NotFoundError':
        return { kind: 'absent' };
      case 'TypeMismatchError':
      case 'TypeError':
        return { kind: 'other' };
      default:
        throw error;
    }
  }
}

/** All names in a folder. */
export async function namesIn(
  folder: FileSystemDirectoryHandle,
): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}
