import { pairKey } from '../domain/decision.ts';
import type { Database, StoredPairMeasure } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** All stored second looks. */
export function readPairMeasures(db: Database): Promise<StoredPairMeasure[]> {
  return db.getAll('pairs');
}

/** Adds or replaces second looks, together or not at all. */
export async function writePairMeasures(
  db: Database,
  list: readonly StoredPairMeasure[],
): Promise<void> {
  await writeTransaction(db, ['pairs'], 'relaxed', (transaction, queue) => {
    const store = transaction.objectStore('pairs');
    for (const { first, second, measure } of list) {
      queue(store.put({ first, second, measure }, pairKey(first, second)));
    }
  });
}
