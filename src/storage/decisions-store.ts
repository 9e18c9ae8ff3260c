import { decisionKey, type Decision } from '../domain/decision.ts';
import type { Database } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** All decisions, oldest first. */
export async function readDecisions(db: Database): Promise<Decision[]> {
  const decisions = await db.getAll('decisions');
  return decisions.sort((a, b) => a.decidedMs - b.decidedMs);
}

/**
 * Stores decisions in the place of earlier ones of the same keys, and takes back what was decided
 * under the keys of `removed`: together or not at all, on disk when it resolves.
 */
export async function changeDecisions(
  db: Database,
  stored: readonly Decision[],
  removed: readonly Decision[],
): Promise<void> {
  await writeTransaction(db, ['decisions'], 'strict', (transaction, queue) => {
    const store = transaction.objectStore('decisions');
    for (const decision of removed) queue(store.delete(decisionKey(decision)));
    for (const decision of stored) {
      queue(store.put(decision, decisionKey(decision)));
    }
  });
}
