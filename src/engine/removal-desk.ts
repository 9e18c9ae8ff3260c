import type { FolderPlace } from '../domain/folder-insight.ts';
import { fileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { InTurn } from '../domain/in-turn.ts';
import { makeRemovalPlan } from '../domain/make-removal-plan.ts';
import type { RemovalPlan } from '../domain/removal-plan.ts';
import { emptyQuarantine } from '../files/quarantine/empty-quarantine.ts';
import { executePlan } from '../files/quarantine/execute-plan.ts';
import { findQuarantines } from '../files/quarantine/find-quarantines.ts';
import type { QuarantineRoot } from '../files/quarantine/move-run.ts';
import { reconcile } from '../files/quarantine/reconcile.ts';
import {
  undoQuarantine,
  type QuarantineOptions,
} from '../files/quarantine/undo-quarantine.ts';
import { writeFiles } from '../storage/files-store.ts';
import { readFingerprints } from '../storage/fingerprints-store.ts';
import { removalJournal } from '../storage/removal-journal-store.ts';
import type { AppContext } from './app-context.ts';
import type {
  OperationResult,
  OperationView,
  QuarantineBatch,
} from './app-state.ts';
import type { FolderDesk } from './folder-desk.ts';
import { inSlices } from './in-slices.ts';
import {
  batchesOf,
  batchFromJournal,
  type FoundFolder,
} from './quarantine-shelf.ts';
import type { ScanDesk } from './scan-desk.ts';

/** Moves aside, puts back and empties; keeps `plan`, `operation` and `quarantines` true. */
export class RemovalDesk {
  private readonly context: AppContext;
  private readonly folders: FolderDesk;
  private readonly scans: ScanDesk;
  private stop: AbortController | undefined;
  /** The last plan asked for, while it is made. */
  private planning: Promise<RemovalPlan> | undefined;
  private found: FoundFolder[] = [];
  private readonly looks = new InTurn();
  private readonly reconciled = new Set<string>();
  /** What was known of the moved files, so that undo in the same visit reads nothing again. */
  private readonly movedRecords = new Map<FileKey, FileRecord>();

  constructor(context: AppContext, folders: FolderDesk, scans: ScanDesk) {
    this.context = context;
    this.folders = folders;
    this.scans = scans;
  }

  get isRunning(): boolean {
    return this.stop !== undefined;
  }

  /** Plans what is to be moved now, of a place where one is named; there at once when there are not thousands of groups. */
  async makePlan(place?: FolderPlace): Promise<void> {
    const { store } = this.context;
    const made = inSlices(
      makeRemovalPlan(
        store.state.groups,
        Date.now(),
        crypto.randomUUID(),
        place,
      ),
    );
    this.planning = made instanceof Promise ? made : undefined;
    if (!(made instanceof Promise)) {
      store.update({ plan: made, isPlanning: false });
      return;
    }
    store.update({ plan: undefined, isPlanning: true });
    const plan = await made;
    // Another was asked for meanwhile, or none any more.
    if (this.planning === made) store.update({ plan, isPlanning: false });
  }

  discardPlan(): void {
    this.planning = undefined;
    this.context.store.update({ plan: undefined, isPlanning: false });
  }

  /** Whether the run writes what only the victims note beside the photos that stay. */
  writeSidecars(writesSidecars: boolean): void {
    const { plan } = this.context.store.state;
    if (plan === undefined || this.isRunning) return;
    this.context.store.update({ plan: { ...plan, writesSidecars } });
  }

  cancel(): void {
    this.stop?.abort();
  }

  /** Runs the plan that the person has seen. */
  async run(): Promise<void> {
    const { plan } = this.context.store.state;
    const { db } = this.context;
    if (plan === undefined || this.isRunning) {
      return;
    }
    if (db === undefined) {
      this.context.notify(
        'problem',
        'Nothing was moved: this browser window stores nothing, so a move could not be undone after a crash. Open Twinsift in an ordinary window.',
      );
      return;
    }
    await this.folders.refreshPermissions();
    await this.folders.askToWrite(rootsToChange(plan));
    await this.operate('moving', async (signal, show) => {
      const results = await executePlan({
        plan,
        roots: this.writableRoots(),
        journal: removalJournal(db),
        subtle: crypto.subtle,
        now: () => Date.now(),
        signal,
        onProgress: show,
      });
      const moved = results.flatMap((result) =>
        result.kind === 'moved' ? [result.file.key] : [],
      );
      await this.forgetMoved(moved);
      return results;
    });
    this.context.store.update({ plan: undefined });
    await this.folders.refreshPermissions();
  }

  async undo(planId: string): Promise<void> {
    const restored: FileKey[] = [];
    await this.operate('restoring', async (signal, show) => {
      const results: OperationResult[] = [];
      for (const { root, options } of this.foldersOf(planId, signal, show)) {
        for (const result of await undoQuarantine(options)) {
          results.push(result);
          if (result.kind === 'restored') {
            restored.push(fileKey(root, result.path));
          }
        }
      }
      if (results.every(({ kind }) => kind !== 'not-restored')) {
        await this.closeJournal(planId, 'undone');
      }
      return results;
    });
    await this.recallRestored(restored);
  }

  async empty(planId: string): Promise<void> {
    await this.operate('emptying', async (signal, show) => {
      const results: OperationResult[] = [];
      for (const { options } of this.foldersOf(planId, signal, show)) {
        results.push(...(await emptyQuarantine(options)));
      }
      if (results.every(({ kind }) => kind === 'deleted')) {
        await this.closeJournal(planId, 'emptied');
      }
      return results;
    });
  }

  /** Puts in order what a dead browser left half done, and looks what is in quarantine. */
  async reconcile(): Promise<void> {
    await this.settle();
    await this.refresh();
  }

  /** Puts in order what a dead browser left half done. */
  async settle(): Promise<void> {
    const { db } = this.context;
    if (db === undefined || this.isRunning) {
      return;
    }
    const results = await reconcile({
      journal: removalJournal(db),
      roots: this.writableRoots(),
      subtle: crypto.subtle,
    });
    for (const result of results) {
      if (result.kind === 'settled') {
        this.reconciled.add(result.planId);
        this.context.notify(
          result.missing.length === 0 ? 'info' : 'problem',
          settledWords(result),
        );
      } else if (result.kind === 'failed') {
        this.context.notify(
          'problem',
          `A move that was interrupted could not be put in order yet (${result.reason}). Your files were not touched; it is tried again at the next start.`,
        );
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

  private async operate(
    kind: OperationView['kind'],
    work: (
      signal: AbortSignal,
      show: (progress: {
        done: number;
        total: number;
        currentPath?: string;
      }) => void,
    ) => Promise<readonly OperationResult[]>,
  ): Promise<void> {
    if (this.isRunning) {
      return;
    }
    const { store } = this.context;
    const stop = new AbortController();
    this.stop = stop;
    let last = { done: 0, total: 0 };
    const show: Parameters<typeof work>[1] = (progress) => {
      last = progress;
      store.update({
        operation: { kind, ...progress, isFinished: false, results: [] },
      });
    };
    show(last);
    try {
      const results = await work(stop.signal, show);
      store.update({
        operation: {
          kind,
          done: results.length,
          total: Math.max(last.total, results.length),
          isFinished: true,
          results,
        },
      });
    } finally {
      this.stop = undefined;
      await this.refresh();
    }
  }

  private writableRoots(): Map<RootId, QuarantineRoot> {
    const roots = new Map<RootId, QuarantineRoot>();
    for (const { id, label, protection } of this.folders.roots) {
      const directory = this.folders.directoryOf(id);
      if (directory !== undefined) {
        roots.set(id, { label, directory, protection });
      }
    }
    return roots;
  }

  private *foldersOf(
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

  private async forgetMoved(keys: readonly FileKey[]): Promise<void> {
    for (const record of await this.scans.records(keys)) {
      this.movedRecords.set(fileKey(record.root, record.path), record);
    }
    await this.scans.forgetFiles(keys);
    await this.scans.refreshInsights();
  }

  /** What is still known comes back at once; the scan that follows finds the rest. */
  private async recallRestored(keys: readonly FileKey[]): Promise<void> {
    const records = keys.flatMap((key) => this.movedRecords.get(key) ?? []);
    const contents = records.flatMap(({ outcome }) =>
      outcome.kind === 'fingerprinted' ? [outcome.content] : [],
    );
    const fingerprints = await this.context.withDatabase(async (db) => {
      await writeFiles(db, records);
      return readFingerprints(db, contents);
    });
    await this.scans.restoreFiles(records, fingerprints ?? []);
    if (keys.length > 0 && !this.scans.isRunning) {
      await this.scans.start();
    }
  }

  /** A manifest from another browser has no journal here. */
  private async closeJournal(
    planId: string,
    state: 'undone' | 'emptied',
  ): Promise<void> {
    await this.context.withDatabase(async (db) => {
      const journal = removalJournal(db);
      const entries = await journal.entries();
      if (entries.some((entry) => entry.planId === planId)) {
        await journal.setState(planId, state);
      }
    });
  }
}

/** The folders that a plan changes: a sidecar goes where the keeper is. */
function rootsToChange({ groups, writesSidecars }: RemovalPlan): Set<RootId> {
  return new Set(
    groups.flatMap(({ keeper, victims }) => [
      ...victims.map(({ root }) => root),
      ...(writesSidecars === true && victims.some(({ onlyHere }) => onlyHere)
        ? [keeper.root]
        : []),
    ]),
  );
}

function settledWords(settled: {
  moved: readonly string[];
  inPlace: readonly string[];
  missing: readonly string[];
}): string {
  const { moved, inPlace, missing } = settled;
  const lost =
    missing.length === 0
      ? ''
      : ` ${missing.length} could not be found: ${missing.slice(0, 3).join(', ')}.`;
  return `An interrupted move was put in order: ${moved.length} photos are in the quarantine, ${inPlace.length} are in their place.${lost}`;
}
