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

/** What the app makes of an original and one copy of it. */
export type CopyResult =
  | {
      kind: 'grouped';
      relation: RelationKind;
      keeper: 'original' | 'copy' | 'abstained';
      isProposed: boolean;
    }
  | { kind: 'apart' }
  /** The copy is smaller than the app compares. */
  | { kind: 'too-small' };

/** By name of the transform. */
export type CopyResults = Record<string, CopyResult>;

/** What the lab page offers to the runner as `window.lab`. */
export interface Lab {
  start(workers: number): Promise<void>;
  /** Analyzes and groups files as one folder; `base` is put in front of each path to fetch it. */
  scan(base: string, paths: string[]): Promise<LabFolderResult>;
  /** Makes every copy of one photo and looks for each beside its original. */
  tryCopies(url: string): Promise<CopyResults>;
}
