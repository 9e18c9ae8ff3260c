import type { Fingerprint } from '../domain/fingerprint.ts';
import { isSameKeeperOrder } from '../domain/keeper-settings.ts';
import { fileKey, splitFileKey, type FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { Root } from '../domain/root.ts';
import type { ScanRecord, ScanStage } from '../domain/scan-stage.ts';
import type { Settings } from '../domain/settings.ts';
import type { FolderSource } from '../files/folder-source.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';
import type { MatcherWorker } from '../protocol/matcher-protocol.ts';
import { writeScan } from '../storage/scans-store.ts';
import type { AppContext } from './app-context.ts';
import { FirstLookDesk } from './first-look-desk.ts';
import { KnownFiles } from './known-files.ts';
import { LibraryOpening } from './library-opening.ts';
import { MatcherDesk } from './matcher-desk.ts';
import { PairChecker } from './pair-checker.ts';
import { PauseGate } from './pause-gate.ts';
import { ReadQueue } from './read-queue.ts';
import { ScanSession } from './scan-session.ts';
import { ScanTally } from './scan-tally.ts';
import { unlessAborted } from './unless-aborted.ts';
import { WakeLock } from './wake-lock.ts';
import { wholeRecords } from './whole-records.ts';
import { WorkerPool } from './worker-pool.ts';

/** One scan from start to end, with all that must be stopped with it. */
interface RunningScan {
  tally: ScanTally;
  gate: PauseGate;
  stop: AbortController;
  stage: ScanStage;
  whenOver: Promise<void>;
}

/** Runs scans: owns the pool, the known files and the matching, and keeps the state's `scan` true. */
export class ScanDesk {
  readonly files: KnownFiles;
  readonly matching: MatcherDesk;
  readonly firstLook: FirstLookDesk;
  readonly pool: WorkerPool;
  private readonly context: AppContext;
  private readonly opening: LibraryOpening;
  private readonly wakeLock = new WakeLock();
  private sources: readonly FolderSource[] = [];
  private running: RunningScan | undefined;
  private lastTally: ScanTally | undefined;

  constructor(context: AppContext, kernels: CompiledKernels, workers: number) {
    this.context = context;
    this.files = new KnownFiles(context);
    this.firstLook = new FirstLookDesk(context.store);
    this.pool = new WorkerPool(kernels, workers, context.ticker);
    this.matching = new MatcherDesk(
      context.store,
      kernels,
      this.pool,
      (changes) => {
        if (this.running === undefined) return;
        this.running.tally.matched(changes.matchMs);
        this.running.tally.pairsWaiting = changes.pairsWaiting;
      },
    );
    this.opening = new LibraryOpening(this.files, this.matching);
    context.ticker.onTick(() => {
      this.showProgress();
    });
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /**
   * Loads what is stored of these folders, and shows their groups as they come. Resolves when all
   * is there, or other folders are opened.
   */
  async open(
    roots: readonly Root[],
    sources: readonly FolderSource[],
  ): Promise<void> {
    this.sources = sources;
    this.context.store.update({ isOpening: true });
    const isAll = await this.opening.open(roots, sources, async () => {
      await this.files.pack(sources);
      await this.refreshInsights();
    });
    if (isAll) this.context.store.update({ isOpening: false });
  }

  /** The file as it is on disk now; undefined when it cannot be opened. */
  async openFile(key: FileKey): Promise<File | undefined> {
    const { root, path } = splitFileKey(key);
    const source = this.sources.find((one) => one.root === root);
    const opened = await source?.open(path);
    return opened?.kind === 'opened' ? opened.file : undefined;
  }

  /** Regroups by other settings, from what is stored. */
  async rematch(before: Settings, after: Settings): Promise<void> {
    await this.matching.match((matcher) => matcher.setSettings(after.matching));
    if (!isSameKeeperOrder(before.keeper, after.keeper)) {
      await this.matching.match((matcher) => matcher.setKeeper(after.keeper));
      await this.refreshInsights();
    }
  }

  /** What is to be said of folders and of series, unless a scan is about to change it. */
  refreshInsights(): Promise<void> {
    return this.matching.refreshInsights(() => this.running === undefined);
  }

  /**
   * A whole scan, or only the second looks that are still waiting.
   * Resolves when it is over: finished, stopped, or ended by a storage problem.
   */
  async start(from: 'listing' | 'checking' = 'listing'): Promise<void> {
    await this.stop();
    const scan: ScanRecord = {
      id: crypto.randomUUID(),
      roots: this.sources.map((source) => source.root),
      startedMs: Date.now(),
      updatedMs: Date.now(),
      state: 'running',
      listed: 0,
      done: 0,
    };
    const running: RunningScan = {
      tally: this.tallyFor(from),
      gate: new PauseGate(),
      stop: new AbortController(),
      stage: from,
      whenOver: Promise.resolve(),
    };
    this.running = running;
    this.opening.hurryIndex();
    this.wakeLock.hold();
    // At once, in place of how the last scan ended.
    this.showProgress();
    running.whenOver =
      from === 'listing'
        ? this.runToEnd(running, scan)
        : this.checkOnly(running);
    await running.whenOver;
  }

  /** Second looks belong to the scan that they follow. */
  private tallyFor(from: 'listing' | 'checking'): ScanTally {
    if (from === 'listing' || this.lastTally === undefined) {
      this.lastTally = new ScanTally();
    }
    this.lastTally.reopened();
    return this.lastTally;
  }

  pause(): void {
    this.running?.gate.pause();
    this.running?.tally.paused();
    this.wakeLock.release();
    this.showProgress();
  }

  resume(): void {
    this.running?.tally.resumed();
    this.running?.gate.open();
    if (this.running) {
      this.wakeLock.hold();
    }
    this.showProgress();
  }

  /** Everything done so far is kept. Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    const running = this.running;
    if (running !== undefined) {
      running.stop.abort();
      running.gate.open();
      await running.whenOver;
    }
  }

  /** The stored records of these files, but for those that are to be read again. */
  records(keys: readonly FileKey[]): Promise<FileRecord[]> {
    const { matcher } = this.matching;
    return wholeRecords(
      this.files.index,
      (asked) => matcher.records(asked),
      keys,
    );
  }

  /**
   * Takes records out, so that these files are read again at the next scan. Their groups change
   * when the matcher has its turn, before whatever is asked of it later.
   */
  async forgetFiles(keys: readonly FileKey[]): Promise<void> {
    await this.dropFiles(keys);
    this.files.showLedger();
  }

  /** Puts files back that were away for a while (undo). */
  async restoreFiles(
    records: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): Promise<void> {
    this.files.restore(records);
    await this.matching.match((matcher) =>
      matcher.addFiles(records, fingerprints),
    );
    await this.refreshInsights();
  }

  private async runToEnd(
    running: RunningScan,
    scan: ScanRecord,
  ): Promise<void> {
    const { store, ticker } = this.context;
    const { tally, gate, stop } = running;
    const checker = this.checker(running);
    const queue = new ReadQueue();
    const firstLook = this.firstLook.begin({
      pool: this.pool,
      gate,
      signal: stop.signal,
      queue,
      matcher: this.thumbMatcher(),
      onIdle: () => {
        session.wakeUp();
        this.showProgress();
      },
    });
    const whenIndexed = unlessAborted(this.opening.whenIndexed, stop.signal);
    const session = new ScanSession({
      whenIndexed,
      queue,
      firstLook,
      sources: this.sources,
      settings: store.state.settings,
      index: this.files.index,
      records: (keys) => this.records(keys),
      pool: this.pool,
      ticker,
      tally,
      gate,
      scan,
      signal: stop.signal,
      store: (batch, record) =>
        this.files.store(batch.files, batch.fingerprints, record),
      onStored: (batch) => {
        this.files.indexChanged();
        void this.matching
          .match((matcher) => matcher.addFiles(batch.files, batch.fingerprints))
          .then(() => {
            this.firstLook.settle(
              batch.files.map(({ root, path }) => fileKey(root, path)),
            );
            return checker.drain();
          });
      },
      onGone: (keys) => this.dropFiles(keys),
    });
    let isWhole = false;
    try {
      await Promise.all([
        this.context.withDatabase((db) =>
          writeScan(db, session.scanNow('running')),
        ),
        whenIndexed.then(() => {
          running.stage = 'reading';
          this.showProgress();
        }),
        session.run(),
      ]);
      running.stage = 'checking';
      await unlessAborted(this.matching.whenIdle(), stop.signal);
      await checker.drain();
      isWhole = !stop.signal.aborted;
    } catch (error) {
      this.context.reportStorageError(error);
    } finally {
      await this.context.withDatabase((db) =>
        writeScan(db, session.scanNow(isWhole ? 'finished' : 'stopped')),
      );
      this.end(running, isWhole);
    }
  }

  private async checkOnly(running: RunningScan): Promise<void> {
    try {
      await this.checker(running).drain();
    } finally {
      this.end(running, !running.stop.signal.aborted);
    }
  }

  private end(running: RunningScan, isWhole: boolean): void {
    running.tally.ended();
    running.stage = isWhole ? 'finished' : 'stopped';
    this.running = undefined;
    this.firstLook.end();
    this.wakeLock.release();
    this.files.showLedger();
    this.context.store.update({
      scan: running.tally.progress(running.stage, false),
    });
    void this.refreshInsights();
  }

  /** The matcher as the first look asks it, which may begin before the matcher is open. */
  private thumbMatcher(): Pick<MatcherWorker, 'addThumbs' | 'forgetThumbs'> {
    const { matcher } = this.matching;
    return {
      addThumbs: (thumbs) =>
        this.opening.whenMatching.then(() => matcher.addThumbs(thumbs)),
      forgetThumbs: () => matcher.forgetThumbs(),
    };
  }

  private checker({ tally, gate, stop }: RunningScan): PairChecker {
    return new PairChecker({
      pool: this.pool,
      matcher: this.matching.matcher,
      settings: this.context.store.state.settings.fingerprint,
      openFile: (key) => this.openFile(key),
      onChanges: (changes, checked, tookMs) => {
        tally.checked(checked, tookMs);
        this.matching.take(changes);
      },
      gate: () => gate.pass(),
      signal: stop.signal,
    });
  }

  private async dropFiles(keys: readonly FileKey[]): Promise<void> {
    await this.files.drop(keys);
    void this.matching.match((matcher) => matcher.removeFiles(keys));
  }

  private showProgress(): void {
    const { running } = this;
    if (running === undefined) {
      return;
    }
    const stage = running.stage;
    this.context.store.update({
      scan: {
        ...running.tally.progress(stage, running.gate.isPaused),
        ...this.firstLook.progress,
      },
    });
    this.firstLook.tick();
    this.files.showStaleLedger();
  }
}
