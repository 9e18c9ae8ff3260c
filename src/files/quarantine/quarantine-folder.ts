import {
  MANIFEST_NAME,
  QUARANTINE_FOLDER,
  type ManifestItem,
  type ManifestSidecar,
  type QuarantineManifest,
} from '../../domain/quarantine-manifest.ts';
import {
  manifestText,
  parseManifest,
  type ManifestReading,
} from '../../domain/quarantine-manifest-text.ts';
import { quarantineFolderName } from '../../domain/quarantine-paths.ts';
import { exceptionName, lookAt, namesIn, openFolder } from './open-by-path.ts';

/** Reads the manifest in `folder` (relative to `directory`). Throws only for lost permission. */
export async function readManifest(
  directory: FileSystemDirectoryHandle,
  folder: string,
): Promise<ManifestReading | { kind: 'absent' }> {
  try {
    const entry = await lookAt(directory, `${folder}/${MANIFEST_NAME}`);
    if (entry.kind === 'absent') return { kind: 'absent' };
    // Browsers make the file before they fill it: a crash right then leaves an empty one.
    if (entry.kind === 'file' && entry.file.size === 0) {
      return { kind: 'absent' };
    }
    if (entry.kind === 'other') {
      return { kind: 'unusable', reason: 'it is not a file' };
    }
    return parseManifest(await entry.file.text(), folder);
  } catch (error) {
    if (exceptionName(error) === 'NotAllowedError') throw error;
    return { kind: 'unusable', reason: 'it could not be read' };
  }
}

/**
 * Writes the manifest into its folder. The browser replaces the file as a whole when it is closed,
 * so a crash leaves the old one or the new one.
 */
export async function writeManifest(
  directory: FileSystemDirectoryHandle,
  folder: string,
  manifest: QuarantineManifest,
): Promise<void> {
  const opened = await openFolder(directory, folder, { creates: true });
  const handle = await opened.getFileHandle(MANIFEST_NAME, { create: true });
  const writable = await handle.createWritable();
  try {
    await writable.write(manifestText(manifest));
    await writable.close();
  } catch (error) {
    // Takes the swap file away; the stream may have failed and done so itself.
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

/**
 * A folder name not in use yet: `Twinsift quarantine/2026-11-21 07-21-21`, with ` (2)` and so on
 * behind when that exists. `createdMs` is shown in local time.
 */
export async function freshFolderPath(
  directory: FileSystemDirectoryHandle,
  createdMs: number,
): Promise<string> {
  const base = quarantineFolderName(createdMs);
  const taken = new Set<string>();
  try {
    const top = await openFolder(directory, QUARANTINE_FOLDER);
    for (const name of await namesIn(top)) taken.add(name.toLowerCase());
  } catch (error) {
    if (exceptionName(error) !== 'NotFoundError') throw error;
  }
  let name = base;
  for (let n = 2; taken.has(name); n += 1) name = `${base} (${n})`;
  return `${QUARANTINE_FOLDER}/${name}`;
}

/** The sidecars of photos that these items are kept for. */
export function sidecarsOfItems(
  sidecars: readonly ManifestSidecar[],
  items: readonly ManifestItem[],
): readonly ManifestSidecar[] {
  const keepers = new Set(
    items
      .filter(({ keeper }) => keeper.isInSameRoot === true)
      .map(({ keeper }) => keeper.path),
  );
  return sidecars.filter(({ keeperPath }) => keepers.has(keeperPath));
}

/** Removes the folders below that hold nothing but empty folders. */
async function removeEmptyFoldersIn(
  folder: FileSystemDirectoryHandle,
): Promise<void> {
  const inner: FileSystemDirectoryHandle[] = [];
  for await (const entry of folder.values()) {
    if (entry.kind === 'directory') inner.push(entry);
  }
  for (const each of inner) {
    await removeEmptyFoldersIn(each);
    await removeEntryIfEmpty(folder, each);
  }
}

async function removeEntryIfEmpty(
  parent: FileSystemDirectoryHandle,
  folder: FileSystemDirectoryHandle,
): Promise<void> {
  if ((await namesIn(folder)).length > 0) return;
  // Not recursive: what the browser does not list makes this fail, and stays.
  await parent.removeEntry(folder.name).catch((error: unknown) => {
    if (exceptionName(error) !== 'InvalidModificationError') throw error;
  });
}

/**
 * Writes what is still in the quarantine and which sidecars go with it, or, when that is nothing,
 * removes the manifest and the empty folders. Files no manifest knows of are left, with their
 * folders and a manifest (unless `manifest` is undefined: then the one on disk is left as it is).
 */
export async function settleFolder(
  directory: FileSystemDirectoryHandle,
  folder: string,
  manifest: QuarantineManifest | undefined,
  remaining: readonly ManifestItem[],
): Promise<void> {
  const isDone = isNothingLeft(manifest, remaining);
  if (manifest && !isDone) {
    const items = [...remaining];
    await writeManifest(directory, folder, { ...manifest, items });
  }
  const opened = await openIfThere(directory, folder);
  if (opened) {
    await removeSwapFiles(opened);
    await removeEmptyFoldersIn(opened);
    if (!isDone) return;
    // Who does not know the manifest must not take away one that says something.
    if (!manifest && (await hasFilledManifest(opened))) return;
    if (!(await hasOtherFiles(opened))) await removeManifest(opened);
    else if (manifest) {
      await writeManifest(directory, folder, { ...manifest, items: [] });
    }
  }
  const top = await openIfThere(directory, QUARANTINE_FOLDER);
  if (top && opened) await removeEntryIfEmpty(top, opened);
  if (top) await removeEntryIfEmpty(directory, top);
}

function isNothingLeft(
  manifest: QuarantineManifest | undefined,
  remaining: readonly ManifestItem[],
): boolean {
  return remaining.length === 0 && (manifest?.sidecars ?? []).length === 0;
}

async function hasOtherFiles(
  folder: FileSystemDirectoryHandle,
): Promise<boolean> {
  return (await namesIn(folder)).some((name) => name !== MANIFEST_NAME);
}

/** Asks the listing first: a disk that once did not find the manifest may find it now. */
async function hasFilledManifest(
  folder: FileSystemDirectoryHandle,
): Promise<boolean> {
  if (!(await namesIn(folder)).includes(MANIFEST_NAME)) return false;
  const handle = await folder.getFileHandle(MANIFEST_NAME);
  return (await handle.getFile()).size > 0;
}

async function removeManifest(
  folder: FileSystemDirectoryHandle,
): Promise<void> {
  await folder.removeEntry(MANIFEST_NAME).catch((error: unknown) => {
    if (exceptionName(error) !== 'NotFoundError') throw error;
  });
}

/** Left by a crash while the manifest was being written. */
async function removeSwapFiles(
  folder: FileSystemDirectoryHandle,
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!/^manifest\.json(\.\d+)?\.crswap$/.test(name)) continue;
    await folder.removeEntry(name);
  }
}

async function openIfThere(
  directory: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await openFolder(directory, path);
  } catch (error) {
    if (exceptionName(error) === 'NotFoundError') return undefined;
    throw error;
  }
}
