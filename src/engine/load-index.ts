import {
  packWornFiles,
  readRowPage,
  type RowPage,
} from '../storage/files-store.ts';
import type { RootId } from '../domain/photo-id.ts';
import type { FolderSource } from '../files/folder-source.ts';
import type { AppContext } from './app-context.ts';
import type { FileIndex } from './file-index.ts';

/** Stored files read at once: taking them in is a task on the page of some 5 ms. */
const FILES_PER_READ = 1000;

type Folders = readonly Pick<FolderSource, 'root'>[];

/**
 * Puts what is stored of these folders into the index, in place of what it has of them. Once the
 * signal says that it is of no use any more, nothing is touched: others may be doing the same.
 */
export async function loadIndex(
  context: AppContext,
  index: FileIndex,
  folders: Folders,
  signal: AbortSignal,
): Promise<void> {
  for (const { root } of folders) {
    if (!signal.aborted) await loadRoot(context, index, root, signal);
  }
}

async function loadRoot(
  context: AppContext,
  index: FileIndex,
  root: RootId,
  signal: AbortSignal,
): Promise<void> {
  index.removeRoot(root);
  const read = (after?: number): Promise<RowPage | undefined> =>
    context.withDatabase((db) => readRowPage(db, root, after, FILES_PER_READ));
  let next: Promise<RowPage | undefined> | undefined = read();
  while (next !== undefined) {
    const page: RowPage | undefined = await next;
    if (signal.aborted) return;
    // Storage goes on meanwhile.
    next = page?.last === undefined ? undefined : read(page.last);
    for (const { files, gone } of page?.rows ?? []) {
      for (const record of files) index.put(record);
      for (const key of gone) index.remove(key);
    }
  }
}

/** Packs the stored rows of these folders anew where most of them say nothing new. */
export async function packIndexed(
  context: AppContext,
  index: FileIndex,
  folders: Folders,
): Promise<void> {
  for (const { root } of folders) {
    const standing = index.countOf(root);
    await context.withDatabase((db) => packWornFiles(db, root, standing));
  }
}
