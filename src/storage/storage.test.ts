import { createHash } from 'node:crypto';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decisionKey, type Decision } from '../domain/decision.ts';
import { contentHash, copyKey, type ContentHash } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { changeDecisions, readDecisions } from './decisions-store.ts';
import { fingerprintKey } from './fingerprint-row.ts';
import {
  hasFingerprints,
  readAllFingerprints,
  readFingerprints,
} from './fingerprints-store.ts';
import { DATABASE_VERSION } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { readPairMeasures, writePairMeasures } from './pairs-store.ts';
import { deleteRoot, readRoots, writeRoot } from './roots-store.ts';
import { readScans, writeScan } from './scans-store.ts';
import { DATABASE_NAME, type Database } from './storage-schema.ts';
import {
  content,
  filesIn,
  fingerprint,
  HOLIDAY,
  MEASURE,
  openForTest,
  PHONE,
  record,
  root,
  SCAN,
} from './storage-test-rows.ts';
import { storageProblemOf } from './storage-unavailable.ts';
import { deleteUnusedContents } from './unused-contents.ts';
import { writeBatch } from './write-batch.ts';

let db: Database;

const DECISION: Decision = {
  kind: 'keep',
  copy: copyKey(content(1), 0),
  decidedMs: 1,
};

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  db = await openForTest();
});

describe('openDatabase', () => {
  it('makes every store in an empty database', () => {
    expect(db.version).toBe(DATABASE_VERSION);
    expect(Array.from(db.objectStoreNames)).toEqual([
      'decisions',
      'files',
      'fingerprints',
      'journal',
      'journal-steps',
      'pairs',
      'roots',
      'scans',
      'settings',
    ]);
  });

  it('brings a database of version 1 up to date, and keeps what a person did', async () => {
    globalThis.indexedDB = new IDBFactory();
    const old = await openDB(DATABASE_NAME, 1, {
      upgrade: (database) => {
        database.createObjectStore('roots', { keyPath: 'id' });
        database.createObjectStore('files', { keyPath: ['root', 'path'] });
        for (const name of ['fingerprints', 'pairs', 'decisions', 'settings']) {
          database.createObjectStore(name);
        }
        database.createObjectStore('scans', { keyPath: 'id' });
        database.createObjectStore('journal', { keyPath: 'planId' });
        database.createObjectStore('journal-steps', {
          keyPath: ['planId', 'index'],
        });
      },
    });
    await old.put('roots', root());
    await old.put('files', record('a', 1));
    await old.put('pairs', {}, 'a+b');
    await old.put('decisions', DECISION, decisionKey(DECISION));
    old.close();
    db = await openForTest();
    expect(await readRoots(db)).toEqual([root()]);
    expect(await readDecisions(db)).toEqual([DECISION]);
    expect(await filesIn(db, HOLIDAY)).toEqual([]);
    expect(await readPairMeasures(db)).toEqual([]);
    await writeBatch(db, [record('a', 1)], [fingerprint(1)], SCAN);
    expect(await filesIn(db, HOLIDAY)).toEqual([record('a', 1)]);
  });

  it('keeps the rows when opened again', async () => {
    await writeRoot(db, root());
    db.close();
    db = await openForTest();
    expect(await readRoots(db)).toEqual([root()]);
  });

  it('says that a newer version has changed the database', async () => {
    db.close();
    const newer = await openDB(DATABASE_NAME, DATABASE_VERSION + 1);
    newer.close();
    const result = await openDatabase();
    expect(result).toMatchObject({
      kind: 'unavailable',
      problem: 'newer-version',
    });
  });

  it('gives way to a newer version and says so', async () => {
    db.close();
    const onClosed = vi.fn();
    await openDatabase(undefined, onClosed);
    const newer = await openDB(DATABASE_NAME, DATABASE_VERSION + 1);
    expect(newer.version).toBe(DATABASE_VERSION + 1);
    expect(onClosed).toHaveBeenCalledWith(
      expect.objectContaining({ problem: 'newer-version' }),
    );
  });

  it.each([
    ['SecurityError', 'not-allowed'],
    ['InvalidStateError', 'not-allowed'],
    ['QuotaExceededError', 'no-space'],
    ['UnknownError', 'failed'],
  ])('turns %s on open into %s', async (name, problem) => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', name);
    });
    const result = await openDatabase();
    expect(result).toMatchObject({ kind: 'unavailable', problem });
  });
});

describe('writeBatch', () => {
  it('stores files, fingerprints and the scan', async () => {
    const failed: FileRecord = {
      ...record('b.txt', 2),
      outcome: { kind: 'skipped', failure: { kind: 'not-a-picture' } },
    };
    await writeBatch(db, [record('a.jpg', 1), failed], [fingerprint(1)], SCAN);
    expect(await filesIn(db, HOLIDAY)).toEqual([record('a.jpg', 1), failed]);
    expect(await readAllFingerprints(db)).toEqual([fingerprint(1)]);
    expect(await readScans(db)).toEqual([SCAN]);
  });

  it('writes all or nothing', async () => {
    // A function cannot be stored; it stands last, so all other writes are queued already.
    const broken = { ...SCAN, trap: () => 0 };
    await expect(
      writeBatch(db, [record('a.jpg', 1)], [fingerprint(1)], broken),
    ).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await filesIn(db, HOLIDAY)).toEqual([]);
    expect(await readAllFingerprints(db)).toEqual([]);
    expect(await readScans(db)).toEqual([]);
  });

  it('refuses a fingerprint with a hash of a wrong length', async () => {
    const wrong = fingerprint(1);
    wrong.hashes.pdq256 = new Uint8Array(31);
    await expect(writeBatch(db, [], [wrong], SCAN)).rejects.toThrow('pdq256');
  });

  it('rejects on a closed database with an error that has words', async () => {
    db.close();
    const error: unknown = await writeBatch(db, [], [], SCAN).catch(
      (caught: unknown) => caught,
    );
    expect(storageProblemOf(error)?.problem).toBe('closed');
    expect(storageProblemOf(new TypeError('bug'))).toBeUndefined();
  });

  it('stores the bytes of views only, not the memory behind them', async () => {
    await writeBatch(db, [], [fingerprint(1)], SCAN);
    const row = await db.get('fingerprints', fingerprintKey(content(1)));
    expect(row?.bytes.buffer.byteLength).toBe(row?.bytes.byteLength);
  });
});

describe('fingerprints', () => {
  it.each([1, 999, 1000, 2300, 2500])('reads %d of 2500', async (count) => {
    const numbers = Array.from({ length: 2500 }, (_, at) => at);
    const made = fingerprint(0);
    const all = numbers.map((number) => ({
      ...made,
      content: content(number),
    }));
    await writeBatch(db, [], all, SCAN);
    const wanted = numbers.slice(0, count).map(content);
    const asked = [...wanted, content(9999)];
    const read = await readFingerprints(db, asked);
    expect(read.map((one) => one.content).sort()).toEqual(wanted);
    const inParts = await readFingerprints(db, asked, 0.99);
    expect(inParts.map((one) => one.content).sort()).toEqual(wanted);
    expect(await hasFingerprints(db, asked)).toEqual(new Set(wanted));
  });

  it('tells from few keys whether to read the whole store', async () => {
    const made = fingerprint(0);
    const hashOf = (number: number): ContentHash =>
      contentHash(createHash('sha256').update(`${number}`).digest('hex'));
    const contents = Array.from({ length: 6000 }, (_, at) => hashOf(at));
    const all = contents.map((one) => ({ ...made, content: one }));
    await writeBatch(db, [], all, SCAN);
    const keys = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys');
    const rows = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    const isReadWhole = async (
      wanted: readonly ContentHash[],
    ): Promise<boolean> => {
      keys.mockClear();
      rows.mockClear();
      const read = await readFingerprints(db, wanted, 0.8);
      expect(read).toHaveLength(wanted.length);
      // The first of all is to find out; others come with the rows.
      const [, limit = Infinity] = keys.mock.calls[0] ?? [undefined, 0];
      expect(limit).toBeLessThanOrEqual(625);
      return rows.mock.calls.length > 0;
    };
    expect(await isReadWhole(contents.slice(0, 5700))).toBe(true);
    expect(await isReadWhole(contents.slice(0, 3000))).toBe(false);
    expect(await isReadWhole(contents.slice(0, 10))).toBe(false);
    expect(keys).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('leaves damaged rows out', async () => {
    await writeBatch(db, [], [fingerprint(1), fingerprint(2)], SCAN);
    const row = (await db.get('fingerprints', fingerprintKey(content(1))))!;
    const key = fingerprintKey(content(1));
    await db.put('fingerprints', { ...row, bytes: row.bytes.slice(1) }, key);
    expect(await readAllFingerprints(db)).toEqual([fingerprint(2)]);
    expect(await readFingerprints(db, [content(1)])).toEqual([]);
  });
});

describe('roots', () => {
  it('come back latest first, with their handles', async () => {
    const handle = new Map([['stands for', 'a handle']]);
    await writeRoot(db, root(HOLIDAY, 1));
    await writeRoot(db, { ...root(PHONE, 2), handle });
    expect(await readRoots(db)).toEqual([
      { ...root(PHONE, 2), handle },
      root(HOLIDAY, 1),
    ]);
  });

  it('are kept without a handle that cannot be stored', async () => {
    await writeRoot(db, { ...root(), handle: { act: () => 0 } });
    expect(await readRoots(db)).toEqual([root()]);
  });

  it('are forgotten with all that only they had', async () => {
    await writeRoot(db, root(HOLIDAY));
    await writeRoot(db, root(PHONE));
    const files = [
      record('a', 1),
      record('b', 2),
      record('b', 2, PHONE),
      record('c', 3, PHONE),
    ];
    await writeBatch(db, files, [1, 2, 3].map(fingerprint), SCAN);
    const pairs = [
      { first: content(1), second: content(2), measure: MEASURE },
      { first: content(3), second: content(2), measure: MEASURE },
    ];
    await writePairMeasures(db, pairs);
    await changeDecisions(db, [DECISION], []);

    await deleteRoot(db, HOLIDAY);
    await deleteUnusedContents(db);

    expect(await readRoots(db)).toEqual([root(PHONE)]);
    expect(await filesIn(db, HOLIDAY)).toEqual([]);
    expect(await filesIn(db, PHONE)).toHaveLength(2);
    const left = await readAllFingerprints(db);
    expect(left.map((one) => one.content)).toEqual([content(2), content(3)]);
    expect(await readPairMeasures(db)).toEqual([pairs[1]]);
    expect(await readDecisions(db)).toEqual([DECISION]);
  });
});

describe('pairs and decisions', () => {
  it('keep one measure for a pair, whichever comes first', async () => {
    const once = { first: content(2), second: content(1), measure: MEASURE };
    const again = { first: content(1), second: content(2), measure: MEASURE };
    await writePairMeasures(db, [once]);
    await writePairMeasures(db, [again]);
    expect(await readPairMeasures(db)).toEqual([again]);
  });

  it('keep the latest decision of a key, and take it back', async () => {
    const copy = copyKey(content(1), 0);
    const keep: Decision = { kind: 'keep', copy, decidedMs: 1 };
    const move: Decision = { kind: 'move', copy, decidedMs: 3 };
    const pin: Decision = { kind: 'keeper', copy, decidedMs: 2 };
    for (const one of [keep, move, pin]) await changeDecisions(db, [one], []);
    expect(await readDecisions(db)).toEqual([pin, move]);
    await changeDecisions(db, [], [keep]);
    expect(await readDecisions(db)).toEqual([pin]);
  });
});

describe('scans', () => {
  it('keep every unfinished one and the latest twenty finished', async () => {
    await writeScan(db, { ...SCAN, startedMs: -1 });
    for (let at = 0; at < 25; at++) {
      const id = `finished-${at}`;
      await writeScan(db, { ...SCAN, id, startedMs: at, state: 'finished' });
    }
    const scans = await readScans(db);
    expect(scans).toHaveLength(21);
    expect(scans[0]?.id).toBe('finished-24');
    expect(scans.at(-1)?.id).toBe(SCAN.id);
  });
});
