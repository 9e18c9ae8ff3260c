import type { ScanRecord } from '../domain/scan-stage.ts';
import type { Database } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** Finished scans kept; unfinished ones are kept whatever their number. */
const FINISHED_SCANS_KEPT = 20;

/** All stored scans, latest first. */
export async function readScans(db: Database): Promise<ScanRecord[]> {
  const scans = await db.getAll('scans');
  return scans.sort((a, b) => b.startedMs - a.startedMs);
}

/** Adds or replaces a scan, and drops the oldest finished ones beyond the latest twenty. */
export async function writeScan(db: Database, scan: ScanRecord): Promise<void> {
  await writeTransaction(
    db,
    ['scans'],
    'relaxed',
    async (transaction, queue) => {
      const store = transaction.objectStore('scans');
      queue(store.put(scan));
      const finished = (await store.getAll())
        .filter(({ state }) => state === 'finished')
        .sort((a, b) => b.startedMs - a.startedMs);
      for (const { id } of finished.slice(FINISHED_SCANS_KEPT)) {
        queue(store.delete(id));
      }
    },
  );
}
