import { unwrap } from 'idb';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { ContentHash } from '../domain/photo-id.ts';
import {
  contentOfKey,
  fingerprintKey,
  fingerprintOfRow,
  type FingerprintRow,
} from './fingerprint-row.ts';
import type { Database } from './storage-schema.ts';

/** Rows per read, about 4 MB. */
const CHUNK_ROWS = 2000;

/**
 * Rows asked for one by one at a time: what is written meanwhile waits for no more than these, and
 * who reads has a task to do of some 30 ms.
 */
const CHUNK_GETS = 1000;

/** From so many keys the share is estimated. */
const SAMPLE_KEYS = 500;

/** Above this share of the store, reading it whole is faster than asking key by key. */
const WHOLE_READ_SHARE = 0.25;

/**
 * The fingerprints of these contents, in no particular order. Contents without one, or with a
 * damaged row, are left out.
 *
 * @param wholeReadShare reads the whole store when more than this share of it is asked for; who
 *   asks for one part after the other sets it higher
 */
export async function readFingerprints(
  db: Database,
  contents: readonly ContentHash[],
  wholeReadShare = WHOLE_READ_SHARE,
): Promise<Fingerprint[]> {
  const wanted = new Set(contents);
  // In the order of the store: rows that lie together are read together.
  const sorted = [...wanted].sort();
  if (await isShareOfStore(db, sorted, wholeReadShare)) {
    const all = await readAllFingerprints(db);
    return all.filter(({ content }) => wanted.has(content));
  }
  const fingerprints: Fingerprint[] = [];
  let next = getRows(db, sorted.slice(0, CHUNK_GETS));
  for (let at = CHUNK_GETS; at < sorted.length + CHUNK_GETS; at += CHUNK_GETS) {
    const rows = await next;
    next = getRows(db, sorted.slice(at, at + CHUNK_GETS));
    // What goes wrong with it is heard when its turn comes, if it does.
    next.catch(() => undefined);
    for (const fingerprint of whole(rows)) fingerprints.push(fingerprint);
  }
  return fingerprints;
}

/** All at once: a promise and two listeners for each row would take a third as long as reading it. */
async function getRows(
  db: Database,
  contents: readonly ContentHash[],
): Promise<(FingerprintRow | undefined)[]> {
  if (contents.length === 0) return [];
  const { store, done } = db.transaction('fingerprints');
  const plain = unwrap(store);
  const requests = contents.map((content) =>
    plain.get(fingerprintKey(content)),
  );
  await done;
  return requests.map(
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- all that are put there are rows
    ({ result }) => result as FingerprintRow | undefined,
  );
}

/** All stored fingerprints, by content hash. Damaged rows are left out. */
export async function readAllFingerprints(
  db: Database,
): Promise<Fingerprint[]> {
  const fingerprints: Fingerprint[] = [];
  let range: IDBKeyRange | undefined;
  for (;;) {
    const [rows, keys] = await Promise.all([
      db.getAll('fingerprints', range, CHUNK_ROWS),
      db.getAllKeys('fingerprints', range, CHUNK_ROWS),
    ]);
    for (const fingerprint of whole(rows)) fingerprints.push(fingerprint);
    const last = keys.at(-1);
    if (last === undefined || keys.length < CHUNK_ROWS) return fingerprints;
    range = IDBKeyRange.lowerBound(last, true);
  }
}

/** Which of these contents have a row. Looks at keys only; does not notice a damaged row. */
export async function hasFingerprints(
  db: Database,
  contents: readonly ContentHash[],
): Promise<Set<ContentHash>> {
  const wanted = new Set(contents);
  if (await isShareOfStore(db, [...wanted].sort(), WHOLE_READ_SHARE)) {
    const keys = await db.getAllKeys('fingerprints');
    const stored = keys.map(contentOfKey);
    return new Set(stored.filter((content) => wanted.has(content)));
  }
  const store = db.transaction('fingerprints').store;
  const keys = await Promise.all(
    Array.from(wanted, (content) => store.getKey(fingerprintKey(content))),
  );
  return new Set(
    keys.filter((key) => key !== undefined).map((key) => contentOfKey(key)),
  );
}

/**
 * Whether these rows are more than a share of the store, as the first few of them tell: keys are
 * SHA-256, so they lie as close together at the start as anywhere. Counting would walk through all
 * rows, and so would their keys: some seconds for a million, in which nobody else can read.
 *
 * @param sorted in the order of the store
 */
async function isShareOfStore(
  db: Database,
  sorted: readonly ContentHash[],
  share: number,
): Promise<boolean> {
  const last = sorted[SAMPLE_KEYS - 1];
  // So few are soon had one by one.
  if (last === undefined) return false;
  const range = IDBKeyRange.upperBound(fingerprintKey(last));
  const limit = Math.ceil(SAMPLE_KEYS / share);
  const keys = await db.getAllKeys('fingerprints', range, limit);
  return keys.length < limit;
}

function whole(rows: readonly (FingerprintRow | undefined)[]): Fingerprint[] {
  return rows
    .map((row) => row && fingerprintOfRow(row))
    .filter((fingerprint) => fingerprint !== undefined);
}
