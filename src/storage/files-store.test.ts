import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileKey, rootId } from '../domain/photo-id.ts';
import type { PhotoNotes } from '../domain/photo-notes.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { FoundRow } from './file-row.ts';
import {
  deleteFiles,
  readFilePage,
  packWornFiles,
  writeFiles,
} from './files-store.ts';
import { readAllFingerprints } from './fingerprints-store.ts';
import { pairBytes, pairRow } from './pair-row.ts';
import { readPairMeasures, writePairMeasures } from './pairs-store.ts';
import type { Database } from './storage-schema.ts';
import {
  content,
  filesIn,
  fingerprint,
  HOLIDAY,
  MEASURE,
  openForTest,
  PHONE,
  record,
  SCAN,
} from './storage-test-rows.ts';
import { writeBatch } from './write-batch.ts';

let db: Database;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  db = await openForTest();
});

const NOTES: PhotoNotes = {
  rating: 0,
  capturedAt: '2019-07-14T10:20:30',
  place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
  keywords: ['sea'],
  caption: 'A day',
};

describe('files', () => {
  it('reads more than a chunk, of one root only', async () => {
    const paths = Array.from({ length: 12_001 }, (_, at) =>
      String(at).padStart(6, '0'),
    );
    const files = paths.map((path) => record(path, 1));
    await writeBatch(db, files.slice(0, 7000), [], SCAN);
    await writeBatch(db, files.slice(7000), [], SCAN);
    await writeBatch(db, [record('x', 1, rootId('holiday2'))], [], SCAN);
    await writeBatch(db, [record('x', 1, rootId('holida'))], [], SCAN);
    const read = await filesIn(db, HOLIDAY);
    expect(read.map(({ path }) => path)).toEqual(paths);
    const page = await readFilePage(db, HOLIDAY, undefined, 11_000);
    expect(page.files.map(({ path }) => path)).toEqual(paths.slice(0, 11_000));
    const rest = await readFilePage(db, HOLIDAY, page.last, 11_000);
    expect(rest.files.map(({ path }) => path)).toEqual(paths.slice(11_000));
    expect(rest.last).toBeUndefined();
  });

  it('reads the same page by page, and says what has gone since', async () => {
    const files = Array.from({ length: 450 }, (_, at) => record(`${at}`, at));
    await writeFiles(db, files);
    await writeFiles(db, [record('0', 900)]);
    await deleteFiles(db, [fileKey(HOLIDAY, '1'), fileKey(HOLIDAY, '440')]);
    await writeFiles(db, [record('440', 901)]);
    const read = new Map<string, FileRecord>();
    const sizes: number[] = [];
    let after: number | undefined;
    do {
      const page = await readFilePage(db, HOLIDAY, after, 200);
      for (const file of page.files) {
        read.set(fileKey(HOLIDAY, file.path), file);
      }
      for (const key of page.gone) read.delete(key);
      sizes.push(page.files.length);
      after = page.last;
    } while (after !== undefined);
    expect(sizes).toEqual([200, 200, 51, 1, 0]);
    expect(new Set(read.values())).toEqual(new Set(await filesIn(db, HOLIDAY)));
    expect(read.size).toBe(449);
    expect(read.get(fileKey(HOLIDAY, '0'))?.sizeBytes).toBe(1900);
    expect(read.get(fileKey(HOLIDAY, '440'))?.sizeBytes).toBe(1901);
  });

  it('keeps every kind of outcome', async () => {
    const files: FileRecord[] = [
      { ...record('a.dng', 1), shot: 'a.dng', pipelineVersion: '0-other' },
      { ...record('a.xmp', 2), shot: 'a.dng', outcome: { kind: 'companion' } },
      {
        ...record('a.mov', 3),
        shot: 'a.dng',
        outcome: { kind: 'companion', content: content(3) },
      },
      {
        ...record('a.dng.xmp', 3),
        shot: 'a.dng',
        outcome: { kind: 'companion', content: content(4), notes: NOTES },
      },
      {
        ...record('a.dng.json', 3),
        shot: 'a.dng',
        outcome: {
          kind: 'companion',
          content: content(5),
          notes: { takenUtc: '2019-07-14T08:20:30Z' },
        },
      },
      {
        ...record('b.txt', 4),
        outcome: { kind: 'skipped', failure: { kind: 'not-a-picture' } },
      },
      record('ü/ß – 写真.jpg', 2 ** 40),
    ];
    await writeFiles(db, files);
    const read = await filesIn(db, HOLIDAY);
    expect(new Set(read)).toEqual(new Set(files));
  });

  it('leaves damaged rows and damaged outcomes out', async () => {
    await writeFiles(db, [record('a', 1)]);
    const row = (await db.get('files', [HOLIDAY, 0])) as FoundRow;
    const damaged: unknown[] = [
      undefined,
      7,
      {},
      { ...row, paths: 'b\u0000c' },
      { ...row, paths: undefined },
      { ...row, facts: [1, 2] },
      { ...row, facts: row.facts.subarray(1) },
      { ...row, sides: row.sides.subarray(1) },
      { ...row, contents: row.contents.subarray(1) },
      { ...row, pipelineVersion: 1 },
      ...[null, {}, { kind: 'skipped' }, { kind: 'companion' }].map(
        (outcome) => ({ ...row, paths: 'b', outcomes: [[0, outcome]] }),
      ),
      ...[
        null,
        5,
        { rating: 6 },
        { rating: '5' },
        { capturedAt: '<x>' },
        { takenUtc: '2019-07-14T08:20:30' },
        { caption: 'x'.repeat(257) },
        { keywords: 'sea' },
        { keywords: Array.from({ length: 17 }, String) },
        { place: { latitudeDeg: 91, longitudeDeg: 0 } },
      ].map((notes) => ({
        ...row,
        paths: 'b',
        shots: [[0, 'a']],
        outcomes: [[0, { kind: 'companion', content: content(4), notes }]],
      })),
    ];
    for (const [at, one] of damaged.entries()) {
      await db.put('files', one as never, [HOLIDAY, at + 1]);
    }
    expect(await filesIn(db, HOLIDAY)).toEqual([record('a', 1)]);
  });

  it('packs rows that are out of date, and only those', async () => {
    const rows = () =>
      db.count('files', IDBKeyRange.bound([HOLIDAY], [HOLIDAY, []]));
    for (let at = 0; at < 80; at += 1) {
      await writeFiles(db, [record('a', at), record(`${at}`, at)]);
    }
    await writeFiles(db, [record('x', 1, PHONE)]);
    const before = await filesIn(db, HOLIDAY);
    expect(before).toHaveLength(81);
    expect(await rows()).toBeGreaterThan(64);
    await packWornFiles(db, HOLIDAY, 81);
    expect(await rows()).toBe(1);
    expect(await filesIn(db, HOLIDAY)).toEqual(before);
    await writeFiles(db, [record('a', 99)]);
    await packWornFiles(db, HOLIDAY, 81);
    expect(await rows()).toBe(2);
    expect((await filesIn(db, HOLIDAY))[0]?.sizeBytes).toBe(1099);
    expect(await filesIn(db, PHONE)).toHaveLength(1);
  });

  it('deletes some and keeps their fingerprints', async () => {
    const files = [record('a', 1), record('b', 2), record('b', 2, PHONE)];
    await writeBatch(db, files, [fingerprint(1), fingerprint(2)], SCAN);
    await deleteFiles(db, [fileKey(HOLIDAY, 'a'), fileKey(PHONE, 'b')]);
    expect(await filesIn(db, HOLIDAY)).toEqual([record('b', 2)]);
    expect(await filesIn(db, PHONE)).toEqual([]);
    expect(await readAllFingerprints(db)).toHaveLength(2);
    await writeFiles(db, [record('a', 1)]);
    expect(await filesIn(db, HOLIDAY)).toHaveLength(2);
  });
});

describe('pairs', () => {
  it('give a measure back as it was, in its direction', async () => {
    const rich: PairMeasure = {
      ...MEASURE,
      transform: 'mirrored-turned-270',
      ncc: 0.1 + 0.2,
      scale: 1.5,
      secondNoise: 0,
    };
    const pairs = [
      { first: content(1), second: content(2), measure: rich },
      { first: content(9), second: content(3), measure: MEASURE },
    ];
    await writePairMeasures(db, pairs);
    expect(await readPairMeasures(db)).toEqual(pairs);
  });

  it('leave damaged measures out', async () => {
    const pair = { first: content(1), second: content(2), measure: MEASURE };
    await writePairMeasures(db, [pair]);
    const row = pairRow(pair);
    const turned = row.with(0, 8);
    const unmeasured = row.with(4, Number.NaN);
    const damaged = [turned, unmeasured, row.subarray(0, 9), [...row], {}];
    for (const [at, one] of damaged.entries()) {
      await db.put(
        'pairs',
        one as never,
        pairBytes(content(7), content(at + 20)),
      );
    }
    expect(await readPairMeasures(db)).toEqual([pair]);
  });
});
