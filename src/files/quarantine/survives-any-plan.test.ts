import { link, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundlesOf, companionsOf } from '../../domain/bundle.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import type {
  PlannedCompanion,
  PlannedFile,
  PlannedVictim,
  RemovalPlan,
} from '../../domain/removal-plan.ts';
import { DiskFaults, type Fault } from '../testing/disk-faults.ts';
import { plannedOnDisk } from '../testing/plan-on-disk.ts';
import { readTree } from '../testing/temp-tree.ts';
import {
  execute,
  settle,
  undo,
  tidy,
  expectNothingLost,
  inWorld,
  isExhaustive,
  FAULTS,
  type World,
  type Tree,
} from '../testing/quarantine-world.ts';

const CONTENTS = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'a longer content'];
const NAMES = [
  'a.jpg',
  'A.jpg',
  'b.png',
  'ü (1).jpg',
  '-rf',
  "it's.jpg",
  'manifest.json',
  'a.xmp',
  'a.cr2',
  'b.png.json',
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
    victims: fc.array(
      fc.record({
        photo: pickArbitrary,
        // Any files at all: what is no companion must be refused, what is one must follow.
        companions: fc.array(
          fc.record({
            file: fc.option(pickArbitrary, { nil: undefined }),
            counterpart: fc.option(pickArbitrary, { nil: undefined }),
          }),
          { maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
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

/** A pick with companions: any file, or (by default) those that do belong to it. */
async function pickVictim(
  world: World,
  paths: readonly string[],
  {
    photo,
    companions,
  }: {
    photo: Pick;
    companions: readonly {
      file: Pick | undefined;
      counterpart: Pick | undefined;
    }[];
  },
): Promise<PlannedVictim> {
  const victim = await pick(world, paths, photo);
  const root = victim.root === 's' ? join(world.folder, 'sub') : world.folder;
  const folder = folderOf(victim.path);
  const beside = companionsOf(
    fileName(victim.path),
    await readdir(join(root, folder)),
  );
  const picked: PlannedCompanion[] = [];
  for (const [index, { file, counterpart }] of companions.entries()) {
    const name = beside[index];
    if (file === undefined && name === undefined) continue;
    const companion = file
      ? await pick(world, paths, file)
      : await plannedOnDisk(
          victim.root,
          root,
          folder === '' ? name! : `${folder}/${name}`,
        );
    picked.push(
      counterpart
        ? { ...companion, counterpart: await pick(world, paths, counterpart) }
        : companion,
    );
  }
  return { ...victim, companions: picked, onlyHere: { rating: 4 } };
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
              writesSidecars: true,
            };
            const planned = [];
            for (const { keeper, victims } of groups) {
              const found = [];
              for (const victim of victims)
                found.push(await pickVictim(world, paths, victim));
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
            expectShotsTogether(before, settled);
            await undo(world, faultsOf(third)).catch(() => undefined);
            expectNothingLost(before, await readTree(world.folder));
            await undo(world);
            await tidy(world, hostile);
            expect(await readTree(world.folder)).toEqual(before);
          });
        },
      ),
      {
        numRuns: isExhaustive ? 2000 : 60,
        examples: [
          // In an undo the disk does not find a manifest that lists a sidecar only.
          [
            { 'a.jpg': 'a', '-rf': 'a' },
            [
              {
                keeper: { at: 0, through: 'r' },
                victims: [
                  { photo: { at: 2, through: 's' }, companions: [] },
                  {
                    photo: { at: 1, through: 'r' },
                    companions: [
                      {
                        file: { at: 0, through: 'hard' },
                        counterpart: undefined,
                      },
                    ],
                  },
                ],
              },
              {
                keeper: { at: 0, through: 'r' },
                victims: [
                  { photo: { at: 0, through: 'hard' }, companions: [] },
                ],
              },
            ],
            false,
            undefined,
            undefined,
            undefined,
            { index: 7, fault: { kind: 'fail', exception: 'NotFoundError' } },
          ],
          // The names beside a photo cannot be read, so what goes with it is not known.
          [
            {
              'b.png': 'a',
              'a.jpg': 'a',
              'other/a.jpg': 'a',
              'b.png.json': 'a',
            },
            [
              {
                keeper: { at: 0, through: 'hard' },
                victims: [
                  { photo: { at: 8, through: 'r' }, companions: [] },
                  { photo: { at: 0, through: 'r' }, companions: [] },
                ],
              },
              {
                keeper: { at: 0, through: 'hard' },
                victims: [
                  { photo: { at: 1, through: 'r' }, companions: [] },
                  { photo: { at: 0, through: 'r' }, companions: [] },
                ],
              },
              {
                keeper: { at: 0, through: 'r' },
                victims: [{ photo: { at: 0, through: 'r' }, companions: [] }],
              },
            ],
            false,
            undefined,
            {
              index: 5,
              fault: { kind: 'fail', exception: 'InvalidStateError' },
            },
            undefined,
            undefined,
          ],
          // A photo that is named like the sidecar of another.
          [
            { 'a.jpg': 'a', 'b.png.json': 'a', 'b.png': 'a' },
            [
              {
                keeper: { at: 0, through: 'r' },
                victims: [
                  { photo: { at: 1, through: 'r' }, companions: [] },
                  { photo: { at: 2, through: 'r' }, companions: [] },
                ],
              },
            ],
            false,
            undefined,
            undefined,
            undefined,
            undefined,
          ],
        ],
      },
    );
  }, 900_000);
});

/** No photo is in its place while its companion is not, or the other way round. */
function expectShotsTogether(before: Tree, now: Tree): void {
  const names = new Map<string, string[]>();
  for (const path of Object.keys(before)) {
    const folder = folderOf(path);
    names.set(folder, [...(names.get(folder) ?? []), fileName(path)]);
  }
  for (const [folder, own] of names) {
    for (const bundle of bundlesOf(own)) {
      const stays = bundle.names.map(
        (name) => now[folder === '' ? name : `${folder}/${name}`] !== undefined,
      );
      expect(new Set(stays).size, bundle.names.join()).toBe(1);
    }
  }
}

/** From the manifests alone: whatever is in the quarantine, its keeper is at its place. */
function expectKeepersInPlace(before: Tree, now: Tree): void {
  for (const [path, text] of Object.entries(now)) {
    const match = /^(sub\/)?Twinsift quarantine\/[^/]+\/manifest\.json$/.exec(
      path,
    );
    if (!match || text === '') continue;
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
