import { fileKey, type FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { writeFiles } from '../storage/files-store.ts';
import { readFingerprints } from '../storage/fingerprints-store.ts';
import type { AppContext } from './app-context.ts';
import type { ScanDesk } from './scan-desk.ts';

/** What was known of moved files, so that undo in the same visit reads nothing again. */
export class MovedRecords {
  private readonly context: AppContext;
  private readonly scans: ScanDesk;
  private readonly records = new Map<FileKey, FileRecord>();

  constructor(context: AppContext, scans: ScanDesk) {
    this.context = context;
    this.scans = scans;
  }

  /** These were moved: they are in no group any more. */
  async forget(keys: readonly FileKey[]): Promise<void> {
    for (const record of await this.scans.records(keys)) {
      this.records.set(fileKey(record.root, record.path), record);
    }
    await this.scans.forgetFiles(keys);
    await this.scans.refreshInsights();
  }

  /** What is still known comes back at once; the scan that follows finds the rest. */
  async recall(keys: readonly FileKey[]): Promise<void> {
    const records = keys.flatMap((key) => this.records.get(key) ?? []);
    const contents = records.flatMap(({ outcome }) =>
      outcome.kind === 'fingerprinted' ? [outcome.content] : [],
    );
    const fingerprints = await this.context.withDatabase(async (db) => {
      await writeFiles(db, records);
      return readFingerprints(db, contents);
    });
    await this.scans.restoreFiles(records, fingerprints ?? []);
    if (keys.length > 0 && !this.scans.isRunning) {
      await this.scans.start();
    }
  }
}
