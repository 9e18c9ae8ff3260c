import { link, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileKey, rootId } from '../../domain/photo-id.ts';
import type {
  MoveResult,
  PlannedFile,
  RemovalPlan,
} from '../../domain/removal-plan.ts';
import { DiskFaults, type Fault } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import { openNodeDirectory } from '../testing/node-directory-handle.ts';
import { nodeSubtle, plannedOnDisk } from '../testing/plan-on-disk.ts';
import { makeTempFolder, readTree, writeTree } from '../testing/temp-tree.ts';
import { executePlan } from './execute-plan.ts';
import { findQuarantines } from './find-quarantines.ts';
import { reconcile, type ReconcileResult } from './reconcile.ts';
import { undoQuarantine } from './undo-quarantine.ts';

const QUIET = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

/** One small world: a folder on disk, opened as root `r`, its folder `sub` also as root `s`. */
interface World {
  folder: string;
  hasMove: boolean;
  journal: MemoryJournal;
}

function rootsOf({ folder, hasMove }: World, faults: DiskFaults) {
  const open = (path: string) => ({
    label: path,
    directory: openNodeDirectory(path, { faults, hasMove }).handle,
    protection: 'normal' as const,
  });
  return new Map([
    [rootId('r'), open(folder)],
    [rootId('s'), open(join(folder, 'sub'))],
  ]);
}

async function execute(
  world: World,
  plan: RemovalPlan,
  faults: DiskFaults,
): Promise<readonly MoveResult[]> {
  world.journal.faults = faults;
  return await executePlan({
    plan,
    roots: rootsOf(world, faults),
    journal: world.journal,
    subtle: nodeSubtle,
    now: () => 1_700_000_000_000,
    ...QUIET,
  });
}

async function settle(
  world: World,
  faults = new DiskFaults(),
): Promise<readonly ReconcileResult[]> {
  world.journal.faults = faults;
  return await reconcile({
    journal: world.journal,
    roots: rootsOf(world, faults),
    subtle: nodeSubtle,
  });
}

/** Undoes every quarantine found on disk, as another browser would. */
async function undo(world: World, faults = new DiskFaults()): Promise<void> {
  for (const { directory } of rootsOf(world, faults).values()) {
    for (const { folder } of await findQuarantines(directory)) {
      await undoQuarantine({ directory, folder, subtle: nodeSubtle, ...QUIET });
    }
  }
}

/** Empty folders of an undo that was killed at the very end. */
async function tidy(world: World, plan: RemovalPlan): Promise<void> {
  const entry = (await world.journal.entries()).find(
    ({ planId }) => planId === plan.id,
  );
  const roots = rootsOf(world, new DiskFaults());
  for (const { root, path } of entry?.folders ?? []) {
    const directory = roots.get(root)!.directory;
    await undoQuarantine({
      directory,
      folder: path,
      subtle: nodeSubtle,
      ...QUIET,
    });
  }
}

type Tree = Readonly<Record<string, string>>;

function expectNothingLost(before: Tree, now: Tree): void {
  const contents = new Set(Object.values(now));
  for (const [path, content] of Object.entries(before)) {
    if (!contents.has(content))
      throw new Error(`the content of ${path} is gone`);
  }
}

/** Each result tells the truth about the disk. */
function expectTruth(
  results: readonly MoveResult[],
  before: Tree,
  now: Tree,
  prefixes: Readonly<Record<string, string>>,
): void {
  for (const result of results) {
    const prefix = prefixes[result.file.root]!;
    if (result.kind === 'moved') {
      expect(now[prefix + result.quarantinePath]).toBe(
        before[prefix + result.file.path],
      );
    } else if (
      result.refusal.kind !== 'unsettled' &&
      !results.some(
        (other) => other !== result && other.file.key === result.file.key,
      )
    ) {
      expect(now[prefix + result.file.path]).toBe(
        before[prefix + result.file.path],
      );
    }
  }
}

async function inWorld(
  hasMove: boolean,
  files: Tree,
  test: (world: World) => Promise<void>,
): Promise<void> {
  const { path, remove } = await makeTempFolder();
  try {
    await writeTree(path, { 'sub/inner.jpg': 'inner', ...files });
    await test({ folder: path, hasMove, journal: new MemoryJournal() });
  } finally {
    await remove();
  }
}

const FILES: Tree = {
  'k.jpg': 'the keeper',
  'v1.jpg': 'victim one',
  'sub/v2.jpg': 'victim number two',
  'raw/p.jpg': 'the keeper',
  'raw/p.cr2': 'raw data',
  'k.cr2': 'raw data',
};

async function fixedPlan({ folder }: World): Promise<RemovalPlan> {
  const file = (path: string) => plannedOnDisk('r', folder, path);
  return {
    id: 'fixed',
    createdMs: 0,
    groups: [
      {
        keeper: await file('k.jpg'),
        victims: [
          await file('v1.jpg'),
          await plannedOnDisk('s', join(folder, 'sub'), 'v2.jpg'),
        ],
      },
      { keeper: await file('k.jpg'), victims: [await file('raw/p.jpg')] },
      { keeper: await file('k.cr2'), victims: [await file('raw/p.cr2')] },
    ],
  };
}

/** Set it to try every fault at every operation and many more random worlds: some minutes. */
const isExhaustive = process.env['TWINSIFT_EXHAUSTIVE'] !== undefined;

/** Kills are tried at every operation, the other faults at every seventh, each from its own start. */
function strideOf(fault: Fault): number {
  return isExhaustive || fault.kind === 'kill' ? 1 : 7;
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['a kill', { kind: 'kill' }],
  ['an error', { kind: 'fail', exception: 'InvalidStateError' }],
  [
    'an error after the deed',
    { kind: 'fail-after', exception: 'InvalidStateError' },
  ],
  ['lost permission', { kind: 'fail', exception: 'NotAllowedError' }],
  ['a missing file', { kind: 'fail', exception: 'NotFoundError' }],
];

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
    for (let index = 0; index < count; index += 1) {
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
    for (let index = 0; index < count; index += 1) {
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

const CONTENTS = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'a longer content'];
const NAMES = [
  'a.jpg',
  'A.jpg',
  'b.png',
  'ü (1).jpg',
  '-rf',
  "it's.jpg",
  'manifest.json',
];
const FOLDERS = ['', 'sub/', 'sub/deep/', 'other/', 'Sub/'];

const treeArbitrary = fc.dictionary(
  fc
    .tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES))
    .map(([folder, name]) => folder + name),
  fc.constantFrom(...CONTENTS),
  { minKeys: 2, maxKeys: 10 },
);

/** Any file of the tree, seen through any of the names it has. */
interface Pick {
  at: number;
  through: 'r' | 's' | 'alias' | 'hard';
}
const pickArbitrary: fc.Arbitrary<Pick> = fc.record({
  at: fc.nat(20),
  through: fc.constantFrom('r', 'r', 'r', 's', 'alias', 'hard'),
});
const groupsArbitrary = fc.array(
  fc.record({
    keeper: pickArbitrary,
    victims: fc.array(pickArbitrary, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const stageArbitrary = fc.record({
  index: fc.nat(400),
  fault: fc.constantFrom(...FAULTS.map(([, fault]) => fault)),
});

async function pick(
  world: World,
  paths: readonly string[],
  { at, through }: Pick,
): Promise<PlannedFile> {
  const path = paths[at % paths.length]!;
  if (through === 's' && path.startsWith('sub/')) {
    return await plannedOnDisk(
      's',
      join(world.folder, 'sub'),
      path.slice('sub/'.length),
    );
  }
  if (through === 'alias' && path.startsWith('sub/')) {
    return await plannedOnDisk(
      'r',
      world.folder,
      path.replace('sub/', 'alias/'),
    );
  }
  if (through === 'hard') {
    const linked = `hard ${at % paths.length}`;
    await link(join(world.folder, path), join(world.folder, linked)).catch(
      () => undefined,
    );
    return await plannedOnDisk('r', world.folder, linked);
  }
  return await plannedOnDisk('r', world.folder, path);
}

describe('whatever the plan and the disk do', () => {
  it('nothing is lost, each group keeps its keeper, and undo gives the same tree', async () => {
    await fc.assert(
      fc.asyncProperty(
        treeArbitrary,
        groupsArbitrary,
        fc.boolean(),
        fc.option(pickArbitrary, { nil: undefined }),
        fc.option(stageArbitrary, { nil: undefined }),
        fc.option(stageArbitrary, { nil: undefined }),
        fc.option(stageArbitrary, { nil: undefined }),
        async (files, groups, hasMove, changed, first, second, third) => {
          await inWorld(hasMove, files, async (world) => {
            await symlink(
              join(world.folder, 'sub'),
              join(world.folder, 'alias'),
            );
            const paths = Object.keys(await readTree(world.folder)).filter(
              (path) => path in files || path === 'sub/inner.jpg',
            );
            const plan: RemovalPlan = {
              id: 'random',
              createdMs: 0,
              groups: [],
            };
            const planned = [];
            for (const { keeper, victims } of groups) {
              const found = [];
              for (const victim of victims)
                found.push(await pick(world, paths, victim));
              planned.push({
                keeper: await pick(world, paths, keeper),
                victims: found,
              });
            }
            const hostile = { ...plan, groups: planned };
            if (changed)
              await writeFile(
                join(world.folder, paths[changed.at % paths.length]!),
                'changed',
              );
            const before = await readTree(world.folder);
            const faultsOf = (stage?: { index: number; fault: Fault }) =>
              stage
                ? DiskFaults.at(stage.index, stage.fault)
                : new DiskFaults();

            await execute(world, hostile, faultsOf(first));
            expectNothingLost(before, await readTree(world.folder));
            await settle(world, faultsOf(second)).catch(() => undefined);
            expectNothingLost(before, await readTree(world.folder));
            await settle(world);
            const settled = await readTree(world.folder);
            expectNothingLost(before, settled);
            expectKeepersInPlace(before, settled);
            await undo(world, faultsOf(third)).catch(() => undefined);
            expectNothingLost(before, await readTree(world.folder));
            await undo(world);
            await tidy(world, hostile);
            expect(await readTree(world.folder)).toEqual(before);
          });
        },
      ),
      { numRuns: isExhaustive ? 2000 : 60 },
    );
  }, 900_000);
});

/** From the manifests alone: whatever is in the quarantine, its keeper is at its place. */
function expectKeepersInPlace(before: Tree, now: Tree): void {
  for (const [path, text] of Object.entries(now)) {
    const match = /^(sub\/)?Twinsift quarantine\/[^/]+\/manifest\.json$/.exec(
      path,
    );
    if (!match) continue;
    const { items } = JSON.parse(Buffer.from(text, 'latin1').toString()) as {
      items: {
        keeper: { path: string; isInSameRoot: boolean };
        originalPath: string;
      }[];
    };
    const prefix = match[1] ?? '';
    for (const { keeper } of items) {
      const own = keeper.isInSameRoot ? prefix : prefix === '' ? 'sub/' : '';
      const keeperPath = (own + keeper.path).replace(/^alias\//, 'sub/');
      expect(now[keeperPath], `${keeperPath} was to be kept`).toBe(
        before[keeperPath],
      );
      expect(now[keeperPath]).toBeDefined();
    }
  }
}

it('a key of the fixed plan is what the scan would write', async () => {
  await inWorld(true, FILES, async (world) => {
    const plan = await fixedPlan(world);
    expect(plan.groups[0]?.victims[1]?.key).toBe(
      fileKey(rootId('s'), 'v2.jpg'),
    );
  });
});
