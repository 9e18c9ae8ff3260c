import type {
  JournalEntry,
  JournalStep,
  RemovalJournal,
} from '../domain/removal-journal.ts';
import type { Database } from './storage-schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** The journal of moves in this database. Every write is on disk when its promise resolves. */
export function removalJournal(db: Database): RemovalJournal {
  return {
    begin: (entry) => writeEntry(db, entry),
    writeStep: (step) => writeStep(db, step),
    setState: (planId, state) => setState(db, planId, state),
    entries: () => readEntries(db),
    steps: (planId) =>
      db.getAll('journal-steps', IDBKeyRange.bound([planId], [planId, []])),
  };
}

function writeEntry(db: Database, entry: JournalEntry): Promise<void> {
  return writeTransaction(db, ['journal'], 'strict', (transaction, queue) => {
    queue(transaction.objectStore('journal').put(entry));
  });
}

function writeStep(db: Database, step: JournalStep): Promise<void> {
  return writeTransaction(
    db,
    ['journal-steps'],
    'strict',
    (transaction, queue) => {
      queue(transaction.objectStore('journal-steps').put(step));
    },
  );
}

function setState(
  db: Database,
  planId: string,
  state: JournalEntry['state'],
): Promise<void> {
  return writeTransaction(
    db,
    ['journal'],
    'strict',
    async (transaction, queue) => {
      const store = transaction.objectStore('journal');
      const entry = await store.get(planId);
      if (!entry) throw new Error(`no journal entry for plan ${planId}`);
      queue(store.put({ ...entry, state }));
    },
  );
}

async function readEntries(db: Database): Promise<JournalEntry[]> {
  const entries = await db.getAll('journal');
  return entries.sort((a, b) => a.createdMs - b.createdMs);
}
