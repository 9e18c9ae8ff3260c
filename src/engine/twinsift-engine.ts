import type { DistanceSurvey } from '../domain/distance-survey.ts';
import type { FolderPlace } from '../domain/folder-place.ts';
import { folderSteps } from '../domain/folder-insight-plan.ts';
import type { GroupId, PhotoSummary } from '../domain/group.ts';
import type { ContentHash, FileKey, RootId } from '../domain/photo-id.ts';
import type { RootProtection } from '../domain/root.ts';
import type { Settings } from '../domain/settings.ts';
import { settingsEffect } from '../domain/settings-effect.ts';
import { readDecisions } from '../storage/decisions-store.ts';
import { readSettings, writeSettings } from '../storage/settings-store.ts';
import type {
  AppEngine,
  DecidedPlace,
  ReportKind,
  SavedFile,
  SettingsEffect,
  ShownPicture,
} from './app-engine.ts';
import { AppContext } from './app-context.ts';
import type { AppState } from './app-state.ts';
import { AppUpdates } from './app-updates.ts';
import { compileKernels } from './compile-kernels.ts';
import { DecisionDesk } from './decision-desk.ts';
import { drawnSample } from './drawn-sample.ts';
import { FolderDesk } from './folder-desk.ts';
import { FolderIntake } from './folder-intake.ts';
import { inSlices } from './in-slices.ts';
import { initialState } from './initial-state.ts';
import { keepStored } from './keep-stored.ts';
import { LastVisit } from './last-visit.ts';
import { openStorage } from './open-storage.ts';
import { PictureShelf } from './picture-shelf.ts';
import { poolSize } from './platform-features.ts';
import { RemovalDesk } from './removal-desk.ts';
import { ScanDesk } from './scan-desk.ts';
import { StateStore } from './state-store.ts';
import { Ticker } from './ticker.ts';
import { whenIdle } from './when-idle.ts';

/** The engine behind the page. Does nothing by itself but coordinate its desks. */
export class TwinsiftEngine implements AppEngine {
  private readonly context: AppContext;
  private readonly folders: FolderDesk;
  private readonly intake: FolderIntake;
  private readonly lastVisit: LastVisit;
  private readonly scans: ScanDesk;
  private readonly decisions: DecisionDesk;
  private readonly removals: RemovalDesk;
  private readonly pictures: PictureShelf;
  private readonly updates: AppUpdates;

  private constructor(context: AppContext, scans: ScanDesk) {
    this.context = context;
    this.scans = scans;
    this.folders = new FolderDesk(context);
    this.intake = new FolderIntake(context, this.folders);
    this.lastVisit = new LastVisit(context, this.folders);
    this.decisions = new DecisionDesk(
      context,
      scans.matching.groups,
      (changes) => scans.matching.decide(changes),
    );
    this.pictures = new PictureShelf({
      pool: () => scans.pool,
      settings: () => this.state.settings.fingerprint,
      openFile: (key) => scans.openFile(key),
    });
    this.removals = new RemovalDesk(context, this.folders, scans);
    this.updates = new AppUpdates(context);
  }

  /** Opens storage, starts the workers and shows what earlier visits left. */
  static async start(): Promise<TwinsiftEngine> {
    const context = new AppContext(
      new StateStore(initialState()),
      new Ticker(),
    );
    // With a large library it takes a while, and nothing here is needed for it.
    const opening = openStorage(context);
    const kernels = await compileKernels();
    const scans = new ScanDesk(
      context,
      kernels,
      poolSize(navigator.hardwareConcurrency),
    );
    const engine = new TwinsiftEngine(context, scans);
    await opening;
    await engine.load();
    return engine;
  }

  get state(): AppState {
    return this.context.store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.context.store.subscribe(listener);
  }

  private async load(): Promise<void> {
    const { context } = this;
    const { db } = context;
    if (db !== undefined) {
      context.store.update({ settings: await readSettings(db) });
      this.decisions.load(await readDecisions(db));
    }
    await this.folders.load();
    await this.lastVisit.offerUnfinished();
    await this.reopen();
    await this.removals.refresh();
    this.updates.start();
    context.store.update({ isReady: true });
    // A person takes longer to choose a folder than workers take to start.
    whenIdle(() => {
      this.scans.pool.prepare();
    });
  }

  /** Shows the last visit's groups again. */
  private async reopen(): Promise<void> {
    await this.lastVisit.reopenFolders();
    if (this.state.roots.length > 0) {
      // Not waited for: with many photos it takes a while, and the first groups come at once.
      void this.openStored();
      const isFree = await this.folders.holdAll(() => {
        void this.scan();
      });
      if (isFree) {
        await this.removals.reconcile();
      }
    }
  }

  async chooseFolder(): Promise<void> {
    if (await this.intake.choose()) await this.openAndScan();
  }

  async addFileList(files: FileList): Promise<void> {
    if (await this.intake.addFileList(files)) await this.openAndScan();
  }

  async addDropped(items: DataTransferItemList): Promise<void> {
    if (await this.intake.addDropped(items)) await this.openAndScan();
  }

  async openSample(): Promise<void> {
    this.context.store.update({ isPreparing: true });
    try {
      await this.folders.addSample(await drawnSample());
    } finally {
      this.context.store.update({ isPreparing: false });
    }
    await this.openAndScan();
  }

  async openRecent(root: RootId): Promise<void> {
    if (await this.folders.openRecent(root)) {
      await this.openAndScan();
    }
  }

  forgetRecent(root: RootId): Promise<void> {
    return this.folders.forget(root);
  }

  async removeRoot(root: RootId): Promise<void> {
    await this.scans.stop();
    await this.folders.remove(root);
    this.scans.files.forgetRoot(root);
    // What the last scan counted was of folders that are no longer open.
    if (this.state.roots.length === 0) {
      this.context.store.update({ scan: undefined });
    }
    await this.openStored();
  }

  async setProtection(root: RootId, protection: RootProtection): Promise<void> {
    await this.folders.setProtection(root, protection);
    await this.scans.matching.match((matcher) =>
      matcher.setRoots(this.folders.roots),
    );
  }

  async resumeScan(): Promise<void> {
    if (await this.lastVisit.openUnfinished()) await this.openAndScan();
  }

  dismissResumable(): Promise<void> {
    return this.lastVisit.dismissUnfinished();
  }

  startScan(): Promise<void> {
    return this.scan();
  }

  pauseScan(): void {
    this.scans.pause();
  }

  continueScan(): void {
    this.scans.resume();
  }

  stopScan(): Promise<void> {
    return this.scans.stop();
  }

  async retrySkipped(keys?: readonly FileKey[]): Promise<void> {
    const retried = keys ?? this.scans.files.index.skippedKeys();
    await this.scans.stop();
    await this.scans.forgetFiles(retried);
    await this.scan();
  }

  effectOf(settings: Settings): SettingsEffect {
    return settingsEffect(
      this.state.settings,
      settings,
      this.scans.files.index.counts(),
    );
  }

  async applySettings(settings: Settings): Promise<void> {
    const effect = this.effectOf(settings);
    const before = this.state.settings;
    this.context.store.update({ settings });
    await this.context.withDatabase((db) => writeSettings(db, settings));
    await this.scans.rematch(before, settings);
    this.scans.files.showLedger();
    if (effect.kind === 'relist' || effect.kind === 'reread') {
      await this.scans.stop();
      if (effect.kind === 'reread') {
        await this.scans.forgetFiles(
          this.scans.files.index.allowedBy(settings.fingerprint),
        );
      }
      if (this.state.roots.length > 0) {
        await this.scan();
      }
    } else if (this.state.roots.length > 0 && !this.scans.isRunning) {
      // Other thresholds may propose pairs that nobody has looked at yet.
      await this.scans.start('checking');
    }
  }

  distances(): Promise<DistanceSurvey | undefined> {
    return this.scans.matching.distances();
  }

  keep(group: GroupId, member: FileKey): Promise<void> {
    return this.decisions.setState(group, member, 'keep');
  }

  move(group: GroupId, member: FileKey): Promise<void> {
    return this.decisions.setState(group, member, 'move');
  }

  makeKeeper(group: GroupId, member: FileKey): Promise<void> {
    return this.decisions.pinKeeper(group, member);
  }

  notDuplicates(group: GroupId, member: FileKey): Promise<void> {
    return this.decisions.separate(group, member);
  }

  async planFolder(place: FolderPlace): Promise<number> {
    const { steps, photos } = await inSlices(
      folderSteps(this.state.groups, place),
    );
    await this.decisions.takeSteps(steps);
    return photos;
  }

  toggleFavourite(content: ContentHash): Promise<void> {
    return this.decisions.toggleFavourite(content);
  }

  undoDecision(): Promise<DecidedPlace | undefined> {
    return this.decisions.undo();
  }

  makePlan(place?: FolderPlace): Promise<void> {
    return this.removals.makePlan(place);
  }

  writeSidecars(writesSidecars: boolean): void {
    this.removals.writeSidecars(writesSidecars);
  }

  discardPlan(): void {
    this.removals.discardPlan();
  }

  async runPlan(): Promise<void> {
    if (!this.context.isWatchingOnly()) await this.removals.run();
  }

  cancelOperation(): void {
    this.removals.cancel();
  }

  dismissOperation(): void {
    this.context.store.update({ operation: undefined });
  }

  undoMove(planId: string): Promise<void> {
    return this.removals.undo(planId);
  }

  emptyQuarantine(planId: string): Promise<void> {
    return this.removals.empty(planId);
  }

  async report(kind: ReportKind, place?: FolderPlace): Promise<SavedFile> {
    // Loaded when the first report is saved: it knows how to write each kind.
    const desk = await import('./report-desk.ts');
    const { context, pictures } = this;
    return new desk.ReportDesk(context, pictures).report(kind, place);
  }

  async thumbnail(file: FileKey): Promise<ShownPicture | undefined> {
    const record = this.scans.files.index.get(file);
    // Not read yet: what the file itself carries costs no decoding.
    const embedded =
      record === undefined
        ? await this.scans.firstLook.picture(file)
        : undefined;
    if (embedded !== undefined) return embedded;
    const version = `${record?.sizeBytes ?? 0}-${record?.modifiedMs ?? 0}`;
    return this.pictures.thumbnail(file, version);
  }

  fullPicture(photo: PhotoSummary): Promise<ShownPicture | undefined> {
    return this.pictures.full(photo);
  }

  dismissNotice(id: number): void {
    this.context.dismiss(id);
  }

  applyUpdate(): void {
    if (this.scans.isRunning || this.removals.isRunning) {
      this.context.notify(
        'info',
        'The new version is put in when the present work is done.',
      );
      return;
    }
    this.updates.apply();
  }

  /** Opens what is stored of all chosen folders and scans them; the scan waits for what it needs. */
  private async openAndScan(): Promise<void> {
    this.context.store.update({ resumable: undefined });
    await this.scans.stop();
    void this.openStored();
    void this.scan();
  }

  private openStored(): Promise<void> {
    return this.scans.open(this.folders.roots, this.folders.sources);
  }

  private async scan(): Promise<void> {
    const isFree = await this.folders.holdAll(() => {
      void this.scan();
    });
    if (isFree) await this.removals.settle();
    // Not waited for: it reads from the disk that the scan is waiting for.
    void this.removals.refresh();
    if (!isFree) return;
    void keepStored();
    await this.scans.start();
  }
}
