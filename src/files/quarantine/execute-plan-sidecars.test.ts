import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { companionsOf } from '../../domain/bundle.ts';
import type { RemovalPlan } from '../../domain/removal-plan.ts';
import { rootId } from '../../domain/photo-id.ts';
import { SIDECAR_HEAD } from '../../domain/xmp-sidecar.ts';
import { DiskFaults } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import {
  nodeSubtle,
  plannedOnDisk,
  planOnDisk,
} from '../testing/plan-on-disk.ts';
import {
  FOLDER,
  folderPerTest,
  forEachQuarantine,
  meanwhile,
  rootAt,
  runPlan,
  told,
  undoAll,
} from '../testing/run-plan.ts';
import { makeTempFolder, readTree, writeTree } from '../testing/temp-tree.ts';
import { emptyQuarantine } from './empty-quarantine.ts';
import { reconcile } from './reconcile.ts';
import { undoQuarantine } from './undo-quarantine.ts';

const folder = folderPerTest();
const SIDECAR = 'keep/a.jpg.xmp';

beforeEach(async () => {
  await writeTree(folder.path, {
    'keep/a.jpg': 'A',
    'copies/a.jpg': 'AA',
    'copies/a (1).jpg': 'AAA',
    'b.jpg': 'B',
    'b small.jpg': 'BB',
  });
});

async function notedPlan(
  change: Partial<RemovalPlan> = {},
): Promise<RemovalPlan> {
  const plan = structuredClone(
    await planOnDisk('r', folder.path, [
      ['keep/a.jpg', 'copies/a.jpg', 'copies/a (1).jpg'],
      ['b.jpg', 'b small.jpg'],
    ]),
  );
  const [group] = plan.groups;
  group!.keeperKeywords = ['sea'];
  group!.victims[0]!.onlyHere = {
    place: { latitudeDeg: 52.5, longitudeDeg: -13.25 },
    rating: 4,
    keywords: ['tower'],
  };
  group!.victims[1]!.onlyHere = { rating: 5, caption: 'A & B' };
  return { ...plan, writesSidecars: true, ...change };
}

const ALL_MOVED = [
  'copies/a.jpg: moved',
  'copies/a (1).jpg: moved',
  'b small.jpg: moved',
];
const ONLY_B_MOVED = ['b small.jpg: moved'];

function refusedWith(kind: string): string[] {
  return [
    `copies/a.jpg: ${kind}`,
    `copies/a (1).jpg: ${kind}`,
    ...ONLY_B_MOVED,
  ];
}

describe('sidecars of a plan', () => {
  it('are written before the first victim moves, belong to the keeper, and undo removes them', async () => {
    const before = await readTree(folder.path);
    const faults = new DiskFaults();
    const results = await runPlan(folder.path, await notedPlan(), {
      disk: { faults },
    });
    expect(told(results)).toEqual(ALL_MOVED);
    expect(
      results.map((each) => 'sidecarPath' in each && each.sidecarPath),
    ).toEqual([SIDECAR, SIDECAR, false]);
    const after = await readTree(folder.path);
    const text = await readFile(join(folder.path, SIDECAR), 'utf8');
    expect(text.startsWith(SIDECAR_HEAD)).toBe(true);
    for (const part of [
      '<xmp:Rating>4</xmp:Rating>',
      '<exif:GPSLatitude>52,30.000000N</exif:GPSLatitude>',
      '<exif:GPSLongitude>13,15.000000W</exif:GPSLongitude>',
      '<rdf:li>sea</rdf:li>',
      '<rdf:li>tower</rdf:li>',
      '<rdf:li xml:lang="x-default">A &amp; B</rdf:li>',
    ]) {
      expect(text).toContain(part);
    }
    expect(after['keep/a.jpg']).toBe('A');
    expect(companionsOf('a.jpg', ['a.jpg', 'a.jpg.xmp', 'a.png'])).toEqual([
      'a.jpg.xmp',
    ]);
    expect(JSON.parse(after[`${FOLDER}/manifest.json`]!)).toMatchObject({
      sidecars: [{ path: SIDECAR, keeperPath: 'keep/a.jpg' }],
    });
    const order = faults.operations.map(({ name, path }) => `${name} ${path}`);
    const written = order.findIndex(
      (each) => each.startsWith('close') && each.includes('a.jpg.xmp'),
    );
    const moved = order.findIndex((each) => each.startsWith('move'));
    expect(written).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(written);

    expect(await undoAll(folder.path)).toHaveLength(3);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('are not written unless asked for', async () => {
    const plan = await notedPlan({ writesSidecars: false });
    expect(told(await runPlan(folder.path, plan))).toEqual(ALL_MOVED);
    expect((await readTree(folder.path))[SIDECAR]).toBeUndefined();
  });

  it.each([SIDECAR, 'keep/A.XMP', 'keep/a.jpg.XMP'])(
    'are never written where %s is: the group stays, the others move',
    async (path) => {
      await writeTree(folder.path, { [path]: 'edits of a person' });
      const before = await readTree(folder.path);
      const results = await runPlan(folder.path, await notedPlan());
      expect(told(results)).toEqual(refusedWith('sidecar-exists'));
      expect(results[0]).toMatchObject({ refusal: { path } });
      expect((await readTree(folder.path))[path]).toBe('edits of a person');
      await undoAll(folder.path);
      expect(await readTree(folder.path)).toEqual(before);
    },
  );

  it('give way to one that appears at the last moment', async () => {
    const faults = meanwhile(
      ({ name, path }) => name === 'journal' && path === 'begin',
      () => {
        void writeFile(join(folder.path, SIDECAR), 'another program');
      },
    );
    const results = await runPlan(folder.path, await notedPlan(), {
      journal: new MemoryJournal(faults),
    });
    expect(told(results)).toEqual(refusedWith('sidecar-exists'));
    expect((await readTree(folder.path))[SIDECAR]).toBe('another program');
    await undoAll(folder.path);
    expect((await readTree(folder.path))[SIDECAR]).toBe('another program');
  });

  it('stay, and undo says so, when they were changed since', async () => {
    await runPlan(folder.path, await notedPlan());
    await writeFile(join(folder.path, SIDECAR), 'changed since');
    const lines = await undoAll(folder.path);
    expect(lines.at(-1)).toMatch(
      /^keep\/a\.jpg\.xmp: sidecar-left \(.*changed/,
    );
    const after = await readTree(folder.path);
    expect(after[SIDECAR]).toBe('changed since');
    expect(after['copies/a.jpg']).toBe('AA');
    expect(Object.keys(after).some((path) => path.startsWith(FOLDER))).toBe(
      false,
    );
  });

  it('are not forgotten by an undo whose disk did not find them', async () => {
    const before = await readTree(folder.path);
    await runPlan(folder.path, await notedPlan());
    const faults = new DiskFaults(({ name, path }) =>
      name !== 'removeEntry' && path.endsWith(SIDECAR)
        ? { kind: 'fail', exception: 'NotFoundError' }
        : undefined,
    );
    const lines = await forEachQuarantine(undoQuarantine, folder.path, {
      faults,
    });
    expect(lines.at(-1)).toMatch(
      /^keep\/a\.jpg\.xmp: not-restored \(.*lists it/,
    );
    expect((await readTree(folder.path))[SIDECAR]).toBeDefined();
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('stay while a copy of their photo is still in the quarantine', async () => {
    await runPlan(folder.path, await notedPlan());
    await writeTree(folder.path, { 'copies/a.jpg': 'in the way' });
    await undoAll(folder.path);
    expect((await readTree(folder.path))[SIDECAR]).toBeDefined();
    await rm(join(folder.path, 'copies/a.jpg'));
    await undoAll(folder.path);
    expect((await readTree(folder.path))[SIDECAR]).toBeUndefined();
  });

  it('stay for good when the quarantine is emptied', async () => {
    await runPlan(folder.path, await notedPlan());
    await forEachQuarantine(emptyQuarantine, folder.path);
    expect(Object.keys(await readTree(folder.path)).sort()).toEqual([
      'b.jpg',
      'copies',
      'keep',
      'keep/a.jpg',
      SIDECAR,
    ]);
  });

  it('are taken away again when their group is stopped', async () => {
    const before = await readTree(folder.path);
    const plan = await notedPlan();
    // Seen by the full hash only, after the sidecar was written.
    await writeFile(join(folder.path, 'copies/a (1).jpg'), 'XXX');
    const results = await runPlan(folder.path, plan);
    expect(told(results)).toEqual([
      'copies/a.jpg: group-stopped',
      'copies/a (1).jpg: victim-changed',
      ...ONLY_B_MOVED,
    ]);
    await undoAll(folder.path);
    expect(await readTree(folder.path)).toEqual({
      ...before,
      'copies/a (1).jpg': 'XXX',
    });
  });

  it('are taken away again by the last of two groups of one keeper, when the first could not read it back', async () => {
    const before = await readTree(folder.path);
    const plan = await notedPlan();
    const [group] = plan.groups;
    const [one, other] = group!.victims;
    let isClosed = false;
    const faults = new DiskFaults(({ name, path }) => {
      if (!path.endsWith(SIDECAR)) return undefined;
      const isReadBack = isClosed && name === 'getFileHandle';
      isClosed = name === 'close';
      return isReadBack
        ? { kind: 'fail', exception: 'NotFoundError' }
        : undefined;
    });
    const results = await runPlan(
      folder.path,
      {
        ...plan,
        groups: [
          { ...group!, victims: [one!] },
          { ...group!, victims: [other!] },
        ],
      },
      { disk: { faults } },
    );
    expect(told(results)).toEqual([
      'copies/a.jpg: sidecar-refused',
      'copies/a (1).jpg: sidecar-exists',
    ]);
    expect(await readTree(folder.path)).toEqual(before);
  });

  it('hold nothing of a victim that stays from the start', async () => {
    const plan = await notedPlan();
    plan.groups[0]!.victims[0]!.staysWith = 'copies/a.cr2';
    await runPlan(folder.path, plan);
    const text = (await readTree(folder.path))[SIDECAR]!;
    expect(text).toContain('<xmp:Rating>5</xmp:Rating>');
    expect(text).not.toContain('tower');
    expect(text).not.toContain('GPS');
  });

  it.each([
    ['another fault', 'InvalidStateError', 'sidecar-refused'],
    ['a full disk', 'QuotaExceededError', 'sidecar-refused'],
  ])(
    '%s while writing one stops its group only',
    async (_words, exception, kind) => {
      const before = await readTree(folder.path);
      const faults = new DiskFaults(({ name, path }) =>
        name === 'close' && path.includes('a.jpg.xmp')
          ? { kind: 'fail', exception }
          : undefined,
      );
      const results = await runPlan(folder.path, await notedPlan(), {
        disk: { faults },
      });
      expect(told(results)).toEqual(refusedWith(kind));
      await undoAll(folder.path);
      expect(await readTree(folder.path)).toEqual(before);
    },
  );
});

describe('a keeper in another root', () => {
  it('gets its sidecar there, and undo takes it away from there', async () => {
    const other = await makeTempFolder();
    try {
      await writeTree(other.path, { 'k.jpg': 'K' });
      const roots = [['s', rootAt(other.path)]] as const;
      const before = [await readTree(folder.path), await readTree(other.path)];
      const results = await runPlan(folder.path, await planInto(other.path), {
        extra: roots,
      });
      expect(told(results)).toEqual(['b.jpg: moved']);
      expect((await readTree(other.path))['k.jpg.xmp']).toContain('tower');
      await undoAll(folder.path);
      await undoAll(other.path);
      expect([await readTree(folder.path), await readTree(other.path)]).toEqual(
        before,
      );
    } finally {
      await other.remove();
    }
  });

  it.each([
    ['protected', { protection: 'protected' as const }],
    ['without permission', { disk: { permission: 'prompt' as const } }],
  ])(
    'that is %s is not written to, and its copies stay',
    async (_words, setup) => {
      const other = await makeTempFolder();
      try {
        await writeTree(other.path, { 'k.jpg': 'K' });
        const results = await runPlan(folder.path, await planInto(other.path), {
          extra: [['s', rootAt(other.path, setup)]],
        });
        expect(told(results)).toEqual(['b.jpg: sidecar-refused']);
        expect(await readTree(other.path)).toEqual({ 'k.jpg': 'K' });
      } finally {
        await other.remove();
      }
    },
  );

  async function planInto(otherPath: string): Promise<RemovalPlan> {
    return {
      id: 'plan-1',
      createdMs: 0,
      writesSidecars: true,
      groups: [
        {
          keeper: await plannedOnDisk('s', otherPath, 'k.jpg'),
          victims: [
            {
              ...(await plannedOnDisk('r', folder.path, 'b.jpg')),
              onlyHere: { keywords: ['tower'] },
            },
          ],
        },
      ],
    };
  }
});

it('a crash between the sidecar and the move is put in order at the next start', async () => {
  const before = await readTree(folder.path);
  const journal = new MemoryJournal();
  const faults = new DiskFaults(({ name }) =>
    name === 'move' ? { kind: 'kill' } : undefined,
  );
  await runPlan(folder.path, await notedPlan(), { journal, disk: { faults } });
  expect((await readTree(folder.path))[SIDECAR]).toBeDefined();
  const root = rootAt(folder.path);
  const results = await reconcile({
    journal,
    roots: new Map([[rootId('r'), root]]),
    subtle: nodeSubtle,
  });
  expect(results).toMatchObject([{ kind: 'settled', moved: [] }]);
  expect(await readTree(folder.path)).toEqual(before);
});
