import { proxy, wrap, type Remote } from 'comlink';
import type { DistanceSurvey } from '../domain/distance-survey.ts';
import { InTurn } from '../domain/in-turn.ts';
import type { Root } from '../domain/root.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';
import type {
  DecisionChange,
  GroupChanges,
  MatcherWorker,
} from '../protocol/matcher-protocol.ts';
import { GroupStore } from './group-store.ts';
import { lendWorkers } from './lend-workers.ts';
import { readSeries } from './read-series.ts';
import type { StateStore } from './state-store.ts';
import { nowMs } from './ticker.ts';
import type { WorkerPool } from './worker-pool.ts';

/** No more groups than one answer holds can change by so many. */
const FEW_DECISIONS = 50;

/** While folders are opened, portions of their groups come faster than anybody can look at them. */
const SHOWN_EVERY_MS = 500;

/**
 * The page's side of the matcher: asks one thing at a time, but for decisions, and keeps the
 * state's `groups`, `totals`, `folderInsights` and `series` true.
 */
export class MatcherDesk {
  readonly groups = new GroupStore();
  readonly matcher: Remote<MatcherWorker>;
  private readonly store: StateStore;
  private readonly kernels: CompiledKernels;
  private readonly onAnswer: (changes: GroupChanges) => void;
  private isOpen = false;
  /** Folders are being opened: their groups come, whoever asks. */
  private isOpening = false;
  private shownMs = 0;
  /** Answers are shown in the order in which they were asked for. */
  private readonly turns = new InTurn();
  private draining: Promise<void> | undefined;
  private readonly pending = new Set<Promise<void>>();

  constructor(
    store: StateStore,
    kernels: CompiledKernels,
    pool: WorkerPool,
    onAnswer: (changes: GroupChanges) => void,
  ) {
    this.store = store;
    this.kernels = kernels;
    this.onAnswer = onAnswer;
    this.matcher = wrap<MatcherWorker>(
      new Worker(new URL('../worker/matcher.worker.ts', import.meta.url), {
        type: 'module',
        name: 'matcher',
      }),
    );
    void this.matcher.useHelp(pool.workers, proxy(lendWorkers(pool)));
  }

  /**
   * Groups what is stored of these folders, in place of all others; shown as it comes. `first`
   * resolves with the first of them, `all` when all is there, or the signal says that it is of no
   * use any more.
   *
   * @param before asked for when the first of them are shown: what comes before all others, as both
   *   read from the same disk
   */
  open(
    roots: readonly Root[],
    signal: AbortSignal,
    before: () => Promise<unknown>,
  ): { first: Promise<void>; all: Promise<void> } {
    this.isOpening = true;
    void this.matcher.stopJoins();
    const first = this.turns.run(() => this.begin(roots, signal));
    const all = this.whilePending(async () => {
      let hasMore = await first;
      await before();
      while (hasMore && !signal.aborted) hasMore = await this.takeNext();
      this.showGroups();
      if (!signal.aborted) this.isOpening = false;
    });
    return { first: first.then(() => undefined), all };
  }

  /** @returns whether there is more to ask for */
  private async begin(
    roots: readonly Root[],
    signal: AbortSignal,
  ): Promise<boolean> {
    if (signal.aborted) return false;
    const { matching, keeper } = this.store.state.settings;
    const changes = await this.matcher.open(
      this.kernels,
      roots,
      matching,
      keeper,
    );
    this.isOpen = true;
    this.groups.clear();
    this.showGroups();
    return this.show(changes);
  }

  /**
   * Asks the matcher for something and shows what changed; before any folder is open there is
   * nothing to ask. Rejects only for a bug.
   */
  match(
    ask: (matcher: Remote<MatcherWorker>) => Promise<GroupChanges>,
  ): Promise<void> {
    return this.whilePending(async () => {
      const hasMore = await this.turns.run(async () =>
        this.isOpen ? this.show(await ask(this.matcher)) : false,
      );
      if (hasMore) await this.drain();
    });
  }

  /**
   * Says what a person decided, and shows it before the answers to earlier questions: the matcher
   * does not take decisions in turn either. Many at once are answered in portions, and are shown
   * whole before this resolves, as a plan may be made of them next.
   */
  decide(changes: readonly DecisionChange[]): Promise<void> {
    if (!this.isOpen || changes.length > FEW_DECISIONS) {
      return this.match((matcher) => matcher.setDecisions(changes));
    }
    return this.whilePending(async () => {
      this.take(await this.matcher.setDecisions(changes));
    });
  }

  /** Shows an answer that came to a question asked elsewhere. */
  take(changes: GroupChanges): void {
    if (this.show(changes)) void this.whilePending(() => this.drain());
  }

  /** Resolves when everything that was asked for is shown. */
  async whenIdle(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  /** How far the near pairs are from each other; undefined before any folder is open. */
  distances(): Promise<DistanceSurvey | undefined> {
    return this.turns.run(async () =>
      this.isOpen ? this.matcher.distances() : undefined,
    );
  }

  /**
   * What is to be said of folders and of series, after everything that was asked before.
   *
   * @param isWanted asked when its turn has come
   */
  refreshInsights(isWanted: () => boolean): Promise<void> {
    return this.turns.run(async () => {
      if (this.isOpen && isWanted()) {
        this.store.update({
          folderInsights: await this.matcher.folderInsights(),
          series: await readSeries(this.matcher),
        });
      }
    });
  }

  /** Takes what waits, each portion in a turn of its own, so that others are heard in between. */
  private drain(): Promise<void> {
    // Who opens folders takes everything, and it may be long.
    if (this.isOpening) return Promise.resolve();
    this.draining ??= this.takeAll().finally(() => {
      this.draining = undefined;
    });
    return this.draining;
  }

  private async takeAll(): Promise<void> {
    while (await this.takeMore());
  }

  /** As `takeMore`, of folders that are being opened: shown now and then. */
  private takeNext(): Promise<boolean> {
    return this.turns.run(async () => {
      const changes = await this.matcher.more();
      if (nowMs() - this.shownMs > SHOWN_EVERY_MS) return this.show(changes);
      this.keep(changes);
      return changes.hasMore === true;
    });
  }

  private takeMore(): Promise<boolean> {
    return this.turns.run(async () => this.show(await this.matcher.more()));
  }

  private async whilePending(work: () => Promise<void>): Promise<void> {
    const task = work();
    this.pending.add(task);
    try {
      await task;
    } finally {
      this.pending.delete(task);
    }
  }

  /** @returns whether there is more to ask for */
  private show(changes: GroupChanges): boolean {
    if (this.keep(changes)) this.showGroups();
    return changes.hasMore === true;
  }

  /** @returns whether any group changed */
  private keep(changes: GroupChanges): boolean {
    this.onAnswer(changes);
    const { picturesLeftOut } = changes;
    if (picturesLeftOut !== this.store.state.picturesLeftOut)
      this.store.update({ picturesLeftOut });
    const isChange =
      changes.upserts.facts.length > 0 || changes.removed.length > 0;
    if (isChange) this.groups.apply(changes);
    return isChange;
  }

  private showGroups(): void {
    this.store.update({
      groups: this.groups.sorted(),
      totals: this.groups.totals(),
    });
    this.shownMs = nowMs();
  }
}
