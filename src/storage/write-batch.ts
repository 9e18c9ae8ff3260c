import type { Fingerprint } from '../domain/fingerprint.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { ScanRecord } from '../domain/scan-stage.ts';
import { queueFiles } from './files-store.ts';
import { fingerprintKey, fingerprintRow } from './fingerprint-row.ts';
import type { Database } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/**
 * The checkpoint: files, their fingerprints and the state of the scan in one transaction, so that
 * a file never counts as done without its fingerprint. Rejects (and writes nothing) when the disk
 * is full or the database was closed; `storageProblemOf` has the words.
 */
export async function writeBatch(
  db: Database,
  files: readonly FileRecord[],
  fingerprints: readonly Fingerprint[],
  scan: ScanRecord,
): Promise<void> {
  const rows = fingerprints.map((one) => ({
    key: fingerprintKey(one.content),
    row: fingerprintRow(one),
  }));
  await writeTransaction(
    db,
    ['files', 'fingerprints', 'scans'],
    'relaxed',
    async (transaction, queue) => {
      await queueFiles(transaction.objectStore('files'), queue, files);
      const fingerprintStore = transaction.objectStore('fingerprints');
      for (const { key, row } of rows) queue(fingerprintStore.put(row, key));
      queue(transaction.objectStore('scans').put(scan));
    },
  );
}
