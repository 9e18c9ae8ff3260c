import { transfer } from 'comlink';
import type { DistanceSurvey } from '../../domain/distance-survey.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { FolderInsight } from '../../domain/folder-insight.ts';
import { InTurn } from '../../domain/in-turn.ts';
import type { KeeperOrder } from '../../domain/keeper-settings.ts';
import { packGroups } from '../../domain/packed-groups.ts';
import type { ContentHash, FileKey, RootId } from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import type { Root } from '../../domain/root.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { ShotSeries } from '../../domain/similar-shots.ts';
import type { CompiledKernels } from '../../protocol/compiled-kernels.ts';
import type { JoinHelp } from '../../protocol/join-protocol.ts';
import type {
  DecisionChange,
  GroupChanges,
  LookResult,
  MatcherWorker,
  PairCheck,
  SeriesPortion,
  Thumb,
  ThumbEdge,
} from '../../protocol/matcher-protocol.ts';
import { FirstLookBook } from '../first-look-book.ts';
import { type Kernels, loadKernels } from '../kernels/load-kernels.ts';
import type { GroupDiff } from './matcher-group-book.ts';
import { MatcherJoins, type JoinSteps } from './matcher-joins.ts';
import { MatcherSession } from './matcher-session.ts';
import { MatcherOutbox } from './matcher-outbox.ts';
import { MatcherStorage } from './matcher-storage.ts';
import { WhenIdle } from '../when-idle.ts';

/**
 * Stored files read at once: first a few, so that there is something to see, then each time this
 * much more, because a join has costs of its own, as far as memory for fingerprints allows.
 */
const FIRST_FILES = 500;
const STEP_GROWTH = 4;
const FILES_PER_STEP = 50_000;

/** A root whose stored files are still being read. */
interface Loading {
  root: RootId;
  after?: number;
}

/** Series told at once, so that taking them in is a short task on the page. */
const SERIES_PER_ANSWER = 1000;

/** Without a call for so long, what only makes the next joins faster is dropped. */
const SETTLE_MS = 2000;

/** Fingerprints read back at once to look for crops: 2 MB. */
const WINDOWS_PER_STEP = 1000;

/**
 * The matcher behind its worker. Calls are worked off one after the other, in the order in which
 * they came, so a call may wait for storage without another one changing the groups under it.
 */
export class Matcher implements MatcherWorker {
  private readonly storage = new MatcherStorage();
  private readonly joins = new MatcherJoins();
  private session: MatcherSession | undefined;
  private kernels: Kernels | undefined;
  private thumbs: FirstLookBook | undefined;
  private readonly encoder = new TextEncoder();
  private outbox = new MatcherOutbox();
  private loading: Loading[] = [];
  private filesPerStep = FIRST_FILES;
  /** All pairs are being found anew: until then, most groups would fall apart. */
  private isRejoining = false;
  /** Made at the first question, until the last of them has been told. */
  private series: readonly ShotSeries[] = [];
  private readonly turns = new InTurn();
  private readonly idle = new WhenIdle(SETTLE_MS, () => {
    if (this.loading.length === 0) this.session?.settle();
  });

  open(
    kernels: CompiledKernels,
    roots: readonly Root[],
    settings: MatchingSettings,
    keeper?: KeeperOrder,
  ): Promise<GroupChanges> {
    return this.inTurn(async () => {
      if (!(kernels instanceof WebAssembly.Module)) {
        throw new TypeError('the kernels are not a compiled module');
      }
      // Decisions from here on are for the new one.
      this.session = undefined;
      const loaded = await loadKernels(kernels);
      await this.storage.open();
      const decisions = await this.storage.decisions();
      const looks = await this.storage.pairMeasures();
      const session = new MatcherSession(
        loaded,
        roots,
        settings,
        decisions,
        looks,
        keeper,
      );
      this.session = session;
      this.kernels = loaded;
      this.outbox = new MatcherOutbox();
      this.loading = roots.map(({ id }) => ({ root: id }));
      this.filesPerStep = FIRST_FILES;
      return this.loadNext(session);
    });
  }

  useHelp(workers: number, help: JoinHelp): Promise<void> {
    this.joins.useHelp(workers, help);
    return Promise.resolve();
  }

  /** Not in turn: it is about the call whose turn it is. */
  stopJoins(): Promise<void> {
    this.joins.stop();
    return Promise.resolve();
  }

  more(): Promise<GroupChanges> {
    return this.inTurn(() => {
      if (!this.outbox.isEmpty) return this.answer(0);
      const session = this.opened();
      return session.crops.isWaiting
        ? this.windowNext(session)
        : this.loadNext(session);
    });
  }

  addFiles(
    files: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): Promise<GroupChanges> {
    return this.inTurn(async () => {
      const session = this.opened();
      const all = await this.completed(session, files, fingerprints);
      const changes = await this.change(() => session.puttingFiles(files, all));
      // What could not be read back must stay in memory.
      session.release(
        await this.storage.stored(all.map(({ content }) => content)),
      );
      return changes;
    });
  }

  records(
    keys: readonly FileKey[],
  ): Promise<readonly (FileRecord | undefined)[]> {
    return Promise.resolve(keys.map((key) => this.session?.recordOf(key)));
  }

  removeFiles(keys: readonly FileKey[]): Promise<GroupChanges> {
    return this.inTurn(() =>
      this.change(() => this.opened().removeFiles(keys)),
    );
  }

  distances(): Promise<DistanceSurvey> {
    return this.inTurn(() => this.opened().distances());
  }

  nextChecks(limit: number): Promise<readonly PairCheck[]> {
    return this.inTurn(() => this.opened().nextChecks(limit));
  }

  addMeasures(results: readonly LookResult[]): Promise<GroupChanges> {
    return this.inTurn(async () => {
      await this.storage.keepMeasures(
        results.flatMap(({ first, second, measure }) =>
          measure === undefined ? [] : { first, second, measure },
        ),
      );
      return this.change(() => this.opened().setLooks(results));
    });
  }

  setSettings(settings: MatchingSettings): Promise<GroupChanges> {
    return this.inTurn(async () => {
      const session = this.opened();
      const changed = session.changeSettings(settings);
      if (changed !== undefined) return this.change(() => changed);
      this.isRejoining = true;
      try {
        const isWhole = await this.rejoin(session);
        if (!isWhole) return this.stopped();
        return await this.change(() => session.regroupAll());
      } finally {
        this.isRejoining = false;
      }
    });
  }

  setKeeper(keeper: KeeperOrder): Promise<GroupChanges> {
    return this.inTurn(() =>
      this.change(() => this.opened().setKeeper(keeper)),
    );
  }

  setRoots(roots: readonly Root[]): Promise<GroupChanges> {
    return this.inTurn(() => {
      const session = this.opened();
      const open = new Set(roots.map(({ id }) => id));
      const known = new Set(session.openRoots.map(({ id }) => id));
      this.loading = [
        ...this.loading.filter(({ root }) => open.has(root)),
        ...[...open].filter((id) => !known.has(id)).map((root) => ({ root })),
      ];
      this.outbox.add(session.setRoots(roots));
      return this.loadNext(session);
    });
  }

  /**
   * Not in turn, as a person waits for the answer, unless the groups are about to be others
   * altogether: the session takes decisions in the middle of a change as well.
   */
  setDecisions(changes: readonly DecisionChange[]): Promise<GroupChanges> {
    const decide = (): GroupChanges => {
      this.outbox.addFirst(this.opened().setDecisions(changes));
      return this.answer(0);
    };
    return this.session === undefined || this.isRejoining
      ? this.inTurn(decide)
      : this.idle.during(() => Promise.resolve(decide()));
  }

  folderInsights(): Promise<readonly FolderInsight[]> {
    return this.inTurn(async () => {
      const told = await this.joins.made(this.opened().folderInsights());
      return told?.result ?? [];
    });
  }

  similarShots(from: number): Promise<SeriesPortion> {
    return this.inTurn(async () => {
      if (from === 0) {
        const told = await this.joins.made(this.opened().similarShots());
        this.series = told?.result ?? [];
      }
      const series = this.series.slice(from, from + SERIES_PER_ANSWER);
      const hasMore = from + series.length < this.series.length;
      if (!hasMore) this.series = [];
      return { series, hasMore };
    });
  }

  /** Not in turn: thumbnails touch nothing that the other calls know of. */
  addThumbs(thumbs: readonly Thumb[]): Promise<readonly ThumbEdge[]> {
    if (!this.kernels) throw new Error('the matcher has not been opened');
    this.thumbs ??= new FirstLookBook(this.kernels);
    return Promise.resolve(this.thumbs.add(thumbs));
  }

  forgetThumbs(): Promise<void> {
    this.thumbs = undefined;
    return Promise.resolve();
  }

  private opened(): MatcherSession {
    if (!this.session) throw new Error('the matcher has not been opened');
    return this.session;
  }

  /** Reads the next stored files and groups them with those before. */
  private async loadNext(session: MatcherSession): Promise<GroupChanges> {
    const next = this.loading.shift();
    if (next === undefined) return this.answer(0);
    const { files, gone, last } = await this.storage.files(
      next.root,
      next.after,
      this.filesPerStep,
    );
    this.filesPerStep = Math.min(
      FILES_PER_STEP,
      this.filesPerStep * STEP_GROWTH,
    );
    if (last !== undefined) {
      this.loading.unshift({ root: next.root, after: last });
    }
    const all = await this.completed(session, files, []);
    if (gone.length > 0) this.outbox.add(session.removeFiles(gone));
    const changes = await this.change(() => session.puttingFiles(files, all));
    session.release(all.map(({ content }) => content));
    return changes;
  }

  /** @returns false when it was stopped half-way */
  private async rejoin(session: MatcherSession): Promise<boolean> {
    for (const part of session.pictureParts(FILES_PER_STEP)) {
      const found = await this.storage.fingerprints(session.released(part));
      const made = await this.joins.made(session.rejoining(part, found));
      if (made === undefined) return false;
      session.release(found.map(({ content }) => content));
    }
    return true;
  }

  /** Reads the next fingerprints back that crops are to be looked for in. */
  private async windowNext(session: MatcherSession): Promise<GroupChanges> {
    const found = await this.storage.fingerprints(
      session.crops.takeWaiting(WINDOWS_PER_STEP),
    );
    return this.change(() => session.makingWindows(found));
  }

  /** The fingerprints that these files need: those given, and from storage what is still missing. */
  private async completed(
    session: MatcherSession,
    files: readonly FileRecord[],
    given: readonly Fingerprint[],
  ): Promise<readonly Fingerprint[]> {
    const known = new Set(given.map(({ content }) => content));
    const missing = new Set<ContentHash>();
    for (const { outcome } of files) {
      if (outcome.kind !== 'fingerprinted') continue;
      const { content } = outcome;
      if (!known.has(content) && !session.knows(content)) missing.add(content);
    }
    const stored = await this.storage.fingerprints([...missing]);
    return [...given, ...stored];
  }

  /** Makes a change, with the fingerprints brought back that it turns out to need. */
  private async change(
    make: () => GroupDiff | JoinSteps<GroupDiff>,
  ): Promise<GroupChanges> {
    const session = this.opened();
    let startedMs = performance.now();
    const change = make();
    const made =
      'upserts' in change ? { result: change } : await this.joins.made(change);
    if (made === undefined) return this.stopped();
    this.outbox.add(made.result);
    let matchMs = performance.now() - startedMs;
    for (
      let wanted = session.takeWanted();
      wanted.length > 0;
      wanted = session.takeWanted()
    ) {
      const found = await this.storage.fingerprints(wanted);
      startedMs = performance.now();
      this.outbox.add(session.restore(found));
      session.release(found.map(({ content }) => content));
      matchMs += performance.now() - startedMs;
    }
    return this.answer(matchMs);
  }

  /** Other folders are about to be opened. */
  private stopped(): GroupChanges {
    this.loading = [];
    return this.answer(0);
  }

  private answer(matchMs: number): GroupChanges {
    const { upserts, removed } = this.outbox.take();
    const packed = packGroups(upserts, this.encoder);
    const changes = {
      upserts: packed,
      removed,
      pairsWaiting: this.opened().pairsWaiting,
      picturesLeftOut: this.opened().picturesLeftOut,
      matchMs,
      hasMore:
        !this.outbox.isEmpty ||
        this.loading.length > 0 ||
        this.opened().crops.isWaiting,
    };
    return transfer(changes, [packed.bytes.buffer]);
  }

  private inTurn<Result>(
    task: () => Result | Promise<Result>,
  ): Promise<Result> {
    return this.idle.during(() => this.turns.run(task));
  }
}
