import type { RelationKind } from '../../../src/domain/relation.ts';

/** A group as the lab hands it to the report; paths as given to the lab. */
export interface LabGroup {
  keeper: string;
  isAbstained: boolean;
  members: {
    path: string;
    relation: RelationKind;
    rule: string;
    /** The rules propose to move it without a person looking. */
    isProposed: boolean;
  }[];
}

/** What the app makes of a folder. */
export interface LabFolderResult {
  groups: LabGroup[];
  /** Files that were not compared, with the reason. */
  skipped: { path: string; reason: string }[];
  /** SHA-256 of each file that was compared. */
  contents: Record<string, string>;
  pairsChecked: number;
  /** Time of the second look in the worker, reading and decoding included, ms a pair. */
  checkMs: number;
}

/** The same with cropped copies looked for too, and beside other methods. */
export interface LabFolderScan extends LabFolderResult {
  groupsWithCrops: LabGroup[];
  /** How many more looks that took. */
  cropPairsChecked: number;
  /** Pairs that each peer method joins. */
  peerPairs: Record<string, number>;
}

/** How an original and its copy came out under some settings. */
export type CopyOutcome =
  | {
      kind: 'grouped';
      relation: RelationKind;
      /** The keeper shown, whether or not the app stands by it. */
      keeper: 'original' | 'copy';
      isAbstained: boolean;
      isProposed: boolean;
      /** What the app says for its choice, or against it. */
      words: string;
    }
  | { kind: 'apart' };

/** What the app makes of an original and one copy of it. */
export type CopyResult =
  | {
      kind: 'tried';
      byDefault: CopyOutcome;
      /** With cropped copies looked for too. */
      withCrops: CopyOutcome;
      /** Peer methods that call the two the same. */
      peers: string[];
    }
  /** The copy is smaller than the app compares. */
  | { kind: 'too-small' }
  /** The photo has nothing that this transform could change. */
  | { kind: 'not-made' };

/** By name of the transform. */
export type CopyResults = Record<string, CopyResult>;

/** The copies of one photo, with what was measured of each (lines as keptLine writes them). */
export interface TriedCopies {
  results: CopyResults;
  kept: string[];
}

/** An original and its copies in one folder. */
export interface TriedFamily {
  /** The transform behind each path, `original` behind one; without files too small to compare. */
  names: Record<string, string>;
  groups: LabGroup[];
}

/** What the lab page offers to the runner as `window.lab`. */
export interface Lab {
  start(workers: number): Promise<void>;
  /** Analyzes and groups files as one folder; `base` is put in front of each path to fetch it. */
  scan(base: string, paths: string[]): Promise<LabFolderScan>;
  /** The same with each photo in all eight orientations, as `<path>#<EXIF orientation>`. */
  scanTurned(base: string, paths: string[]): Promise<LabFolderScan>;
  /** Makes every copy of one photo and looks for each beside its original. */
  tryCopies(url: string): Promise<TriedCopies>;
  /** Draws pairs of different pictures that look alike on one photo, and holds each to the other. */
  tryLookalikes(url: string, seed: number): Promise<TriedCopies>;
  /** Makes these copies of one photo and groups all of them with it. */
  tryFamily(url: string, transforms: string[]): Promise<TriedFamily>;
}
