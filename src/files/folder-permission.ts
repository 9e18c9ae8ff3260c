import { hasName } from './read-failure.ts';

/**
 * What may be done with a remembered folder: `granted` reads and writes, `read-only` reads,
 * `prompt` needs a click, `denied` was refused, `missing` is no longer on disk.
 */
export type FolderPermission =
  'granted' | 'read-only' | 'prompt' | 'denied' | 'missing';

/** The permission as it is. Asks nobody; looks at the disk only when reading is allowed. */
export function queryFolderPermission(
  directory: FileSystemDirectoryHandle,
): Promise<FolderPermission> {
  return folderPermission(directory, (mode) =>
    directory.queryPermission({ mode }),
  );
}

/**
 * Asks the person for reading and writing where it is not granted. Must run in a click; outside
 * of one the answer is the permission as it is.
 */
export function requestFolderPermission(
  directory: FileSystemDirectoryHandle,
): Promise<FolderPermission> {
  return folderPermission(directory, async (mode) => {
    if (mode === 'read') return directory.queryPermission({ mode });
    try {
      return await directory.requestPermission({ mode });
    } catch (error) {
      if (!hasName(error, 'SecurityError')) throw error;
      return directory.queryPermission({ mode });
    }
  });
}

async function folderPermission(
  directory: FileSystemDirectoryHandle,
  ask: (mode: 'read' | 'readwrite') => Promise<PermissionState>,
): Promise<FolderPermission> {
  // Browsers that know only the private file system have no permissions to ask for.
  if (!('queryPermission' in directory)) return ifThere(directory, 'granted');
  const writing = await ask('readwrite');
  if (writing === 'granted') return ifThere(directory, 'granted');
  if (writing === 'prompt') return 'prompt';
  const reading = await ask('read');
  return reading === 'granted' ? ifThere(directory, 'read-only') : 'denied';
}

async function ifThere(
  directory: FileSystemDirectoryHandle,
  permission: 'granted' | 'read-only',
): Promise<FolderPermission> {
  try {
    await directory.keys().next();
    return permission;
  } catch (error) {
    if (hasName(error, 'NotFoundError')) return 'missing';
    // The permission went between the question and the look.
    if (hasName(error, 'NotAllowedError')) return 'prompt';
    // A folder that is there but cannot be listed is a matter for the walk, which says why.
    return permission;
  }
}
