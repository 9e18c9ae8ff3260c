import { fileName, folderOf } from '../../domain/photo.ts';
import { holds, isBeginningOf, type ExpectedContent } from './hash-file.ts';
import { lookAt, openFolder } from './open-by-path.ts';

/**
 * Where a file is after an interrupted move. `changed-target`: nothing is at the source and the
 * target holds other bytes than expected, as when the file was written to at the last moment.
 * `unknown` also when the disk does not answer.
 */
export type Whereabouts = 'source' | 'target' | 'changed-target' | 'unknown';

export interface InterruptedMove {
  directory: FileSystemDirectoryHandle;
  from: string;
  to: string;
  expected: ExpectedContent;
  subtle: SubtleCrypto;
}

/**
 * Looks where the file of an interrupted move is. When it is still whole at its source, what the
 * move left at the target (a copy, or the beginning of one, never anything else) is taken away.
 */
export async function whereIs(move: InterruptedMove): Promise<Whereabouts> {
  const { directory, from, to, expected, subtle } = move;
  try {
    const source = await lookAt(directory, from);
    if (await holds(source, expected, subtle)) {
      await removeLeftovers(move);
      return 'source';
    }
    const target = await lookAt(directory, to);
    if (await holds(target, expected, subtle)) return 'target';
    const hasMoved = source.kind === 'absent' && target.kind === 'file';
    return hasMoved ? 'changed-target' : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** What Chromium writes to before it puts the file in its place; a crash leaves it behind. */
export const SWAP_ENDINGS = ['.crswap', '.1.crswap', '.2.crswap'];

/**
 * Takes away a whole or partial copy at `to` and its swap files, given that `from` holds the whole
 * content. Anything that is not the beginning of that content stays.
 */
export async function removeLeftovers(move: InterruptedMove): Promise<void> {
  for (const ending of SWAP_ENDINGS) {
    try {
      await removeIfLeftover(move, `${move.to}${ending}`);
    } catch {
      // The browser may not let such a name through, or it is too long: then it cannot be ours.
    }
  }
  await removeIfLeftover(move, move.to);
}

async function removeIfLeftover(
  { directory, from }: InterruptedMove,
  path: string,
): Promise<void> {
  const leftover = await lookAt(directory, path);
  const whole = await lookAt(directory, from);
  if (leftover.kind !== 'file' || whole.kind !== 'file') return;
  if (await leftover.handle.isSameEntry(whole.handle)) return;
  if (!(await isBeginningOf(leftover.file, whole.file))) return;
  const folder = await openFolder(directory, folderOf(path));
  await folder.removeEntry(fileName(path));
}
