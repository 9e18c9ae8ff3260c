import type { FolderPlace } from '../domain/folder-place.ts';
import { fileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import { makeRemovalPlan } from '../domain/make-removal-plan.ts';
import type { RemovalPlan } from '../domain/removal-plan.ts';
import { emptyQuarantine } from '../files/quarantine/empty-quarantine.ts';
import { executePlan } from '../files/quarantine/execute-plan.ts';
import type { QuarantineRoot } from '../files/quarantine/move-run.ts';
import { reconcile } from '../files/quarantine/reconcile.ts';
import { undoQuarantine } from '../files/quarantine/undo-quarantine.ts';
import { removalJournal } from '../storage/removal-journal-store.ts';
import type { AppContext } from './app-context.ts';
import type { OperationResult, OperationView } from './app-state.ts';
import type { FolderDesk } from './folder-desk.ts';
import { inSlices } from './in-slices.ts';
import { MovedRecords } from './moved-records.ts';
import { QuarantineShelf } from './quarantine-shelf.ts';
import type { ScanDesk } from './scan-desk.ts';

/** Moves aside, puts back and empties; keeps `plan` and `operation` true. */
export class RemovalDesk {
  private readonly context: AppContext;
  private readonly folders: FolderDesk;
  private readonly shelf: QuarantineShelf;
  private readonly moved: MovedRecords;
  private stop: AbortController | undefined;
  /** The last plan asked for, while it is made. */
  private planning: Promise<RemovalPlan> | undefined;

  constructor(context: AppContext, folders: FolderDesk, scans: ScanDesk) {
    this.context = context;
    this.folders = folders;
    this.shelf = new QuarantineShelf(context, folders);
    this.moved = new MovedRecords(context, scans);
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
      await this.moved.forget(moved);
      return results;
    });
    this.context.store.update({ plan: undefined });
    await this.folders.refreshPermissions();
  }

  async undo(planId: string): Promise<void> {
    const restored: FileKey[] = [];
    await this.operate('restoring', async (signal, show) => {
      const results: OperationResult[] = [];
      for (const { root, options } of this.shelf.foldersOf(
        planId,
        signal,
        show,
      )) {
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
    await this.moved.recall(restored);
  }

  async empty(planId: string): Promise<void> {
    await this.operate('emptying', async (signal, show) => {
      const results: OperationResult[] = [];
      for (const { options } of this.shelf.foldersOf(planId, signal, show)) {
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
        this.shelf.noteReconciled(result.planId);
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

  /** Looks what is in quarantine. */
  refresh(): Promise<void> {
    return this.shelf.refresh();
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
