import type { Settings } from '../domain/settings.ts';
import { settingsOfRow } from './settings-row.ts';
import { SETTINGS_KEY, type Database } from './storage-schema.ts';

/** The stored settings. Whatever is missing, old or damaged has its default value. */
export async function readSettings(db: Database): Promise<Settings> {
  return settingsOfRow(await db.get('settings', SETTINGS_KEY));
}

export async function writeSettings(
  db: Database,
  settings: Settings,
): Promise<void> {
  await db.put('settings', settings, SETTINGS_KEY);
}
