import { writeFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlannedCompanion } from '../../domain/removal-plan.ts';
import { rootId } from '../../domain/photo-id.ts';
import { DiskFaults } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import { openNodeDirectory } from '../testing/node-directory-handle.ts';
import {
  nodeSubtle,
  plannedOnDisk,
  planOnDisk,
} from '../testing/plan-on-disk.ts';
import {
  FOLDER,
  NOW_MS,
  folderPerTest,
  rootAt,
  runPlan,
  told,
  undoAll,
} from '../testing/run-plan.ts';
import { readTree, writeTree } from '../testing/temp-tree.ts';
import { executePlan } from './execute-plan.ts';
import type { QuarantineRoot } from './move-run.ts';
import { reconcile } from './reconcile.ts';

const folder = folderPerTest();

describe('invariants 5 and 7: failures are shown, other programs’ folders are left alone', () => {
  it('refuses read-only places, protected roots and protected folders inside', async () => {
    const paths = [
      'My.photoslibrary/v',
      'x/cat.lrdata/v',
      '.git/v',
      '@eaDir/v',
      '$RECYCLE.BIN/v',
      '.Trash-1000/v',
      'node_modules/v',
      'Twinsift quarantine/v',
      'safe/v',
      'safer/v',
    ];
    await writeTree(folder.path, {
      k: 'K',
      ...Object.fromEntries(paths.map((path) => [path, 'K'])),
    });
    const plan = await planOnDisk('r', folder.path, [['k', ...paths]]);
    const guarded = rootAt(join(folder.path, 'safe'), {
      protection: 'protected',
    });
    expect(
      told(await runPlan(folder.path, plan, { extra: [['p', guarded]] })),
    ).toEqual([
      ...paths.slice(0, -2).map((path) => `${path}: read-only-place`),
      'safe/v: protected',
      'safer/v: moved',
    ]);
    await undoAll(folder.path);
    expect(
      told(await runPlan(folder.path, plan, { protection: 'protected' })).at(
        -1,
      ),
    ).toBe('safer/v: protected');
    expect((await readTree(folder.path))['safer/v']).toBe('K');
  });

  it('refuses a root that is another program’s library or a quarantine itself, or lies in a protected one', async () => {
    const library = join(folder.path, 'L.photoslibrary');
    await writeTree(folder.path, {
      'L.photoslibrary/k': 'K',
      'L.photoslibrary/v': 'K',
      k: 'K',
      v: 'K',
      'in/k': 'K',
      'in/v': 'K',
    });
    const inLibrary = await planOnDisk('l', library, [['k', 'v']]);
    expect(
      told(
        await runPlan(folder.path, inLibrary, {
          extra: [['l', rootAt(library)]],
        }),
      ),
    ).toEqual(['v: read-only-place']);
    await runPlan(
      folder.path,
      await planOnDisk('r', folder.path, [['k', 'v']]),
    );
    const inside = join(folder.path, FOLDER);
    await writeTree(inside, { k: 'K' });
    const inQuarantine = await planOnDisk('q', inside, [['k', 'v']]);
    expect(
      told(
        await runPlan(folder.path, inQuarantine, {
          extra: [['q', rootAt(inside)]],
        }),
      ),
    ).toEqual(['v: read-only-place']);
    const inProtected = await planOnDisk('i', join(folder.path, 'in'), [
      ['k', 'v'],
    ]);
    expect(
      told(
        await runPlan(folder.path, inProtected, {
          protection: 'protected',
          extra: [['i', rootAt(join(folder.path, 'in'))]],
        }),
      ),
    ).toEqual(['v: protected']);
  });

  it('never takes a file in the quarantine for the keeper', async () => {
    await writeTree(folder.path, { 'Twinsift quarantine/t/k': 'K', v: 'K' });
    const plan = await planOnDisk('r', folder.path, [
      ['Twinsift quarantine/t/k', 'v'],
    ]);
    expect(told(await runPlan(folder.path, plan))).toEqual([
      'v: read-only-place',
    ]);
  });

  it('moves companions together or not at all', async () => {
    await writeTree(folder.path, {
      'k.jpg': 'K',
      'k.cr2': 'R',
      'a/1.JPG': 'K',
      'a/1.mov': 'film',
      'b/2.jpg': 'K',
      'b/2.jpg.xmp': 'edits',
      'c/3.jpg': 'K',
      'c/3.CR2': 'R',
      'd/4.jpg': 'K',
      'd/4.cr2': 'R',
      'e/5.jpg': 'K',
      'e/5.png': 'P',
    });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [
      ['k.jpg', 'a/1.JPG'],
      ['k.jpg', 'b/2.jpg'],
      ['k.jpg', 'c/3.jpg'],
      ['k.cr2', 'c/3.CR2'],
      ['k.jpg', 'd/4.jpg'],
      ['k.cr2', 'd/4.cr2'],
      ['k.jpg', 'e/5.jpg'],
    ]);
    await writeFile(join(folder.path, 'd/4.cr2'), 'X');
    expect(told(await runPlan(folder.path, plan))).toEqual([
      'a/1.JPG: companion-stays',
      'b/2.jpg: companion-stays',
      'c/3.jpg: moved',
      'c/3.CR2: moved',
      'd/4.jpg: companion-stays',
      'd/4.cr2: victim-changed',
      'e/5.jpg: moved',
    ]);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual({ ...before, 'd/4.cr2': 'X' });
  });

  it('takes what belongs to a photo along, each checked against its own counterpart', async () => {
    await writeTree(folder.path, {
      'k.jpg': 'K',
      'k.cr2': 'R',
      'a/1.jpg': 'K',
      'a/1.cr2': 'R',
      'a/1.xmp': 'edits',
      'b/2.jpg': 'K',
      'b/2.xmp': 'as scanned',
      'c/3.jpg': 'K',
      'c/3.mov': 'film',
      'd/4.jpg': 'K',
      'd/other.xmp': 'of another photo',
      'e/5.jpg': 'K',
      'e/5.cr2': 'R',
    });
    const file = (path: string) => plannedOnDisk('r', folder.path, path);
    const victim = async (path: string, companions: PlannedCompanion[]) => ({
      keeper: await file('k.jpg'),
      victims: [{ ...(await file(path)), companions }],
    });
    const counterpart = await file('k.cr2');
    const plan = {
      id: 'p',
      createdMs: 0,
      groups: [
        await victim('a/1.jpg', [
          { ...(await file('a/1.cr2')), counterpart },
          await file('a/1.xmp'),
        ]),
        await victim('b/2.jpg', [await file('b/2.xmp')]),
        await victim('c/3.jpg', []),
        await victim('d/4.jpg', [await file('d/other.xmp')]),
        await victim('e/5.jpg', [
          {
            ...(await file('e/5.cr2')),
            counterpart: { ...counterpart, sizeBytes: 2 },
          },
        ]),
      ],
    };
    await writeTree(folder.path, { 'b/2.xmp': 'AS SCANNED' });
    const before = await readTree(folder.path);
    const results = await runPlan(folder.path, plan);
    expect(told(results)).toEqual([
      'a/1.jpg: moved',
      'a/1.cr2: moved',
      'a/1.xmp: moved',
      'b/2.jpg: group-stopped',
      'b/2.xmp: victim-changed',
      'c/3.jpg: companion-stays',
      'd/4.jpg: failed',
      'd/other.xmp: companion-stays',
      'e/5.jpg: keeper-changed',
      'e/5.cr2: keeper-changed',
    ]);
    expect(results[2]?.companionOf).toBe(plan.groups[0]?.victims[0]?.key);
    expect(await undoAll(folder.path)).toHaveLength(3);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('stops everything when the permission goes', async () => {
    await writeTree(folder.path, {
      k1: 'K',
      v1: 'K',
      k2: 'L',
      v2: 'L',
      k3: 'M',
      v3: 'M',
    });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [
      ['k1', 'v1'],
      ['k2', 'v2'],
      ['k3', 'v3'],
    ]);
    expect(
      told(
        await runPlan(folder.path, plan, { disk: { permission: 'prompt' } }),
      ),
    ).toEqual([
      'v1: permission-lost',
      'v2: permission-lost',
      'v3: permission-lost',
    ]);
    expect(await readTree(folder.path)).toEqual(before);

    const { handle, disk } = openNodeDirectory(folder.path);
    disk.faults = new DiskFaults(({ name, path }) => {
      if (name === 'move' && path.endsWith('v2')) disk.permission = 'denied';
      return undefined;
    });
    const journal = new MemoryJournal();
    const results = await executePlan({
      plan,
      journal,
      subtle: nodeSubtle,
      now: () => NOW_MS,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      roots: new Map([
        [
          rootId('r'),
          { label: 'Photos', directory: handle, protection: 'normal' },
        ],
      ]),
    });
    expect(told(results)).toEqual([
      'v1: moved',
      'v2: unsettled',
      'v3: permission-lost',
    ]);
    expect(await journal.entries()).toMatchObject([{ state: 'open' }]);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('stops before the next file when told to', async () => {
    await writeTree(folder.path, {
      k1: 'K',
      v1: 'K',
      v2: 'K',
      k2: 'L',
      w: 'L',
    });
    const plan = await planOnDisk('r', folder.path, [
      ['k1', 'v1', 'v2'],
      ['k2', 'w'],
    ]);
    const controller = new AbortController();
    const results = await runPlan(folder.path, plan, {
      signal: controller.signal,
      onProgress: ({ currentPath }) => {
        if (currentPath === 'v1') controller.abort();
      },
    });
    expect(told(results)).toEqual([
      'v1: moved',
      'v2: cancelled',
      'w: cancelled',
    ]);
  });

  it('does not touch the disk when the journal cannot be written', async () => {
    await writeTree(folder.path, { k: 'K', v: 'K' });
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['k', 'v']]);
    for (const at of [0, 1]) {
      const journal = new MemoryJournal(
        DiskFaults.at(at, { kind: 'fail', exception: 'QuotaExceededError' }),
      );
      expect(await runPlan(folder.path, plan, { journal })).toMatchObject([
        {
          kind: 'refused',
          refusal: { kind: 'failed', detail: 'the disk is full' },
        },
      ]);
      expect(await readTree(folder.path)).toEqual(before);
    }
  });

  it('says so when what must go back cannot, and puts it back at the next start', async () => {
    await writeTree(folder.path, { 'real/k': 'K' });
    await symlink(join(folder.path, 'real'), join(folder.path, 'alias'));
    const before = await readTree(folder.path);
    const plan = await planOnDisk('r', folder.path, [['real/k', 'alias/k']]);
    let moves = 0;
    const faults = new DiskFaults(({ name }) =>
      name === 'move' && (moves += 1) >= 2
        ? { kind: 'fail', exception: 'InvalidStateError' }
        : undefined,
    );
    const journal = new MemoryJournal();
    expect(
      await runPlan(folder.path, plan, { disk: { faults }, journal }),
    ).toMatchObject([{ kind: 'moved', notPutBack: { kind: 'same-file' } }]);
    const start = async (root: QuarantineRoot) =>
      await reconcile({
        journal,
        roots: new Map([[rootId('r'), root]]),
        subtle: nodeSubtle,
      });
    expect(
      await start(rootAt(folder.path, { disk: { faults } })),
    ).toMatchObject([
      { kind: 'failed', reason: 'alias/k could not be put back' },
    ]);
    expect(await start(rootAt(folder.path))).toMatchObject([
      { kind: 'settled', moved: [], inPlace: ['alias/k'] },
    ]);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('says so when something takes the place of a moved file at once', async () => {
    await writeTree(folder.path, { k: 'K', v: 'V' });
    const plan = await planOnDisk('r', folder.path, [['k', 'v']]);
    let hasMoved = false;
    const faults = new DiskFaults(({ name, path }) => {
      if (hasMoved && path.endsWith('/v') && name === 'getFileHandle') {
        hasMoved = false;
        writeFileSync(join(folder.path, 'v'), 'new');
      }
      if (name === 'move') hasMoved = true;
      return undefined;
    });
    expect(
      await runPlan(folder.path, plan, { disk: { faults } }),
    ).toMatchObject([
      {
        kind: 'moved',
        notPutBack: {
          kind: 'failed',
          detail: 'something took its place at once',
        },
      },
    ]);
    expect(await readTree(folder.path)).toMatchObject({
      v: 'new',
      [`${FOLDER}/v`]: 'V',
    });
  });

  it('accepts an empty plan and a folder in the way', async () => {
    expect(
      await runPlan(folder.path, { id: 'p', createdMs: 0, groups: [] }),
    ).toEqual([]);
    await mkdir(join(folder.path, 'x'));
    await writeTree(folder.path, {
      k: 'K',
      v: 'K',
      'Twinsift quarantine': 'a file',
    });
    const before = await readTree(folder.path);
    expect(
      told(
        await runPlan(
          folder.path,
          await planOnDisk('r', folder.path, [['k', 'v']]),
        ),
      ),
    ).toEqual(['v: failed']);
    expect(await readTree(folder.path)).toEqual(before);
  });
});
