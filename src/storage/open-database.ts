import { openDB } from 'idb';
import { DATABASE_VERSION, migrate } from './migrations.ts';
import {
  DATABASE_NAME,
  type Database,
  type TwinsiftSchema,
} from './storage-schema.ts';
import {
  storageProblemOf,
  storageUnavailable,
  type StorageUnavailable,
} from './storage-unavailable.ts';

export type OpenDatabaseResult =
  { kind: 'open'; db: Database } | StorageUnavailable;

/**
 * Opens the database, creating or migrating it. Never rejects.
 *
 * @param onBlocked called when another tab still holds an older version open; the result then
 *   waits until that tab closes or reloads. Tell the person.
 * @param onClosed called when this connection has ended on its own: a newer version wants to
 *   migrate (this side gives way at once), or the browser cut it off. Functions given this
 *   database reject from then on.
 */
export async function openDatabase(
  onBlocked?: () => void,
  onClosed?: (why: StorageUnavailable) => void,
): Promise<OpenDatabaseResult> {
  if (!('indexedDB' in globalThis)) {
    return storageUnavailable('not-allowed', 'indexedDB is missing');
  }
  try {
    const db = await openDB<TwinsiftSchema>(DATABASE_NAME, DATABASE_VERSION, {
      upgrade: (database, oldVersion) => {
        migrate(database, oldVersion);
      },
      blocked: () => onBlocked?.(),
      blocking: (_currentVersion, _blockedVersion, event) => {
        // Give way: a tab that holds on would keep the new version from ever opening.
        if (event.target instanceof IDBDatabase) event.target.close();
        onClosed?.(storageUnavailable('newer-version', 'versionchange'));
      },
      terminated: () => {
        onClosed?.(storageUnavailable('closed', 'connection terminated'));
      },
    });
    return { kind: 'open', db };
  } catch (error) {
    return (
      storageProblemOf(error, 'opening') ??
      storageUnavailable('failed', String(error))
    );
  }
}
