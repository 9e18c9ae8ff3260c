import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fileKey } from '../domain/photo-id.ts';
import { movedRule } from '../domain/keeper-settings.ts';
import type { JournalEntry, JournalStep } from '../domain/removal-journal.ts';
import type { PlannedFile } from '../domain/removal-plan.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import { removalJournal } from './removal-journal-store.ts';
import { readSettings, writeSettings } from './settings-store.ts';
import { SETTINGS_KEY, type Database } from './storage-schema.ts';
import { content, HOLIDAY, openForTest } from './storage-test-rows.ts';

let db: Database;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  db = await openForTest();
});

describe('settings', () => {
  it('are the defaults in a new database and come back as written', async () => {
    expect(await readSettings(db)).toEqual(DEFAULT_SETTINGS);
    const changed = structuredClone(DEFAULT_SETTINGS);
    changed.matching.algorithm = 'dhash';
    changed.matching.hashSize = 8;
    changed.matching.thresholdBits = 3;
    changed.listing.excludePatterns = ['*.png'];
    const order = movedRule(changed.keeper.order, 'name', 0);
    changed.keeper = {
      order,
      off: ['pixels'],
      folders: ['NAS/2019'],
      presets: [{ name: 'Mine', order, off: [], folders: ['NAS'] }],
    };
    changed.fingerprint.decoders = 'portable';
    await writeSettings(db, changed);
    expect(await readSettings(db)).toEqual(changed);
  });

  it.each([
    ['null', null],
    ['text', 'dark'],
    ['an empty row', {}],
    [
      'wrong types throughout',
      {
        matching: {
          algorithm: 'md5',
          hashSize: 12,
          thresholdBits: '5',
          minShortSidePx: -1,
          isRefined: 'yes',
          matchesRotations: 1,
        },
        keeper: { order: 'name', off: 5, folders: {}, presets: 'Mine' },
        listing: { includesHidden: 0, excludePatterns: '*.png' },
        fingerprint: { maxMegapixels: NaN, decoders: 'slowest' },
      },
    ],
    ['parts missing', { matching: null, listing: [], fingerprint: 7 }],
  ])('survive %s', async (_name, row) => {
    await db.put('settings', row, SETTINGS_KEY);
    expect(await readSettings(db)).toEqual(DEFAULT_SETTINGS);
  });

  it('keep of the keeper’s order what is known, each rule once', async () => {
    const row = {
      keeper: {
        order: ['name', 'luck', 'name', 'rating'],
        off: ['luck', 'name'],
        folders: ['A', 7],
        presets: [
          { name: 'Mine', order: ['earliest'] },
          { name: 'Default', order: [] },
          { name: '  ', order: [] },
          7,
        ],
      },
    };
    await db.put('settings', row, SETTINGS_KEY);
    const { keeper } = await readSettings(db);
    expect(keeper.order.slice(0, 3)).toEqual(['name', 'rating', 'folder']);
    expect(keeper.order).toHaveLength(DEFAULT_SETTINGS.keeper.order.length);
    expect(keeper).toMatchObject({ off: ['name'], folders: ['A'] });
    expect(keeper.presets.map(({ name }) => name)).toEqual(['Mine']);
    expect(keeper.presets[0]?.order[0]).toBe('earliest');
  });

  it('keep what is valid and replace what is not', async () => {
    const row = {
      matching: { algorithm: 'phash', hashSize: 8, thresholdBits: 200 },
      listing: { excludePatterns: ['a', 5, 'b'] },
      fingerprint: { maxMegapixels: 50 },
    };
    await db.put('settings', row, SETTINGS_KEY);
    const settings = await readSettings(db);
    expect(settings.matching.hashSize).toBe(8);
    // 200 of 64 bits would match everything; 4 is the usual for this hash.
    expect(settings.matching.thresholdBits).toBe(4);
    expect(settings.listing.excludePatterns).toEqual(['a', 'b']);
    expect(settings.fingerprint.maxMegapixels).toBe(50);
  });
});

describe('removalJournal', () => {
  const file: PlannedFile = {
    key: fileKey(HOLIDAY, 'a'),
    root: HOLIDAY,
    path: 'a',
    sizeBytes: 1,
    modifiedMs: 2,
    content: content(1),
  };
  const step = (planId: string, index: number): JournalStep => ({
    planId,
    index,
    file,
    keeper: file,
    quarantinePath: `q/${index}`,
    state: 'intended',
  });
  const entry = (planId: string, createdMs: number): JournalEntry => ({
    planId,
    createdMs,
    state: 'open',
    folders: [{ root: HOLIDAY, path: 'q' }],
    plan: { id: planId, createdMs, groups: [] },
  });

  it('keeps entries in time order and steps in plan order', async () => {
    const journal = removalJournal(db);
    await journal.begin(entry('p2', 2));
    await journal.begin(entry('p1', 1));
    for (const index of [10, 2, 0]) await journal.writeStep(step('p1', index));
    await journal.writeStep(step('p10', 1));
    expect(await journal.entries()).toEqual([entry('p1', 1), entry('p2', 2)]);
    const steps = await journal.steps('p1');
    expect(steps.map(({ index }) => index)).toEqual([0, 2, 10]);
  });

  it('replaces a step and changes the state of a plan', async () => {
    const journal = removalJournal(db);
    await journal.begin(entry('p', 1));
    await journal.writeStep(step('p', 0));
    await journal.writeStep({ ...step('p', 0), state: 'moved' });
    await journal.setState('p', 'undone');
    expect(await journal.steps('p')).toEqual([
      { ...step('p', 0), state: 'moved' },
    ]);
    expect(await journal.entries()).toEqual([
      { ...entry('p', 1), state: 'undone' },
    ]);
    await expect(journal.setState('unknown', 'done')).rejects.toThrow(
      'unknown',
    );
  });

  it('asks the disk before it answers', async () => {
    const transaction = vi.spyOn(db, 'transaction');
    await removalJournal(db).writeStep(step('p', 0));
    expect(transaction).toHaveBeenCalledWith(['journal-steps'], 'readwrite', {
      durability: 'strict',
    });
  });
});
