import type { DBSchema, IDBPDatabase } from 'idb';
import type { Decision } from '../domain/decision.ts';
import type { ContentHash, RootId } from '../domain/photo-id.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { JournalEntry, JournalStep } from '../domain/removal-journal.ts';
import type { Root } from '../domain/root.ts';
import type { ScanRecord } from '../domain/scan-stage.ts';
import type { FileRow } from './file-row.ts';
import type { FingerprintRow } from './fingerprint-row.ts';
import type { PairRow } from './pair-row.ts';

export const DATABASE_NAME = 'twinsift';

/** The settings store has this one row. */
export const SETTINGS_KEY = 'current';

/**
 * A root as stored. `handle` is the FileSystemDirectoryHandle, kept by structured clone; it is
 * typed loosely because this layer also runs in workers, where the page's types are not known.
 */
export interface StoredRoot extends Root {
  handle?: object;
  /** It was on the list when the last visit ended: opened again where the browser allows it. */
  isOpen?: boolean;
}

/** The second look at one pair; `measure.transform` takes `first` to `second`. */
export interface StoredPairMeasure {
  first: ContentHash;
  second: ContentHash;
  measure: PairMeasure;
}

/** Every store with its key. docs/storage.md says what each is for and when rows go. */
export interface TwinsiftSchema extends DBSchema {
  roots: { key: RootId; value: StoredRoot };
  /** Key: root and number; a later row counts before earlier ones. */
  files: { key: [RootId, number]; value: FileRow };
  /** Key: fingerprintKey(content). */
  fingerprints: { key: Uint8Array<ArrayBuffer>; value: FingerprintRow };
  /** Key: pairBytes(first, second). */
  pairs: { key: Uint8Array<ArrayBuffer>; value: PairRow };
  /** Key: decisionKey(decision). */
  decisions: { key: string; value: Decision };
  scans: { key: string; value: ScanRecord };
  settings: { key: typeof SETTINGS_KEY; value: unknown };
  journal: { key: string; value: JournalEntry };
  'journal-steps': { key: [string, number]; value: JournalStep };
}

/** An open connection; get one from `openDatabase`. */
export type Database = IDBPDatabase<TwinsiftSchema>;
