import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { rootId } from '../../domain/photo-id.ts';
import { DiskFaults } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import { nodeSubtle, planOnDisk } from '../testing/plan-on-disk.ts';
import { folderPerTest, rootAt, runPlan } from '../testing/run-plan.ts';
import { writeTree } from '../testing/temp-tree.ts';
import { reconcile } from './reconcile.ts';

const folder = folderPerTest();

/** Four times the photos are to take four times the work, not sixteen times. */
const MOST = 6;

afterEach(() => {
  vi.restoreAllMocks();
});

/** A plan for so many copies in one folder, each with a rating that only it has; and where they are. */
async function planOf(count: number) {
  const path = join(folder.path, String(count));
  await mkdir(path);
  const rows = Array.from(
    { length: count },
    (_none, at) => [`Camera/${at}.jpg`, `Camera/${at} copy.jpg`] as const,
  );
  await writeTree(
    path,
    Object.fromEntries(
      rows.flatMap((row) => row.map((name) => [name, row[0]] as const)),
    ),
  );
  const plan = structuredClone(await planOnDisk('r', path, rows));
  for (const { victims } of plan.groups) victims[0]!.onlyHere = { rating: 4 };
  return { path, plan: { ...plan, writesSidecars: true } };
}

/** How often a name is taken apart while this is done. */
async function namesTaken(act: () => Promise<unknown>): Promise<number> {
  const normalize = vi.spyOn(String.prototype, 'normalize');
  await act();
  const { length } = normalize.mock.calls;
  normalize.mockRestore();
  return length;
}

it('the names and the list of a folder are gone through once, however many of its photos move', async () => {
  const taken: number[] = [];
  for (const count of [10, 40]) {
    const { path, plan } = await planOf(count);
    const faults = new DiskFaults();
    taken.push(
      await namesTaken(() => runPlan(path, plan, { disk: { faults } })),
    );
    const lists = faults.operations.filter(
      (one) => one.name === 'list' && one.path.endsWith('/Camera'),
    );
    expect(lists.length).toBeLessThan(5);
  }
  expect(taken[1]! / taken[0]!).toBeLessThan(MOST);
});

it('nor more often when an interrupted move is put in order', async () => {
  const taken: number[] = [];
  for (const count of [10, 40]) {
    const { path, plan } = await planOf(count);
    const journal = new MemoryJournal();
    let moves = 0;
    const faults = new DiskFaults(({ name }) =>
      name === 'move' && (moves += 1) === count ? { kind: 'kill' } : undefined,
    );
    await runPlan(path, plan, { journal, disk: { faults } });
    const roots = new Map([[rootId('r'), rootAt(path)]]);
    taken.push(
      await namesTaken(() => reconcile({ journal, roots, subtle: nodeSubtle })),
    );
  }
  expect(taken[1]! / taken[0]!).toBeLessThan(MOST);
});
