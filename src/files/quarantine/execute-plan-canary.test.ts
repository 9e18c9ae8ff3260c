import { link, symlink } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileKey, rootId } from '../../domain/photo-id.ts';
import type { RemovalPlan } from '../../domain/removal-plan.ts';
import { DiskFaults } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import { plannedOnDisk, planOnDisk } from '../testing/plan-on-disk.ts';
import {
  FOLDER,
  folderPerTest,
  meanwhile,
  rootAt,
  runPlan,
  told,
  undoAll,
} from '../testing/run-plan.ts';
import { readTree, writeTree } from '../testing/temp-tree.ts';

const folder = folderPerTest();

describe('invariant 2: a victim that is the keeper under another name comes back', () => {
  it('through a symbolic link to its folder, met by the canary', async () => {
    await writeTree(folder.path, { 'real/k.jpg': 'K', 'real/copy.jpg': 'K' });
    await symlink(join(folder.path, 'real'), join(folder.path, 'alias'));
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [
      ['real/k.jpg', 'real/copy.jpg', 'alias/k.jpg'],
    ]);
    const faults = new DiskFaults();
    expect(
      told(await runPlan(folder.path, plan, { disk: { faults } })),
    ).toEqual(['real/copy.jpg: group-stopped', 'alias/k.jpg: same-file']);
    // It was really moved and brought back: nothing cheaper could have known.
    expect(
      faults.operations.filter(({ name }) => name === 'move'),
    ).toHaveLength(4);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('through two overlapping roots, known by the browser', async () => {
    await writeTree(folder.path, { 'sub/k.jpg': 'K', 'sub/copy.jpg': 'K' });
    const before = await readTree(folder.path);
    const plan: RemovalPlan = {
      id: 'p',
      createdMs: 0,
      groups: [
        {
          keeper: await plannedOnDisk('r', folder.path, 'sub/k.jpg'),
          victims: [
            await plannedOnDisk('s', join(folder.path, 'sub'), 'k.jpg'),
          ],
        },
      ],
    };
    const faults = new DiskFaults();
    const extra = [
      ['s', rootAt(join(folder.path, 'sub'), { disk: { faults } })],
    ] as const;
    expect(told(await runPlan(folder.path, plan, { extra }))).toEqual([
      'k.jpg: same-file',
    ]);
    expect(faults.operations.filter(({ name }) => name === 'move')).toEqual([]);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('through a root opened by a symbolic link', async () => {
    await writeTree(folder.path, { 'sub/k.jpg': 'K', 'sub/x.jpg': 'X' });
    await symlink(join(folder.path, 'sub'), join(folder.path, 'link'));
    const before = await readTree(folder.path);
    const plan: RemovalPlan = {
      id: 'p',
      createdMs: 0,
      groups: [
        {
          keeper: await plannedOnDisk('r', folder.path, 'sub/k.jpg'),
          victims: [
            await plannedOnDisk('s', join(folder.path, 'link'), 'k.jpg'),
          ],
        },
      ],
    };
    expect(
      told(
        await runPlan(folder.path, plan, {
          extra: [['s', rootAt(join(folder.path, 'link'))]],
        }),
      ),
    ).toEqual(['k.jpg: same-file']);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('also when it is the keeper of another group, done before or still to come', async () => {
    await writeTree(folder.path, {
      'real/k1.jpg': 'K1',
      'v.jpg': 'V',
      'k2.jpg': 'K2',
    });
    await symlink(join(folder.path, 'real'), join(folder.path, 'alias'));
    const before = await readTree(folder.path);
    for (const rows of [
      [
        ['real/k1.jpg', 'v.jpg'],
        ['k2.jpg', 'alias/k1.jpg'],
      ],
      [
        ['k2.jpg', 'alias/k1.jpg'],
        ['real/k1.jpg', 'v.jpg'],
      ],
    ] as const) {
      const plan = await planOnDisk('r', folder.path, rows);
      expect(told(await runPlan(folder.path, plan)).sort()).toEqual([
        'alias/k1.jpg: keeper-is-victim',
        'v.jpg: moved',
      ]);
      await undoAll(folder.path);
      expect(await readTree(folder.path)).toEqual(before);
    }
  });

  it('while a hard link is a copy that may go: the keeper stays whole', async () => {
    await writeTree(folder.path, { 'k.jpg': 'K' });
    await link(join(folder.path, 'k.jpg'), join(folder.path, 'hard.jpg'));
    const plan = await planOnDisk('r', folder.path, [['k.jpg', 'hard.jpg']]);
    expect(told(await runPlan(folder.path, plan))).toEqual(['hard.jpg: moved']);
    expect((await readTree(folder.path))['k.jpg']).toBe('K');
  });

  it('on a disk that ignores case, where two spellings are one file', async () => {
    await writeTree(folder.path, { 'K.jpg': 'K' });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['K.jpg', 'K.jpg']]);
    const victim = {
      ...plan.groups[0]!.victims[0]!,
      path: 'k.JPG',
      key: fileKey(rootId('r'), 'k.JPG'),
    };
    const hostile = {
      ...plan,
      groups: [{ ...plan.groups[0]!, victims: [victim] }],
    };
    expect(
      told(
        await runPlan(folder.path, hostile, { disk: { ignoresCase: true } }),
      ),
    ).toEqual(['k.JPG: same-file']);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('rolls back what was moved when the keeper changes in the middle', async () => {
    await writeTree(folder.path, {
      'k.jpg': 'K',
      'v1.jpg': 'V1',
      'v2.jpg': 'V2',
    });
    const plan = await planOnDisk('r', folder.path, [
      ['k.jpg', 'v1.jpg', 'v2.jpg'],
    ]);
    const path = join(folder.path, 'k.jpg');
    let moves = 0;
    const faults = meanwhile(
      ({ name }) => name === 'move' && (moves += 1) === 2,
      () => {
        writeFileSync(path, 'Z');
      },
    );
    expect(
      told(await runPlan(folder.path, plan, { disk: { faults } })),
    ).toEqual(['v1.jpg: group-stopped', 'v2.jpg: keeper-changed']);
    expect(await readTree(folder.path)).toEqual({
      'k.jpg': 'Z',
      'v1.jpg': 'V1',
      'v2.jpg': 'V2',
    });
  });
});

describe('invariant 3: the destination is verified and nothing is overwritten', () => {
  it('uses a fresh folder, whatever is there already', async () => {
    await writeTree(folder.path, {
      'k.jpg': 'K',
      'v.jpg': 'K',
      [`${FOLDER}/v.jpg`]: 'old',
    });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['k.jpg', 'v.jpg']]);
    expect(await runPlan(folder.path, plan)).toMatchObject([
      { quarantinePath: `${FOLDER} (2)/v.jpg` },
    ]);
    expect((await readTree(folder.path))[`${FOLDER}/v.jpg`]).toBe('old');
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('refuses a target that appears at the last moment', async () => {
    await writeTree(folder.path, { 'k.jpg': 'K', 'v.jpg': 'K' });
    const plan = await planOnDisk('r', folder.path, [['k.jpg', 'v.jpg']]);
    const faults = new DiskFaults();
    const journal = new MemoryJournal(
      meanwhile(
        ({ path }) => path === 'step 0 intended',
        () => {
          writeFileSync(join(folder.path, FOLDER, 'v.jpg'), 'mine');
        },
      ),
    );
    expect(
      told(await runPlan(folder.path, plan, { disk: { faults }, journal })),
    ).toEqual(['v.jpg: target-exists']);
    expect((await readTree(folder.path))['v.jpg']).toBe('K');
    expect((await readTree(folder.path))[`${FOLDER}/v.jpg`]).toBe('mine');
  });

  it('gives names a disk could take for one another places of their own', async () => {
    const names = [
      'A.jpg',
      'a.jpg',
      'ä.jpg'.normalize('NFC'),
      'ä.jpg'.normalize('NFD'),
      'manifest.json',
      'MANIFEST.JSON',
      'straße',
      'STRASSE',
    ];
    await writeTree(folder.path, {
      k: 'K',
      ...Object.fromEntries(names.map((name) => [name, 'K'])),
    });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['k', ...names]]);
    const results = await runPlan(folder.path, plan);
    expect(results.map(({ kind }) => kind)).toEqual(names.map(() => 'moved'));
    const places = results.map((result) =>
      result.kind === 'moved' ? result.quarantinePath : '',
    );
    expect(
      new Set(places.map((path) => path.normalize('NFC').toLowerCase())).size,
    ).toBe(names.length);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('moves the longest name a disk takes, and refuses to copy what could not be put back', async () => {
    const name = `${'ü'.repeat(125)}.jpg`;
    await writeTree(folder.path, { 'k.jpg': 'K', [name]: 'K' });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['k.jpg', name]]);
    expect(
      told(await runPlan(folder.path, plan, { disk: { hasMove: false } })),
    ).toEqual([`${name}: failed`]);
    expect(await readTree(folder.path)).toEqual(before);
    expect(told(await runPlan(folder.path, plan))).toEqual([`${name}: moved`]);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('takes a bad copy away and keeps the original', async () => {
    await writeTree(folder.path, { 'k.jpg': 'K', 'v.jpg': 'VV' });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['k.jpg', 'v.jpg']]);
    // The disk swallows half of the copy without a word.
    let isCopied = false;
    const faults = new DiskFaults(({ name, path }) => {
      if (name === 'close' && path.endsWith('v.jpg')) isCopied = true;
      else if (
        isCopied &&
        name === 'getFileHandle' &&
        path.endsWith(`/${FOLDER}/v.jpg`)
      ) {
        isCopied = false;
        writeFileSync(path, 'V');
      }
      return undefined;
    });
    expect(
      told(
        await runPlan(folder.path, plan, { disk: { hasMove: false, faults } }),
      ),
    ).toEqual(['v.jpg: copy-differs']);
    expect(await readTree(folder.path)).toEqual(before);
  });
});
