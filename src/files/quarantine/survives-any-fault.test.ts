import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RemovalPlan } from '../../domain/removal-plan.ts';
import { DiskFaults, type Fault } from '../testing/disk-faults.ts';
import { plannedOnDisk } from '../testing/plan-on-disk.ts';
import { readTree } from '../testing/temp-tree.ts';
import {
  execute,
  settle,
  undo,
  tidy,
  expectNothingLost,
  expectTruth,
  inWorld,
  isExhaustive,
  FAULTS,
  type World,
  type Tree,
} from '../testing/quarantine-world.ts';

const FILES: Tree = {
  'k.jpg': 'the keeper',
  'v1.jpg': 'victim one',
  'sub/v2.jpg': 'victim number two',
  'raw/p.jpg': 'the keeper',
  'raw/p.cr2': 'raw data',
  'raw/p.xmp': 'edits of the victim',
  'k.cr2': 'raw data',
};

async function fixedPlan({ folder }: World): Promise<RemovalPlan> {
  const file = (path: string) => plannedOnDisk('r', folder, path);
  return {
    id: 'fixed',
    createdMs: 0,
    writesSidecars: true,
    groups: [
      {
        keeper: await file('k.jpg'),
        keeperKeywords: ['sea'],
        victims: [
          {
            ...(await file('v1.jpg')),
            onlyHere: { rating: 4, keywords: ['tower'] },
          },
          await plannedOnDisk('s', join(folder, 'sub'), 'v2.jpg'),
        ],
      },
      {
        keeper: await file('k.jpg'),
        victims: [
          {
            ...(await file('raw/p.jpg')),
            onlyHere: { caption: 'The tower' },
            companions: [
              {
                ...(await file('raw/p.cr2')),
                counterpart: await file('k.cr2'),
              },
              await file('raw/p.xmp'),
            ],
          },
        ],
      },
    ],
  };
}

/** Kills are tried at every operation, the other faults at every seventh, each from its own start. */
function strideOf(fault: Fault): number {
  return isExhaustive || fault.kind === 'kill' ? 1 : 7;
}

async function operationCount(
  hasMove: boolean,
  run: (world: World, faults: DiskFaults) => Promise<void>,
  prepare?: (world: World) => Promise<void>,
): Promise<number> {
  const faults = new DiskFaults();
  await inWorld(hasMove, FILES, async (world) => {
    await prepare?.(world);
    await run(world, faults);
  });
  return faults.operations.length;
}

describe.each([
  ['by moving', true],
  ['by copying', false],
])('%s', (_how, hasMove) => {
  it.each(FAULTS)(
    '%s at any operation of a run loses nothing, and all goes back',
    async (_words, fault) => {
      const count = await operationCount(hasMove, async (world, faults) => {
        const results = await execute(world, await fixedPlan(world), faults);
        expect(results.map(({ kind }) => kind)).toEqual([
          'moved',
          'moved',
          'moved',
          'moved',
          'moved',
        ]);
      });
      expect(count).toBeGreaterThan(80);
      const start = FAULTS.findIndex(([, each]) => each === fault);
      for (let index = start; index < count; index += strideOf(fault)) {
        await inWorld(hasMove, FILES, async (world) => {
          const before = await readTree(world.folder);
          const results = await execute(
            world,
            await fixedPlan(world),
            DiskFaults.at(index, fault),
          );
          const after = await readTree(world.folder);
          expectNothingLost(before, after);
          if (fault.kind !== 'kill')
            expectTruth(results, before, after, { r: '', s: 'sub/' });
          const settled = await settle(world);
          expect(settled.every(({ kind }) => kind === 'settled')).toBe(true);
          expect(
            settled.flatMap((each) =>
              each.kind === 'settled' ? each.missing : [],
            ),
          ).toEqual([]);
          expect(await settle(world)).toEqual([]);
          const reconciled = await readTree(world.folder);
          expectNothingLost(before, reconciled);
          const isRawMoved = reconciled['raw/p.cr2'] === undefined;
          expect(reconciled['raw/p.jpg'] === undefined).toBe(isRawMoved);
          expect(reconciled['raw/p.xmp'] === undefined).toBe(isRawMoved);
          await undo(world);
          expect(await readTree(world.folder), `at operation ${index}`).toEqual(
            before,
          );
        });
      }
    },
    120_000,
  );

  it('a kill at any operation needs no journal: the manifest alone undoes it', async () => {
    const count = await operationCount(hasMove, async (world, faults) => {
      await execute(world, await fixedPlan(world), faults);
    });
    for (let index = 0; index < count; index += isExhaustive ? 1 : 3) {
      await inWorld(hasMove, FILES, async (world) => {
        const before = await readTree(world.folder);
        const plan = await fixedPlan(world);
        await execute(world, plan, DiskFaults.at(index, { kind: 'kill' }));
        await undo(world);
        await tidy(world, plan);
        const after = await readTree(world.folder);
        for (const [path, content] of Object.entries(before))
          expect(after[path], `${path} at ${index}`).toBe(content);
      });
    }
  }, 900_000);

  it('a kill at any operation of undo loses nothing, and undo goes on from there', async () => {
    const count = await operationCount(hasMove, undo, async (world) => {
      await execute(world, await fixedPlan(world), new DiskFaults());
    });
    for (let index = 0; index < count; index += isExhaustive ? 1 : 3) {
      await inWorld(hasMove, FILES, async (world) => {
        const before = await readTree(world.folder);
        const plan = await fixedPlan(world);
        await execute(world, plan, new DiskFaults());
        await undo(world, DiskFaults.at(index, { kind: 'kill' })).catch(
          () => undefined,
        );
        expectNothingLost(before, await readTree(world.folder));
        await undo(world);
        await tidy(world, plan);
        expect(await readTree(world.folder), `at operation ${index}`).toEqual(
          before,
        );
      });
    }
  }, 900_000);
});
