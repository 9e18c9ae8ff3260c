import { pairBytes, pairOfRow, pairRow } from './pair-row.ts';
import type { Database, StoredPairMeasure } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** All stored second looks. Damaged rows are left out: those pairs are looked at again. */
export async function readPairMeasures(
  db: Database,
): Promise<StoredPairMeasure[]> {
  const { store } = db.transaction('pairs');
  const [rows, keys] = await Promise.all([store.getAll(), store.getAllKeys()]);
  return keys.flatMap((key, at) => pairOfRow(key, rows[at]) ?? []);
}

/** Adds or replaces second looks, together or not at all. */
export async function writePairMeasures(
  db: Database,
  list: readonly StoredPairMeasure[],
): Promise<void> {
  await writeTransaction(db, ['pairs'], 'relaxed', (transaction, queue) => {
    const store = transaction.objectStore('pairs');
    for (const look of list) {
      queue(store.put(pairRow(look), pairBytes(look.first, look.second)));
    }
  });
}
