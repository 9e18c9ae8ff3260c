import type { IDBPTransaction, StoreNames } from 'idb';
import type { Database, TwinsiftSchema } from './storage-schema.ts';

type WritableStores = StoreNames<TwinsiftSchema>[];

/**
 * `relaxed` survives a dying browser, and may lose the last seconds when the machine loses power.
 * `strict` waits for the disk.
 */
export type Durability = 'relaxed' | 'strict';

/**
 * Runs `work` in one readwrite transaction: all of its writes happen or none. `work` hands back
 * the writes it queued and must not wait for anything but this transaction.
 */
export async function writeTransaction<Names extends WritableStores>(
  db: Database,
  stores: Names,
  durability: Durability,
  work: (
    transaction: IDBPTransaction<TwinsiftSchema, Names, 'readwrite'>,
    queue: (write: Promise<unknown>) => void,
  ) => void | Promise<void>,
): Promise<void> {
  const transaction = db.transaction(stores, 'readwrite', { durability });
  const writes: Promise<unknown>[] = [];
  try {
    await work(transaction, (write) => {
      // Each queued write also fails when the transaction is aborted; `done` reports that once.
      write.catch(() => undefined);
      writes.push(write);
    });
    await Promise.all(writes);
  } catch (error) {
    transaction.done.catch(() => undefined);
    abortQuietly(transaction);
    throw error;
  }
  await transaction.done;
}

function abortQuietly(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // A failed write has aborted it already.
  }
}
