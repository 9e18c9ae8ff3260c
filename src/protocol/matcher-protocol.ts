import type { CompiledKernels } from './compiled-kernels.ts';
import type { JoinHelp } from './join-protocol.ts';
import type { Decision } from '../domain/decision.ts';
import type { DistanceSurvey } from '../domain/distance-survey.ts';
import type { DihedralTransform, Fingerprint } from '../domain/fingerprint.ts';
import type { FolderInsight } from '../domain/folder-insight.ts';
import type { GroupId } from '../domain/group.ts';
import type { KeeperOrder } from '../domain/keeper-settings.ts';
import type { PackedGroups } from '../domain/packed-groups.ts';
import type { ContentHash, FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { Root } from '../domain/root.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';

/** A pair that the hashes propose and the second look must confirm. */
export interface PairCheck {
  first: ContentHash;
  second: ContentHash;
  /** A file holding each content. */
  firstFile: FileKey;
  secondFile: FileKey;
  transform: DihedralTransform;
}

/** Result of a second look, from the first content to the second; no measure when it failed. */
export interface LookResult {
  first: ContentHash;
  second: ContentHash;
  measure?: PairMeasure;
}

export interface DecisionChange {
  decision: Decision;
  isRevoked: boolean;
}

/** Some of the series. */
export interface SeriesPortion {
  series: readonly ShotSeries[];
  /** There are more behind these. */
  hasMore: boolean;
}

/** What changed in the groups since the last answer. */
export interface GroupChanges {
  upserts: PackedGroups;
  removed: readonly GroupId[];
  /** Pairs still to be checked. */
  pairsWaiting: number;
  /**
   * Pictures with so many others like them that only the nearest were compared with them.
   */
  picturesLeftOut: number;
  /** Time spent matching and grouping, ms. */
  matchMs: number;
  /** This is not all: ask for `more()` until it is. */
  hasMore?: boolean;
}

/** A file's thumbnail at the first look, under a number that the page gave the file. */
export interface Thumb {
  file: number;
  pHash64: Uint8Array;
  pHash256: Uint8Array;
}

/** Two files with like thumbnails: `file` joins the provisional group of `head`. */
export interface ThumbEdge {
  head: number;
  file: number;
}

/** Where a file went, or that it is gone. */
export interface FileChange {
  key: FileKey;
  record?: FileRecord;
}

/**
 * The one matcher. Holds all files of the open roots and their hashes; answers with changes only,
 * in portions that the page takes in within a few ms.
 */
export interface MatcherWorker {
  /**
   * Loads what is stored of these roots (files, fingerprints, pair measures, decisions). The first
   * answer comes after the first few thousand files; `more()` goes on.
   * @param keeper how keepers are chosen; the usual order when absent
   */
  open(
    kernels: CompiledKernels,
    roots: readonly Root[],
    settings: MatchingSettings,
    keeper?: KeeperOrder,
  ): Promise<GroupChanges>;
  /** From now on, long joins are shared among so many workers of the pool. */
  useHelp(workers: number, help: JoinHelp): Promise<void>;
  /**
   * Breaks off the call whose turn it is, if workers are joining for it. Only when `open` follows:
   * files may be left without their pairs.
   */
  stopJoins(): Promise<void>;
  /** The next portion of changes, while the answer before had more. */
  more(): Promise<GroupChanges>;
  /** Adds or replaces files just fingerprinted; `fingerprints` holds the contents not yet known. */
  addFiles(
    files: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): Promise<GroupChanges>;
  /**
   * What is held of these files, in their order; undefined for those that are not (yet). Not in
   * turn: files on their way in may be missing, or be told as they were before.
   */
  records(
    keys: readonly FileKey[],
  ): Promise<readonly (FileRecord | undefined)[]>;
  /** Files that moved away or were found missing. */
  removeFiles(keys: readonly FileKey[]): Promise<GroupChanges>;
  /**
   * Next pairs for the second look, most promising first. Each is handed out once; only when no
   * other is left, those are handed out again whose answer never came. So answer one round
   * before asking for the next.
   */
  nextChecks(limit: number): Promise<readonly PairCheck[]>;
  /** How far the near pairs are from each other; reads no file. */
  distances(): Promise<DistanceSurvey>;
  /** Results of the second look. A failed look leaves the pair unverified: it is not grouped. */
  addMeasures(results: readonly LookResult[]): Promise<GroupChanges>;
  /** Re-groups from stored distances; reads no file. */
  setSettings(settings: MatchingSettings): Promise<GroupChanges>;
  /** Chooses all keepers anew; reads no file. */
  setKeeper(keeper: KeeperOrder): Promise<GroupChanges>;
  setRoots(roots: readonly Root[]): Promise<GroupChanges>;
  /** Applies decisions, or takes them back, in this order. */
  setDecisions(changes: readonly DecisionChange[]): Promise<GroupChanges>;
  /**
   * Holds thumbnails and says which of them join which; each file at most once. They have no part
   * in any group, measure or store. Only once open.
   */
  addThumbs(thumbs: readonly Thumb[]): Promise<readonly ThumbEdge[]>;
  /** The first look is over, or another one begins. */
  forgetThumbs(): Promise<void>;
  /** Which folders are contained in others; reads no file. */
  folderInsights(): Promise<readonly FolderInsight[]>;
  /**
   * Bursts and series, earliest first; reads no file. Ask from 0, then from as many as have come,
   * while there are more: what changes in between is seen at the next question from 0.
   */
  similarShots(from: number): Promise<SeriesPortion>;
}
