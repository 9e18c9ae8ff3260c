import { InTurn } from '../domain/in-turn.ts';
import type { RootId } from '../domain/photo-id.ts';
import { findQuarantines } from '../files/quarantine/find-quarantines.ts';
import type { QuarantineOptions } from '../files/quarantine/undo-quarantine.ts';
import { removalJournal } from '../storage/removal-journal-store.ts';
import type { AppContext } from './app-context.ts';
import type { QuarantineBatch } from './app-state.ts';
import type { FolderDesk } from './folder-desk.ts';
import {
  batchesOf,
  batchFromJournal,
  type FoundFolder,
} from './quarantine-batches.ts';

/** What is in quarantine, on disk and by the journal; keeps `quarantines` true. */
export class QuarantineShelf {
  private readonly context: AppContext;
  private readonly folders: FolderDesk;
  private readonly looks = new InTurn();
  private readonly reconciled = new Set<string>();
  private found: FoundFolder[] = [];

  constructor(context: AppContext, folders: FolderDesk) {
    this.context = context;
    this.folders = folders;
  }

  /** The run of this plan was left half done, and has been put in order. */
  noteReconciled(planId: string): void {
    this.reconciled.add(planId);
  }

  /** The folders of one plan that can be written to, as the last look found them. */
  *foldersOf(
    planId: string,
    signal: AbortSignal,
    onProgress: QuarantineOptions['onProgress'],
  ): Iterable<{ root: RootId; options: QuarantineOptions }> {
    for (const { root, folder, manifest } of this.found) {
      const directory = this.folders.directoryOf(root);
      if (manifest.planId === planId && directory !== undefined) {
        const { subtle } = crypto;
        yield {
          root,
          options: { directory, folder, subtle, signal, onProgress },
        };
      }
    }
  }

  /**
   * Looks into the open folders, and into the journal for those that are not open. One look after
   * the other, so that what an earlier one saw is never shown last.
   */
  refresh(): Promise<void> {
    return this.looks.run(() => this.look());
  }

  private async look(): Promise<void> {
    const all: FoundFolder[] = [];
    for (const { id, label } of this.folders.roots) {
      const directory = this.folders.directoryOf(id);
      if (directory !== undefined) {
        all.push(...(await this.findIn(id, label, directory)));
      }
    }
    this.found = all;
    const onDisk = batchesOf(this.found, this.reconciled);
    const known = new Set(onDisk.map(({ planId }) => planId));
    const elsewhere = await this.batchesElsewhere(known);
    this.context.store.update({ quarantines: [...onDisk, ...elsewhere] });
  }

  private async findIn(
    root: RootId,
    rootLabel: string,
    directory: FileSystemDirectoryHandle,
  ): Promise<FoundFolder[]> {
    const folders: FoundFolder[] = [];
    try {
      for (const found of await findQuarantines(directory)) {
        if (found.kind === 'quarantine') {
          const { folder, manifest } = found;
          folders.push({ root, rootLabel, folder, manifest });
        } else {
          this.context.notify(
            'problem',
            `The quarantine “${rootLabel}/${found.folder}” cannot be undone from here: ${found.reason}. Its files are untouched; they can be moved back by hand.`,
          );
        }
      }
    } catch (error) {
      this.context.notify(
        'problem',
        `“${rootLabel}” could not be searched for earlier moves (${error instanceof Error ? error.message : String(error)}).`,
      );
    }
    return folders;
  }

  private async batchesElsewhere(
    known: ReadonlySet<string>,
  ): Promise<QuarantineBatch[]> {
    const batches = await this.context.withDatabase(async (db) => {
      const journal = removalJournal(db);
      const open = new Set(this.folders.roots.map(({ id }) => id));
      const listed: QuarantineBatch[] = [];
      for (const entry of await journal.entries()) {
        const isHidden =
          known.has(entry.planId) ||
          entry.state === 'undone' ||
          entry.state === 'emptied' ||
          entry.folders.every(({ root }) => open.has(root));
        const batch = isHidden
          ? undefined
          : batchFromJournal(entry, await journal.steps(entry.planId), (root) =>
              this.folders.labelOf(root),
            );
        if (batch !== undefined) {
          listed.push(batch);
        }
      }
      return listed;
    });
    return batches ?? [];
  }
}
