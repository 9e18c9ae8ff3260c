import type { IDBPDatabase } from 'idb';
import type { TwinsiftSchema } from './storage-schema.ts';

type UpgradingDatabase = IDBPDatabase<TwinsiftSchema>;

/**
 * Step n takes the database from version n to n + 1. Released steps never change: a new version
 * is a new step at the end. A step that must rewrite rows opens the stores of the upgrade's own
 * transaction; add it as a second parameter then.
 */
const MIGRATIONS: readonly ((database: UpgradingDatabase) => void)[] = [
  function createStores(database): void {
    database.createObjectStore('roots', { keyPath: 'id' });
    database.createObjectStore('files', { keyPath: ['root', 'path'] });
    database.createObjectStore('fingerprints');
    database.createObjectStore('pairs');
    database.createObjectStore('decisions');
    database.createObjectStore('scans', { keyPath: 'id' });
    database.createObjectStore('settings');
    database.createObjectStore('journal', { keyPath: 'planId' });
    database.createObjectStore('journal-steps', {
      keyPath: ['planId', 'index'],
    });
  },
  /**
   * Files, fingerprints and second looks are packed. They say what was found out about files that
   * are still there, so they are made again rather than rewritten.
   */
  function packRows(database): void {
    for (const name of ['files', 'fingerprints', 'pairs'] as const) {
      database.deleteObjectStore(name);
      database.createObjectStore(name);
    }
  },
];

/** The version this code reads and writes. */
export const DATABASE_VERSION = MIGRATIONS.length;

/** Runs the steps that a database of `oldVersion` (0: new) still lacks, in order. */
export function migrate(database: UpgradingDatabase, oldVersion: number): void {
  for (const step of MIGRATIONS.slice(oldVersion)) step(database);
}
