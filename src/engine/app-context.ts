import type { Database } from '../storage/storage-schema.ts';
import { storageProblemOf } from '../storage/storage-unavailable.ts';
import type { Notice } from './app-state.ts';
import type { StateStore } from './state-store.ts';
import type { Ticker } from './ticker.ts';

/** What the parts of the engine share. */
export class AppContext {
  readonly store: StateStore;
  readonly ticker: Ticker;
  /** undefined where the browser stores nothing: scans work, moving and resuming do not. */
  db: Database | undefined;
  private nextNotice = 1;

  constructor(store: StateStore, ticker: Ticker) {
    this.store = store;
    this.ticker = ticker;
  }

  /** Shows a message until it is dismissed; the same words are not shown twice. */
  notify(tone: Notice['tone'], text: string): void {
    const { notices } = this.store.state;
    if (notices.some((notice) => notice.text === text)) {
      return;
    }
    const notice = { id: this.nextNotice, tone, text };
    this.nextNotice += 1;
    this.store.update({ notices: [...notices, notice] });
  }

  /** Two tabs changing the same folder would undo each other. Tells the person when it is so. */
  isWatchingOnly(): boolean {
    const { isBusyElsewhere } = this.store.state;
    if (isBusyElsewhere) {
      this.notify(
        'info',
        'Another tab works on this folder. Decide there, or close it to go on here.',
      );
    }
    return isBusyElsewhere;
  }

  dismiss(id: number): void {
    this.store.update({
      notices: this.store.state.notices.filter((notice) => notice.id !== id),
    });
  }

  /** Tells of a storage problem in words; anything else is a bug and thrown on. */
  reportStorageError(error: unknown): void {
    const problem = storageProblemOf(error);
    if (problem === undefined) {
      throw error;
    }
    this.notify('problem', problem.words);
  }

  /** Runs something on the database where there is one; problems become a notice. */
  async withDatabase<T>(
    work: (db: Database) => Promise<T>,
  ): Promise<T | undefined> {
    if (this.db === undefined) {
      return undefined;
    }
    try {
      return await work(this.db);
    } catch (error) {
      this.reportStorageError(error);
      return undefined;
    }
  }
}
