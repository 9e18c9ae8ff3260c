import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../testing/memory-journal.ts';
import { openNodeDirectory } from '../testing/node-directory-handle.ts';
import { nodeSubtle, planOnDisk } from '../testing/plan-on-disk.ts';
import {
  FOLDER,
  folderPerTest,
  forEachQuarantine,
  rootAt,
  runPlan,
  undoAll,
} from '../testing/run-plan.ts';
import { readTree, writeTree } from '../testing/temp-tree.ts';
import { rootId } from '../../domain/photo-id.ts';
import { DiskFaults } from '../testing/disk-faults.ts';
import { emptyQuarantine } from './empty-quarantine.ts';
import { findQuarantines } from './find-quarantines.ts';
import { reconcile } from './reconcile.ts';
import { undoQuarantine } from './undo-quarantine.ts';

const folder = folderPerTest();

/** k stays, a, b/c and d are in the quarantine. */
async function moveThree(): Promise<void> {
  await writeTree(folder.path, { k: 'K', a: 'A', 'b/c': 'C', d: 'D' });
  await runPlan(
    folder.path,
    await planOnDisk('r', folder.path, [['k', 'a', 'b/c', 'd']]),
  );
}

const at = (path: string) => join(folder.path, path);

describe('undo', () => {
  it('never overwrites, makes folders again, says what stays, and can be repeated', async () => {
    await moveThree();
    await writeFile(at('a'), 'somebody else’s');
    await rm(at('b'), { recursive: true });
    await writeFile(at(`${FOLDER}/d`), 'X');
    expect(await undoAll(folder.path)).toEqual([
      'a: not-restored (Something else is in its old place now. It was not overwritten; the photo is still in the quarantine.)',
      'b/c: restored',
      'd: not-restored (It was changed in the quarantine, so it was left there.)',
    ]);
    expect(await readTree(folder.path)).toMatchObject({
      a: Buffer.from('somebody else’s').toString('latin1'),
      'b/c': 'C',
      [`${FOLDER}/a`]: 'A',
      [`${FOLDER}/d`]: 'X',
    });
    await rm(at('a'));
    await writeFile(at(`${FOLDER}/d`), 'D');
    expect(await undoAll(folder.path)).toEqual(['a: restored', 'd: restored']);
    expect(await readTree(folder.path)).toEqual({
      k: 'K',
      a: 'A',
      b: '/',
      'b/c': 'C',
      d: 'D',
    });
  });

  it('does not take an identical file in the old place away, nor the one in the quarantine', async () => {
    await moveThree();
    await writeFile(at('a'), 'A');
    expect((await undoAll(folder.path))[0]).toMatch(/^a: not-restored/);
    expect(await readTree(folder.path)).toMatchObject({
      a: 'A',
      [`${FOLDER}/a`]: 'A',
    });
  });

  it('says so when a file is no longer in the quarantine, and when a folder stands in its place', async () => {
    await moveThree();
    await rm(at(`${FOLDER}/a`));
    await writeTree(folder.path, { 'd/x': 'x' });
    expect(await undoAll(folder.path)).toEqual([
      'a: not-restored (It is no longer in the quarantine.)',
      'b/c: restored',
      'd: not-restored (Something else is in its old place now. It was not overwritten; the photo is still in the quarantine.)',
    ]);
  });

  it('works in a renamed quarantine, and leaves files it does not know', async () => {
    await moveThree();
    await writeTree(folder.path, { [`${FOLDER}/note.txt`]: 'mine' });
    const { handle } = openNodeDirectory(folder.path);
    await rename(at(FOLDER), at('Twinsift quarantine/holiday'));
    expect(await findQuarantines(handle)).toMatchObject([
      { kind: 'quarantine', folder: 'Twinsift quarantine/holiday' },
    ]);
    expect(await undoAll(folder.path)).toEqual([
      'a: restored',
      'b/c: restored',
      'd: restored',
    ]);
    const after = await readTree(folder.path);
    expect(after).toMatchObject({
      a: 'A',
      'Twinsift quarantine/holiday/note.txt': 'mine',
    });
    expect(
      JSON.parse(after['Twinsift quarantine/holiday/manifest.json']!),
    ).toMatchObject({ items: [] });
  });

  it('stops when told to and goes on another time', async () => {
    await moveThree();
    const stopped = AbortSignal.abort();
    expect(
      await forEachQuarantine(undoQuarantine, folder.path, {}, stopped),
    ).toEqual([
      'a: not-restored (Stopped before its turn.)',
      'b/c: not-restored (Stopped before its turn.)',
      'd: not-restored (Stopped before its turn.)',
    ]);
    expect(await undoAll(folder.path)).toEqual([
      'a: restored',
      'b/c: restored',
      'd: restored',
    ]);
  });

  it.each([
    ['{', 'it is not valid JSON'],
    ['[]', 'it was not written by Twinsift'],
    [
      '{"program":"Twinsift","version":2}',
      'it was written by another version (2)',
    ],
    ['{"program":"Twinsift","version":1,"planId":"p"}', 'a field is missing'],
    [
      '{"program":"Twinsift","version":1,"planId":"p","createdMs":0,"rootLabel":"","items":[null]}',
      'item 1 is damaged',
    ],
  ])('leaves a quarantine with the manifest %s alone', async (text, reason) => {
    await moveThree();
    await writeFile(at(`${FOLDER}/manifest.json`), text);
    const before = await readTree(folder.path);
    const { handle } = openNodeDirectory(folder.path);
    expect(await findQuarantines(handle)).toEqual([
      { kind: 'unusable', folder: FOLDER, reason },
    ]);
    expect((await undoAll(folder.path))[0]).toContain(reason);
    expect(
      (await forEachQuarantine(emptyQuarantine, folder.path))[0],
    ).toContain(reason);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('obeys no manifest that names files outside its own folder', async () => {
    for (const path of [
      'k',
      '../k',
      'Twinsift quarantine/x',
      `${FOLDER}/../../k`,
      `${FOLDER}/manifest.json`,
      '/k',
      '',
    ]) {
      await moveThree();
      const manifest = JSON.parse(
        (await readTree(folder.path))[`${FOLDER}/manifest.json`]!,
      ) as { items: { quarantinePath: string }[] };
      manifest.items[0]!.quarantinePath = path;
      await writeFile(at(`${FOLDER}/manifest.json`), JSON.stringify(manifest));
      expect(
        (await forEachQuarantine(emptyQuarantine, folder.path))[0],
      ).toContain('item 1 is damaged');
      expect((await readTree(folder.path))['k']).toBe('K');
      await rm(at('Twinsift quarantine'), { recursive: true });
    }
  });

  it('finds nothing where there is nothing', async () => {
    const { handle } = openNodeDirectory(folder.path);
    expect(await findQuarantines(handle)).toEqual([]);
    await writeTree(folder.path, { 'Twinsift quarantine/x/file': 'x' });
    expect(await findQuarantines(handle)).toEqual([
      {
        kind: 'unusable',
        folder: 'Twinsift quarantine/x',
        reason: 'it has no manifest',
      },
    ]);
    await rm(at('Twinsift quarantine'), { recursive: true });
    await writeTree(folder.path, { 'Twinsift quarantine': 'a file' });
    expect(await findQuarantines(handle)).toEqual([]);
  });
});

describe('emptying', () => {
  it('deletes what is listed and unchanged, and nothing else', async () => {
    await moveThree();
    await writeFile(at(`${FOLDER}/d`), 'X');
    await writeTree(folder.path, { [`${FOLDER}/b/unknown`]: 'u' });
    expect(await forEachQuarantine(emptyQuarantine, folder.path)).toEqual([
      'a: deleted',
      'b/c: deleted',
      'd: not-deleted (It was changed in the quarantine, so it was not deleted.)',
    ]);
    const after = await readTree(folder.path);
    expect(after).toMatchObject({
      k: 'K',
      [`${FOLDER}/d`]: 'X',
      [`${FOLDER}/b/unknown`]: 'u',
    });
    expect(after[`${FOLDER}/a`]).toBeUndefined();
  });

  it('leaves no folder behind when all is gone', async () => {
    await moveThree();
    await forEachQuarantine(emptyQuarantine, folder.path);
    expect(await readTree(folder.path)).toEqual({ k: 'K', b: '/' });
  });

  it('does not delete what may be the last copy', async () => {
    await moveThree();
    await rm(at('k'));
    expect(
      (await forEachQuarantine(emptyQuarantine, folder.path))[0],
    ).toContain('This may be the last copy');
    expect(await readTree(folder.path)).toMatchObject({
      [`${FOLDER}/a`]: 'A',
      [`${FOLDER}/d`]: 'D',
    });
  });

  it('does not delete what an interrupted undo was putting back', async () => {
    await moveThree();
    const text = (await readTree(folder.path))[`${FOLDER}/manifest.json`]!;
    await writeFile(
      at(`${FOLDER}/manifest.json`),
      text.replace('"moved"', '"restoring"'),
    );
    expect(
      (await forEachQuarantine(emptyQuarantine, folder.path))[0],
    ).toContain('Undo again first');
    expect((await readTree(folder.path))[`${FOLDER}/a`]).toBe('A');
  });
});

describe('settling an unfinished run at start-up', () => {
  async function killedAfterFirstMove(): Promise<MemoryJournal> {
    await writeTree(folder.path, { k: 'K', a: 'A', b: 'B' });
    const plan = await planOnDisk('r', folder.path, [['k', 'a', 'b']]);
    const faults = new DiskFaults(({ path }) =>
      path === 'step 0 moved' ? { kind: 'kill' } : undefined,
    );
    const journal = new MemoryJournal(faults);
    await runPlan(folder.path, plan, { disk: { faults }, journal });
    journal.faults = new DiskFaults();
    return journal;
  }
  const settle = (
    journal: MemoryJournal,
    roots = new Map([[rootId('r'), rootAt(folder.path)]]),
  ) => reconcile({ journal, roots, subtle: nodeSubtle });

  it('finds the moved file and finishes the manifest', async () => {
    const journal = await killedAfterFirstMove();
    expect(await settle(journal)).toEqual([
      {
        kind: 'settled',
        planId: 'plan-1',
        moved: ['a'],
        inPlace: [],
        missing: [],
      },
    ]);
    expect(await journal.steps('plan-1')).toMatchObject([
      { index: 0, state: 'moved' },
    ]);
    expect(await journal.entries()).toMatchObject([{ state: 'done' }]);
    expect(
      JSON.parse((await readTree(folder.path))[`${FOLDER}/manifest.json`]!),
    ).toMatchObject({ items: [{ originalPath: 'a', state: 'moved' }] });
  });

  it('works without the manifest', async () => {
    const journal = await killedAfterFirstMove();
    await writeFile(at(`${FOLDER}/manifest.json`), 'torn');
    expect(await settle(journal)).toMatchObject([{ moved: ['a'] }]);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual({ k: 'K', a: 'A', b: 'B' });
  });

  it('puts back what has no keeper any more', async () => {
    const journal = await killedAfterFirstMove();
    await writeFile(at('k'), 'changed');
    expect(await settle(journal)).toMatchObject([
      { moved: [], inPlace: ['a'] },
    ]);
    expect(await readTree(folder.path)).toEqual({
      k: 'changed',
      a: 'A',
      b: 'B',
    });
  });

  it('says what is nowhere', async () => {
    const journal = await killedAfterFirstMove();
    await rm(at(`${FOLDER}/a`));
    expect(await settle(journal)).toMatchObject([
      { moved: [], inPlace: [], missing: ['a'] },
    ]);
  });

  it('waits for a folder that is not open, and for a permission', async () => {
    const journal = await killedAfterFirstMove();
    expect(await settle(journal, new Map())).toEqual([
      { kind: 'waiting', planId: 'plan-1', root: 'r' },
    ]);
    const closed = new Map([
      [rootId('r'), rootAt(folder.path, { disk: { permission: 'prompt' } })],
    ]);
    expect(await settle(journal, closed)).toMatchObject([{ kind: 'failed' }]);
    expect(await journal.entries()).toMatchObject([{ state: 'open' }]);
    expect(await settle(journal)).toMatchObject([{ kind: 'settled' }]);
  });
});
