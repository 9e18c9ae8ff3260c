import { decisionKey, type Decision } from '../domain/decision.ts';
import type { Database } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** All decisions, oldest first. */
export async function readDecisions(db: Database): Promise<Decision[]> {
  const decisions = await db.getAll('decisions');
  return decisions.sort((a, b) => a.decidedMs - b.decidedMs);
}

/** Stores a decision in the place of an earlier one of the same key; on disk when it resolves. */
export async function writeDecision(
  db: Database,
  decision: Decision,
): Promise<void> {
  await writeTransaction(db, ['decisions'], 'strict', (transaction, queue) => {
    const store = transaction.objectStore('decisions');
    queue(store.put(decision, decisionKey(decision)));
  });
}

/** Takes back whatever was decided under this decision's key. */
export async function deleteDecision(
  db: Database,
  decision: Decision,
): Promise<void> {
  await writeTransaction(db, ['decisions'], 'strict', (transaction, queue) => {
    queue(transaction.objectStore('decisions').delete(decisionKey(decision)));
  });
}
