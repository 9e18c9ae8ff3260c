import type { Decision } from '../../domain/decision.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { ContentHash, RootId } from '../../domain/photo-id.ts';
import { readDecisions } from '../../storage/decisions-store.ts';
import { type FilePage, readFilePage } from '../../storage/files-store.ts';
import {
  hasFingerprints,
  readFingerprints,
} from '../../storage/fingerprints-store.ts';
import { openDatabase } from '../../storage/open-database.ts';
import {
  readPairMeasures,
  writePairMeasures,
} from '../../storage/pairs-store.ts';
import type {
  Database,
  StoredPairMeasure,
} from '../../storage/storage-schema.ts';
import { storageProblemOf } from '../../storage/storage-unavailable.ts';

/** Libraries are read part by part, and reading all of it for each part would take longer. */
const WHOLE_READ_SHARE = 0.8;

/**
 * What the matcher reads and writes. Without storage (a private window, a full disk) it finds
 * nothing and keeps nothing, and matching goes on: the page has told the person.
 */
export class MatcherStorage {
  private db: Database | undefined;

  /** Opens the database, unless it is open. */
  async open(): Promise<void> {
    if (this.db) return;
    const opened = await openDatabase(undefined, () => {
      this.db = undefined;
    });
    if (opened.kind === 'open') this.db = opened.db;
  }

  decisions(): Promise<Decision[]> {
    return this.withDatabase(readDecisions, []);
  }

  pairMeasures(): Promise<StoredPairMeasure[]> {
    return this.withDatabase(readPairMeasures, []);
  }

  /** The next rows of a root behind a row: about `limit` files, and which are gone. */
  files(
    root: RootId,
    after: number | undefined,
    limit: number,
  ): Promise<FilePage> {
    return this.withDatabase((db) => readFilePage(db, root, after, limit), {
      files: [],
      gone: [],
    });
  }

  /** Which of these contents could be read back. */
  stored(contents: readonly ContentHash[]): Promise<Set<ContentHash>> {
    return this.withDatabase(
      (db) => hasFingerprints(db, contents),
      new Set<ContentHash>(),
    );
  }

  fingerprints(contents: readonly ContentHash[]): Promise<Fingerprint[]> {
    return contents.length === 0
      ? Promise.resolve([])
      : this.withDatabase(
          (db) => readFingerprints(db, contents, WHOLE_READ_SHARE),
          [],
        );
  }

  /** A look that cannot be stored is taken again in the next visit. */
  async keepMeasures(looks: readonly StoredPairMeasure[]): Promise<void> {
    if (looks.length === 0) return;
    await this.withDatabase((db) => writePairMeasures(db, looks), undefined);
  }

  private async withDatabase<Result>(
    task: (db: Database) => Promise<Result>,
    otherwise: Result,
  ): Promise<Result> {
    const { db } = this;
    if (!db) return otherwise;
    try {
      return await task(db);
    } catch (error) {
      if (storageProblemOf(error) === undefined) throw error;
      return otherwise;
    }
  }
}
