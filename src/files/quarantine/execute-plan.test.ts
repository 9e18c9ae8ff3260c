import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../../domain/photo-id.ts';
import type { RemovalPlan } from '../../domain/removal-plan.ts';
import { DiskFaults } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import { planOnDisk, sha256Hex } from '../testing/plan-on-disk.ts';
import {
  FOLDER,
  NOW_MS,
  folderPerTest,
  runPlan,
  told,
  undoAll,
} from '../testing/run-plan.ts';
import { readTree, writeTree } from '../testing/temp-tree.ts';
import type { MoveProgress } from './move-run.ts';

const folder = folderPerTest();

describe('moving a plan to the quarantine', () => {
  it('moves the victims with their tree and dates, writes the manifest, and undo puts all back', async () => {
    await writeTree(folder.path, {
      'keep/a.jpg': 'A',
      'copies/a.jpg': 'A',
      'copies/deep/er/a (1).jpg': 'A',
      'b.jpg': 'B1',
      'b small.jpg': 'B2',
      'other.txt': 'x',
    });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [
      ['keep/a.jpg', 'copies/a.jpg', 'copies/deep/er/a (1).jpg'],
      ['b.jpg', 'b small.jpg'],
    ]);
    const journal = new MemoryJournal();
    const seen: MoveProgress[] = [];
    const results = await runPlan(folder.path, plan, {
      journal,
      onProgress: (progress) => seen.push(progress),
    });
    expect(told(results)).toEqual([
      'copies/a.jpg: moved',
      'copies/deep/er/a (1).jpg: moved',
      'b small.jpg: moved',
    ]);
    expect(results[0]).toMatchObject({
      quarantinePath: `${FOLDER}/copies/a.jpg`,
      keptModifiedDate: true,
    });
    expect(seen.at(-1)).toEqual({ done: 3, total: 3 });
    expect(seen.map(({ done }) => done)).toEqual(
      [...seen.map(({ done }) => done)].sort(),
    );

    const after = await readTree(folder.path);
    expect(after['copies/a.jpg']).toBeUndefined();
    expect(after[`${FOLDER}/copies/deep/er/a (1).jpg`]).toBe('A');
    expect(after['keep/a.jpg']).toBe('A');
    expect((await stat(join(folder.path, FOLDER, 'b small.jpg'))).mtimeMs).toBe(
      1_600_000_000_000,
    );
    expect(JSON.parse(after[`${FOLDER}/manifest.json`]!)).toMatchObject({
      program: 'Twinsift',
      version: 1,
      planId: 'plan-1',
      createdMs: NOW_MS,
      rootLabel: 'Photos',
      items: [
        {
          originalPath: 'copies/a.jpg',
          quarantinePath: `${FOLDER}/copies/a.jpg`,
          sizeBytes: 1,
          sha256: sha256Hex('A'),
          modifiedMs: 1_600_000_000_000,
          state: 'moved',
          keeper: {
            path: 'keep/a.jpg',
            rootLabel: 'Photos',
            sha256: sha256Hex('A'),
            isInSameRoot: true,
          },
        },
        { state: 'moved' },
        { state: 'moved' },
      ],
    });
    expect(await journal.entries()).toMatchObject([
      { state: 'done', folders: [{ root: 'r', path: FOLDER }] },
    ]);
    expect((await journal.steps('plan-1')).map(({ state }) => state)).toEqual([
      'moved',
      'moved',
      'moved',
    ]);

    expect(await undoAll(folder.path)).toEqual([
      'copies/a.jpg: restored',
      'copies/deep/er/a (1).jpg: restored',
      'b small.jpg: restored',
    ]);
    expect(await readTree(folder.path)).toEqual(before);
    expect((await stat(join(folder.path, 'copies/a.jpg'))).mtimeMs).toBe(
      1_600_000_000_000,
    );
  });

  it('copies, verifies and removes where the browser cannot move, and says the date is lost', async () => {
    await writeTree(folder.path, { 'a.jpg': 'A', 'b.jpg': 'A' });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['a.jpg', 'b.jpg']]);
    const results = await runPlan(folder.path, plan, {
      disk: { hasMove: false },
    });
    expect(results).toMatchObject([{ kind: 'moved', keptModifiedDate: false }]);
    expect((await readTree(folder.path))[`${FOLDER}/b.jpg`]).toBe('A');
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('writes intent to the journal and the manifest before anything is touched', async () => {
    await writeTree(folder.path, { 'a.jpg': 'A', 'b.jpg': 'A' });
    const plan = await planOnDisk('r', folder.path, [['a.jpg', 'b.jpg']]);
    const faults = new DiskFaults();
    await runPlan(folder.path, plan, {
      disk: { faults },
      journal: new MemoryJournal(faults),
    });
    const order = faults.operations
      .filter(({ name }) =>
        ['journal', 'createDirectory', 'close', 'move'].includes(name),
      )
      .map(({ name, path }) => (name === 'journal' ? path : name));
    expect(order.slice(0, 6)).toEqual([
      'begin',
      'createDirectory',
      'createDirectory',
      'close',
      'step 0 intended',
      'move',
    ]);
    expect(order.indexOf('step 0 moved')).toBeGreaterThan(
      order.indexOf('move'),
    );
    expect(order.at(-1)).toBe('state done');
  });

  it('leaves no quarantine behind when nothing was moved', async () => {
    await writeTree(folder.path, { 'a.jpg': 'A', 'b.jpg': 'A' });
    const plan = await planOnDisk('r', folder.path, [['a.jpg', 'b.jpg']]);
    await writeFile(join(folder.path, 'b.jpg'), 'X');
    const before = await readTree(folder.path);
    expect(told(await runPlan(folder.path, plan))).toEqual([
      'b.jpg: victim-changed',
    ]);
    expect(await readTree(folder.path)).toEqual(before);
  });
});

describe('invariant 1: nothing is moved that is not what was scanned', () => {
  beforeEach(async () => {
    await writeTree(folder.path, {
      'k.jpg': 'KKKK',
      'v1.jpg': 'VVV1',
      'v2.jpg': 'VVV2',
      'k2.jpg': 'K2',
      'w.jpg': 'W',
    });
  });
  const rows = [
    ['k.jpg', 'v1.jpg', 'v2.jpg'],
    ['k2.jpg', 'w.jpg'],
  ] as const;

  it.each([
    [
      'a changed victim of the same size and date',
      'v2.jpg',
      'xxxx',
      ['v1.jpg: group-stopped', 'v2.jpg: victim-changed', 'w.jpg: moved'],
    ],
    [
      'a changed keeper of the same size and date',
      'k.jpg',
      'xxxx',
      ['v1.jpg: keeper-changed', 'v2.jpg: keeper-changed', 'w.jpg: moved'],
    ],
    [
      'a longer keeper',
      'k.jpg',
      'KKKKK',
      ['v1.jpg: keeper-changed', 'v2.jpg: keeper-changed', 'w.jpg: moved'],
    ],
    [
      'a vanished victim',
      'v1.jpg',
      undefined,
      ['v1.jpg: victim-missing', 'v2.jpg: group-stopped', 'w.jpg: moved'],
    ],
    [
      'a vanished keeper',
      'k.jpg',
      undefined,
      ['v1.jpg: keeper-missing', 'v2.jpg: keeper-missing', 'w.jpg: moved'],
    ],
  ])(
    '%s stops its group, and the others go on',
    async (_words, path, content, expected) => {
      const plan = await planOnDisk('r', folder.path, rows);
      if (content === undefined) await rm(join(folder.path, path));
      else {
        await writeFile(join(folder.path, path), content);
        await utimes(join(folder.path, path), 1_600_000_000, 1_600_000_000);
      }
      const before = await readTree(folder.path);
      expect(told(await runPlan(folder.path, plan))).toEqual(expected);
      await undoAll(folder.path);
      expect(await readTree(folder.path)).toEqual(before);
    },
  );

  it('refuses a keeper that is the victim of another group, on both sides', async () => {
    const plan = await planOnDisk('r', folder.path, [
      ['k.jpg', 'v1.jpg'],
      ['k2.jpg', 'k.jpg', 'w.jpg'],
    ]);
    const before = await readTree(folder.path);
    expect(told(await runPlan(folder.path, plan))).toEqual([
      'v1.jpg: keeper-is-victim',
      'k.jpg: keeper-is-victim',
      'w.jpg: moved',
    ]);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it.each<[string, (plan: RemovalPlan) => void, string[]]>([
    [
      'the keeper as its own victim',
      (plan) => {
        plan.groups[0]!.victims[0]!.path = 'k.jpg';
        plan.groups[0]!.victims[0]!.key = fileKey(rootId('r'), 'k.jpg');
      },
      ['k.jpg: same-file', 'v2.jpg: keeper-is-victim', 'w.jpg: moved'],
    ],
    [
      'a key of another file',
      (plan) => {
        plan.groups[0]!.victims[0]!.key = fileKey(rootId('r'), 'other');
      },
      ['v1.jpg: failed', 'v2.jpg: moved', 'w.jpg: moved'],
    ],
    [
      'a path that climbs out',
      (plan) => {
        plan.groups[0]!.victims[0]!.path = '../v1.jpg';
        plan.groups[0]!.victims[0]!.key = fileKey(rootId('r'), '../v1.jpg');
      },
      ['../v1.jpg: failed', 'v2.jpg: moved', 'w.jpg: moved'],
    ],
    [
      'two missing hashes',
      (plan) => {
        for (const file of [plan.groups[0]!.keeper, ...plan.groups[0]!.victims])
          file.content = contentHash('');
      },
      ['v1.jpg: failed', 'v2.jpg: failed', 'w.jpg: moved'],
    ],
    [
      'one victim twice',
      (plan) => {
        (plan.groups[1]!.victims as unknown[]).push(plan.groups[0]!.victims[0]);
      },
      ['v1.jpg: moved', 'v2.jpg: moved', 'w.jpg: moved', 'v1.jpg: failed'],
    ],
    [
      'an unknown root',
      (plan) => {
        plan.groups[1]!.victims[0]!.root = rootId('q');
        plan.groups[1]!.victims[0]!.key = fileKey(rootId('q'), 'w.jpg');
      },
      ['v1.jpg: moved', 'v2.jpg: moved', 'w.jpg: failed'],
    ],
  ])('refuses a plan with %s', async (_words, spoil, expected) => {
    const before = await readTree(folder.path);
    const plan = structuredClone(await planOnDisk('r', folder.path, rows));
    spoil(plan);
    expect(told(await runPlan(folder.path, plan))).toEqual(expected);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });
});
