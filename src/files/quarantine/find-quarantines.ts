import {
  MANIFEST_NAME,
  QUARANTINE_FOLDER,
  type QuarantineManifest,
} from '../../domain/quarantine-manifest.ts';
import { exceptionName, namesIn, openFolder } from './open-by-path.ts';
import { readManifest } from './quarantine-folder.ts';

export type FoundQuarantine =
  | {
      kind: 'quarantine';
      /** Relative to the root. */
      folder: string;
      manifest: QuarantineManifest;
    }
  /** There are files, but no manifest that can be used. `reason` has no full stop. */
  | { kind: 'unusable'; folder: string; reason: string };

/**
 * All quarantines of a root, from the disk alone, in name order (oldest first). Reads only.
 * Empty folders are left out. Throws when the root itself cannot be read.
 */
export async function findQuarantines(
  directory: FileSystemDirectoryHandle,
): Promise<readonly FoundQuarantine[]> {
  const top = await openTop(directory);
  if (!top) return [];
  const names: string[] = [];
  for await (const entry of top.values()) {
    if (entry.kind === 'directory') names.push(entry.name);
  }
  const found: FoundQuarantine[] = [];
  for (const name of names.sort()) {
    const folder = `${QUARANTINE_FOLDER}/${name}`;
    const reading = await readManifest(directory, folder);
    if (reading.kind === 'manifest') {
      found.push({ kind: 'quarantine', folder, manifest: reading.manifest });
    } else if (reading.kind === 'unusable') {
      found.push({ kind: 'unusable', folder, reason: reading.reason });
    } else if (await hasFiles(await top.getDirectoryHandle(name))) {
      found.push({ kind: 'unusable', folder, reason: 'it has no manifest' });
    }
  }
  return found;
}

/** Anything but a manifest that was never filled. */
async function hasFiles(folder: FileSystemDirectoryHandle): Promise<boolean> {
  return (await namesIn(folder)).some(
    (name) => !name.startsWith(MANIFEST_NAME),
  );
}

async function openTop(
  directory: FileSystemDirectoryHandle,
): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await openFolder(directory, QUARANTINE_FOLDER);
  } catch (error) {
    const none = ['NotFoundError', 'TypeMismatchError'];
    if (none.includes(exceptionName(error))) return undefined;
    throw error;
  }
}
