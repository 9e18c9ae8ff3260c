import { fileName, folderOf } from '../../domain/photo.ts';
import type { MoveRefusal } from '../../domain/removal-plan.ts';
import { detailOf, refusalOf } from './disk-refusal.ts';
import { holds, type ExpectedContent } from './hash-file.ts';
import { lookAt, openFolder } from './open-by-path.ts';
import { whereIs, type Whereabouts } from './where-is.ts';

/** One move within one root. Paths are relative to `directory`. */
export interface Relocation {
  directory: FileSystemDirectoryHandle;
  from: string;
  to: string;
  expected: ExpectedContent;
  subtle: SubtleCrypto;
  /** Called when all checks have passed, before anything on disk is touched. */
  beforeTouch?: () => Promise<void>;
}

export type RelocationResult =
  | { kind: 'relocated'; keptModifiedDate: boolean }
  /** `at`: where the file is now, as far as the disk still answers. */
  | { kind: 'refused'; refusal: MoveRefusal; at: Whereabouts };

/** Not in the type library: Chromium's move within a file system. Overwrites, so check before. */
interface MovableHandle {
  move?: (folder: FileSystemDirectoryHandle, name: string) => Promise<void>;
}

/** Chromium writes to `<name>.crswap` first, and names have at most 255 bytes. */
const LONGEST_COPIED_NAME_BYTES = 240;

/**
 * Moves one file so that at no moment its content exists nowhere: the source is hashed afresh, the
 * target must be absent, the destination is hashed before the source counts as gone, and the
 * source must be gone in the end. Never throws for the disk's sake: after an error the disk is
 * looked at and half-made copies are taken away again.
 */
export async function relocateFile(
  relocation: Relocation,
): Promise<RelocationResult> {
  const { directory, from, to, expected, subtle } = relocation;
  let isTouched = false;
  try {
    const source = await lookAt(directory, from);
    if (source.kind !== 'file') return refused({ kind: 'victim-missing' });
    if (!(await holds(source, expected, subtle))) {
      return refused({ kind: 'victim-changed' });
    }
    if ((await lookAt(directory, to)).kind !== 'absent') {
      return refused({ kind: 'target-exists', path: to });
    }
    await relocation.beforeTouch?.();
    isTouched = true;
    const folder = await openFolder(directory, folderOf(to), { creates: true });
    const target = await lookAt(directory, to);
    if (target.kind !== 'absent') {
      return refused({ kind: 'target-exists', path: to });
    }
    const keptModifiedDate = await transfer(relocation, source.handle, folder);
    return await verify(relocation, keptModifiedDate);
  } catch (error) {
    const at = isTouched ? await whereIs(relocation) : 'source';
    return { kind: 'refused', refusal: refusalAt(at, error), at };
  }
}

/** A refusal met in the middle: the disk must be looked at before it is given. */
class RelocationStopped extends Error {
  readonly refusal: MoveRefusal;

  constructor(refusal: MoveRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

function stopped(detail: string): RelocationStopped {
  return new RelocationStopped({ kind: 'failed', detail });
}

function refused(refusal: MoveRefusal): RelocationResult {
  return { kind: 'refused', refusal, at: 'source' };
}

function refusalAt(at: Whereabouts, error: unknown): MoveRefusal {
  if (error instanceof RelocationStopped) return error.refusal;
  const refusal = refusalOf(error);
  return at === 'unknown' && refusal.kind !== 'permission-lost'
    ? { kind: 'unsettled', detail: detailOf(error) }
    : refusal;
}

/** Resolves to whether the modified date was kept. */
async function transfer(
  relocation: Relocation,
  source: FileSystemFileHandle,
  folder: FileSystemDirectoryHandle,
): Promise<boolean> {
  const movable: FileSystemFileHandle & MovableHandle = source;
  if (typeof movable.move === 'function') {
    await movable.move(folder, fileName(relocation.to));
    return true;
  }
  await copyAndRemove(relocation, folder);
  return false;
}

async function copyAndRemove(
  { directory, from, to, expected, subtle }: Relocation,
  folder: FileSystemDirectoryHandle,
): Promise<void> {
  const nameBytes = new TextEncoder().encode(fileName(from)).length;
  if (nameBytes > LONGEST_COPIED_NAME_BYTES) {
    throw stopped('its name is too long to be copied and put back');
  }
  const source = await lookAt(directory, from);
  if (source.kind !== 'file') throw stopped('it was gone in the middle');
  const copy = await folder.getFileHandle(fileName(to), { create: true });
  await source.file.stream().pipeTo(await copy.createWritable());
  if (!(await holds(await lookAt(directory, to), expected, subtle))) {
    throw new RelocationStopped({ kind: 'copy-differs' });
  }
  if (!(await holds(await lookAt(directory, from), expected, subtle))) {
    throw stopped('it changed while it was being copied');
  }
  const parent = await openFolder(directory, folderOf(from));
  await parent.removeEntry(fileName(from));
}

async function verify(
  { directory, from, to, expected, subtle }: Relocation,
  keptModifiedDate: boolean,
): Promise<RelocationResult> {
  if (!(await holds(await lookAt(directory, to), expected, subtle))) {
    throw new RelocationStopped({ kind: 'copy-differs' });
  }
  if ((await lookAt(directory, from)).kind !== 'absent') {
    throw stopped('something took its place at once');
  }
  return { kind: 'relocated', keptModifiedDate };
}
