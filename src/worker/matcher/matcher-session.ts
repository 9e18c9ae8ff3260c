import type { PictureKey } from '../../domain/build-groups.ts';
import { pictureKey } from '../../domain/build-groups-input.ts';
import { DecisionIndex } from '../../domain/decision-index.ts';
import { contentsOfDecision, type Decision } from '../../domain/decision.ts';
import {
  folderInsights,
  type FolderInsight,
} from '../../domain/folder-insight.ts';
import type { DistanceSurvey } from '../../domain/distance-survey.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import {
  splitFileKey,
  type ContentHash,
  type FileKey,
} from '../../domain/photo-id.ts';
import {
  DEFAULT_KEEPER,
  type KeeperOrder,
} from '../../domain/keeper-settings.ts';
import type { FileRecord } from '../../domain/photo.ts';
import type { Root } from '../../domain/root.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { ShotSeries } from '../../domain/similar-shots.ts';
import type {
  DecisionChange,
  LookResult,
  PairCheck,
} from '../../protocol/matcher-protocol.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { MatcherChecks } from './matcher-checks.ts';
import type { MatcherCrops } from './matcher-crops.ts';
import { surveyDistances } from './matcher-distances.ts';
import type { Edge } from './matcher-edge-book.ts';
import { MatcherEdges } from './matcher-edges.ts';
import { MatcherGroupBook, type GroupDiff } from './matcher-group-book.ts';
import { HashShelf } from './matcher-hash-shelf.ts';
import { MatcherIntake } from './matcher-intake.ts';
import { joinedHere, type JoinSteps } from './matcher-joins.ts';
import { MatcherLibrary } from './matcher-library.ts';
import { LookBook } from './matcher-look-book.ts';
import { PairSearch } from './matcher-pair-search.ts';
import { heldSeries } from './matcher-series.ts';
import { MatcherRegrouper } from './matcher-regrouper.ts';
import { MatcherRelease } from './matcher-release.ts';
import { isThresholdAlone, protectedRootsOf } from './matcher-session-rules.ts';
import { MatcherShots } from './matcher-shots.ts';

/**
 * The matcher's state between two calls, without storage and without waiting: files in, groups
 * out.
 */
export class MatcherSession {
  private readonly decisions: DecisionIndex;
  private readonly shelf: HashShelf = new HashShelf((picture) =>
    this.library.hashesAt(picture),
  );
  private readonly library: MatcherLibrary = new MatcherLibrary(
    this.shelf.pictures,
  );
  private readonly shots = new MatcherShots((key) => {
    const content = this.library.contentOfFile(key);
    return content && this.regrouper.concerns(content) ? content : undefined;
  });
  private readonly edges: MatcherEdges;
  private readonly search: PairSearch;
  private readonly checks = new MatcherChecks((first, second) =>
    this.edgeBetween(first, second),
  );
  private readonly book = new MatcherGroupBook((before, made) => {
    this.checks.replace(before, made);
  });
  private readonly looks = new LookBook();
  private readonly regrouper: MatcherRegrouper;
  private readonly releasing: MatcherRelease;
  private readonly intake: MatcherIntake;

  constructor(
    kernels: Kernels,
    roots: readonly Root[],
    settings: MatchingSettings,
    decisions: readonly Decision[],
    looks: readonly LookResult[],
    keeper: KeeperOrder = DEFAULT_KEEPER,
  ) {
    this.decisions = new DecisionIndex(decisions);
    this.edges = new MatcherEdges(settings, this.library, (picture) =>
      this.shelf.slotOf(picture),
    );
    const { library, shelf, edges, shots, book } = this;
    this.regrouper = new MatcherRegrouper(
      { library, edges, shots, book, decisions: this.decisions },
      { settings, roots, keeper },
    );
    this.search = new PairSearch({ kernels, library, shelf, edges }, settings);
    this.intake = new MatcherIntake({
      library,
      shelf,
      search: this.search,
      edges,
      shots,
      book,
      looks: this.looks,
    });
    this.releasing = new MatcherRelease({
      library,
      edges,
      hasCompany: (content) => this.regrouper.hasCompany(content),
    });
    this.shelf.keepTurns();
    for (const look of looks) this.looks.put(look);
  }

  /** Pictures that are to be looked at for crops. */
  get crops(): MatcherCrops {
    return this.search.crops;
  }

  get pairsWaiting(): number {
    return this.checks.count;
  }

  /** Photos of which only the pairs with those most like them are held. */
  get picturesLeftOut(): number {
    return this.edges.picturesLeftOut;
  }

  get openRoots(): readonly Root[] {
    return this.regrouper.choices.roots;
  }

  /** What is held of a file. */
  recordOf(key: FileKey): FileRecord | undefined {
    return this.library.recordOf(key);
  }

  knows(content: ContentHash): boolean {
    return this.library.has(content);
  }

  /**
   * Contents that cannot be grouped until `restore` brings their fingerprints back. Named once:
   * one that is not to be had is not asked for again before something new is found near it.
   */
  takeWanted(): ContentHash[] {
    return this.search.takeWanted();
  }

  /**
   * Brings back fingerprints that were released, and groups what waited for them. Others may be
   * wanted afterwards.
   */
  restore(fingerprints: readonly Fingerprint[]): GroupDiff {
    const touched = new Set<ContentHash>();
    for (const fingerprint of fingerprints) {
      if (!this.library.restore(fingerprint)) continue;
      touched.add(fingerprint.content);
      this.search.measureLate(pictureKey(fingerprint));
    }
    return this.regroupJoined(touched);
  }

  /**
   * Nothing more is to be expected for a while: drops what only makes the next joins faster, some
   * 110 bytes a photo, and room for more. Files put in afterwards are joined as well as before.
   */
  settle(): void {
    this.shelf.dropTurns();
    this.search.settle();
    this.library.settle();
    this.edges.settle();
  }

  /**
   * Drops the fingerprints of those contents that stand alone, and of the others what only a pair
   * to be measured anew needs. For those only that `restore` can bring back.
   */
  release(contents: Iterable<ContentHash>): void {
    this.releasing.release(contents);
  }

  /** As puttingFiles, with all joins made at once. */
  putFiles(
    records: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): GroupDiff {
    return joinedHere(this.puttingFiles(records, fingerprints));
  }

  /**
   * Adds or replaces files. A record without a fingerprint (skipped, or its fingerprint is lost)
   * takes the file out: there is nothing to compare. Nothing but `setDecisions` may be asked before
   * the last step.
   */
  *puttingFiles(
    records: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): JoinSteps<GroupDiff> {
    const given = new Map(fingerprints.map((one) => [one.content, one]));
    const touched = new Set<ContentHash>();
    const added = new Set<PictureKey>();
    for (const record of records) {
      this.intake.put(record, given, { touched, added });
      yield undefined;
    }
    yield* this.search.join([...added]);
    return this.regroupJoined(touched);
  }

  removeFiles(keys: Iterable<FileKey>): GroupDiff {
    const touched = new Set<ContentHash>();
    for (const key of keys) this.intake.remove(key, touched);
    return this.regrouper.regroup(touched);
  }

  /** Drops the files of roots that are no longer open, and applies protection. */
  setRoots(roots: readonly Root[]): GroupDiff {
    const open = new Set(roots.map(({ id }) => id));
    this.shots.keepRoots(open);
    const { choices } = this.regrouper;
    const before = protectedRootsOf(choices.roots);
    const after = protectedRootsOf(roots);
    this.regrouper.choose({ ...choices, roots });
    const touched = new Set<ContentHash>();
    for (const key of [...this.library.allFiles()]) {
      const { root } = splitFileKey(key);
      if (!open.has(root)) this.intake.remove(key, touched);
      else if (before.has(root) !== after.has(root)) {
        const content = this.library.contentOfFile(key);
        if (content !== undefined) touched.add(content);
      }
    }
    return this.regrouper.regroup(touched);
  }

  /** As changeSettings, where all fingerprints are in memory. */
  setSettings(settings: MatchingSettings): GroupDiff {
    const changed = this.changeSettings(settings);
    if (changed !== undefined) return changed;
    joinedHere(this.rejoining([...this.library.allPictures()], []));
    return this.regroupAll();
  }

  /**
   * Regroups what the settings change, if the stored pairs suffice for that; a threshold alone
   * regroups only around the pairs that it passes.
   *
   * @returns undefined when the hashes must be joined again: then, before anything else, all
   *   pictures are to be handed to `rejoining`, part by part, and `regroupAll` is to be asked
   */
  changeSettings(settings: MatchingSettings): GroupDiff | undefined {
    const { choices } = this.regrouper;
    const covers = this.search.setSettings(settings);
    if (covers && isThresholdAlone(choices.settings, settings)) {
      return this.regrouper.moveThreshold(settings);
    }
    this.regrouper.choose({ ...choices, settings });
    this.edges.setSettings(settings);
    if (covers) return this.regroupAll();
    this.shelf.keepTurns();
    this.search.begin();
    return undefined;
  }

  /** All pictures held, in parts of at most so many. */
  *pictureParts(limit: number): Generator<readonly PictureKey[]> {
    let part: PictureKey[] = [];
    for (const picture of this.library.allPictures()) {
      if (part.push(picture) < limit) continue;
      yield part;
      part = [];
    }
    yield part;
  }

  /** One content of each of these pictures that has no hashes in memory. */
  released(pictures: readonly PictureKey[]): ContentHash[] {
    return pictures.flatMap((picture) =>
      this.search.hasHashes(picture)
        ? []
        : this.library.contentsOf(picture).slice(0, 1),
    );
  }

  /**
   * Joins held pictures by the settings of now. Nothing else may be asked before the last step.
   *
   * @param restored fingerprints of those that are released
   */
  *rejoining(
    pictures: readonly PictureKey[],
    restored: readonly Fingerprint[],
  ): JoinSteps<void> {
    for (const fingerprint of restored) this.library.restore(fingerprint);
    for (const picture of pictures) {
      const fingerprint = this.library.representative(picture);
      if (fingerprint) this.shelf.put(picture, fingerprint.hashes);
    }
    yield* this.search.join(pictures);
  }

  /** Groups everything anew, from what is measured already. */
  regroupAll(): GroupDiff {
    return this.regrouper.regroupAll();
  }

  /** Chooses the keepers anew, from what is measured already. */
  setKeeper(keeper: KeeperOrder): GroupDiff {
    this.regrouper.choose({ ...this.regrouper.choices, keeper });
    return this.regroupAll();
  }

  setDecisions(changes: readonly DecisionChange[]): GroupDiff {
    const touched = new Set<ContentHash>();
    for (const { decision, isRevoked } of changes) {
      if (isRevoked) this.decisions.revoke(decision);
      else this.decisions.apply(decision);
      for (const content of contentsOfDecision(decision)) touched.add(content);
    }
    return this.regrouper.regroup(touched);
  }

  /** While this goes on, nothing but `setDecisions` may be asked; what it changes may count or not. */
  folderInsights(): JoinSteps<FolderInsight[]> {
    return folderInsights({
      contents: () => this.library.allContents(),
      hasRoots: this.openRoots.length > 1,
      groupOf: (content) => this.book.groupOfContent(content),
    });
  }

  /** Bursts and series, earliest first. As folderInsights. */
  similarShots(): JoinSteps<ShotSeries[]> {
    const { library, shelf, shots, book } = this;
    const { settings } = this.regrouper.choices;
    return heldSeries({ library, shelf, shots, book, settings });
  }

  setLooks(looks: readonly LookResult[]): GroupDiff {
    const touched = new Set<ContentHash>();
    for (const look of looks) {
      if (look.measure) this.looks.put(look);
      const first = this.pictureOf(look.first);
      const second = this.pictureOf(look.second);
      if (first === undefined || second === undefined) continue;
      // Twins with the same pixels share the look, so their groups may change too.
      for (const picture of [first, second]) {
        for (const twin of this.library.contentsOf(picture)) touched.add(twin);
      }
      this.edges.setLook(first, second, look.measure);
    }
    return this.regrouper.regroup(touched);
  }

  distances(): DistanceSurvey {
    return surveyDistances(
      this.edges.pairs(),
      this.regrouper.choices.settings,
      (picture) => this.library.fileOf(picture),
    );
  }

  nextChecks(limit: number): PairCheck[] {
    return this.checks.next(limit);
  }

  /** Looks for crops among pictures that `crops` was waiting for. */
  *makingWindows(fingerprints: readonly Fingerprint[]): JoinSteps<GroupDiff> {
    const pictures: PictureKey[] = [];
    for (const fingerprint of fingerprints) {
      const picture = pictureKey(fingerprint);
      if (!this.library.hasPicture(picture)) continue;
      this.crops.put(picture, fingerprint);
      pictures.push(picture);
    }
    yield* this.search.joinCrops(pictures);
    return this.regrouper.regroupPictures([
      ...pictures,
      ...this.edges.takeCrowded(),
    ]);
  }

  /** Groups what new pairs concern: also those from whom nearer ones took a pair. */
  private regroupJoined(touched: Set<ContentHash>): GroupDiff {
    for (const picture of this.edges.takeCrowded()) {
      for (const content of this.library.contentsOf(picture)) {
        touched.add(content);
      }
    }
    return this.regrouper.regroup(touched);
  }

  private pictureOf(content: ContentHash): PictureKey | undefined {
    return this.library.pictureOf(content);
  }

  /** Between the pictures of two contents. */
  private edgeBetween(
    first: ContentHash,
    second: ContentHash,
  ): Edge | undefined {
    const from = this.pictureOf(first);
    const to = this.pictureOf(second);
    return from && to && this.edges.edgeBetween(from, to);
  }
}
