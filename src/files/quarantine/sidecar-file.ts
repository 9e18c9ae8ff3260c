import { fileName, folderOf } from '../../domain/photo.ts';
import type { ManifestSidecar } from '../../domain/quarantine-manifest.ts';
import type { MoveRefusal } from '../../domain/removal-plan.ts';
import { SIDECAR_HEAD } from '../../domain/xmp-sidecar.ts';
import { detailOf, refusalOf } from './disk-refusal.ts';
import { holds } from './hash-file.ts';
import { exceptionName, lookAt, namesIn, openFolder } from './open-by-path.ts';
import { SWAP_ENDINGS } from './where-is.ts';

/**
 * Writes a sidecar where nothing is, and reads it back. Resolves to why it was not written; then
 * what was begun is taken away again, as far as the disk lets it. Never overwrites anything.
 */
export async function writeSidecar(
  directory: FileSystemDirectoryHandle,
  sidecar: ManifestSidecar & { text: string },
  subtle: SubtleCrypto,
): Promise<MoveRefusal | undefined> {
  const { path, text } = sidecar;
  let isTouched = false;
  try {
    if ((await lookAt(directory, path)).kind !== 'absent') {
      return { kind: 'sidecar-exists', path };
    }
    const folder = await openFolder(directory, folderOf(path));
    isTouched = true;
    const handle = await folder.getFileHandle(fileName(path), { create: true });
    // Something else may have made it since the look.
    if ((await handle.getFile()).size > 0) {
      return { kind: 'sidecar-exists', path };
    }
    const writable = await handle.createWritable();
    try {
      await writable.write(text);
      await writable.close();
    } catch (error) {
      await writable.abort().catch(() => undefined);
      throw error;
    }
    if (await holds(await lookAt(directory, path), sidecar, subtle)) {
      return undefined;
    }
    return { kind: 'sidecar-refused', detail: 'it did not read back as sent' };
  } catch (error) {
    if (isTouched) {
      await removeSidecar(directory, sidecar, subtle).catch(() => undefined);
    }
    const refusal = refusalOf(error);
    return refusal.kind === 'permission-lost'
      ? refusal
      : { kind: 'sidecar-refused', detail: detailOf(error) };
  }
}

/**
 * Takes away the sidecar of a run that is undone: when it is byte for byte what was written, or
 * empty, as an interrupted write leaves it. `left`: something else is there, and stays. Throws
 * when the disk does not answer.
 */
export async function removeSidecar(
  directory: FileSystemDirectoryHandle,
  sidecar: ManifestSidecar,
  subtle: SubtleCrypto,
): Promise<'gone' | 'left'> {
  const { path } = sidecar;
  for (const ending of SWAP_ENDINGS) {
    await removeSwapFile(directory, sidecar, `${path}${ending}`);
  }
  const entry = await lookAt(directory, path);
  if (entry.kind === 'absent') {
    // Who hears that it is gone forgets it: a disk that only failed to find it must not be believed.
    if (await isListed(directory, path)) {
      throw new Error('the disk lists it and does not find it');
    }
    return 'gone';
  }
  if (entry.kind !== 'file') return 'left';
  const isOurs = entry.file.size === 0 || (await holds(entry, sidecar, subtle));
  if (!isOurs) return 'left';
  const folder = await openFolder(directory, folderOf(path));
  await folder.removeEntry(fileName(path));
  return 'gone';
}

/** Whether its folder says that it is there; not where there is no such folder. */
async function isListed(
  directory: FileSystemDirectoryHandle,
  path: string,
): Promise<boolean> {
  try {
    const names = await namesIn(await openFolder(directory, folderOf(path)));
    return names.includes(fileName(path));
  } catch (error) {
    if (exceptionName(error) === 'NotFoundError') return false;
    throw error;
  }
}

/** What the browser had written so far when it died: a part of our packet, known by its head. */
async function removeSwapFile(
  directory: FileSystemDirectoryHandle,
  { sizeBytes }: ManifestSidecar,
  path: string,
): Promise<void> {
  try {
    const entry = await lookAt(directory, path);
    if (entry.kind !== 'file' || entry.file.size > sizeBytes) return;
    const head = new TextEncoder().encode(SIDECAR_HEAD);
    const begin = new Uint8Array(
      await entry.file.slice(0, head.length).arrayBuffer(),
    );
    if (begin.some((byte, at) => byte !== head[at])) return;
    const folder = await openFolder(directory, folderOf(path));
    await folder.removeEntry(fileName(path));
  } catch {
    // The browser may not let such a name through: then it takes it away itself.
  }
}
