import {
  link,
  mkdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../../domain/photo-id.ts';
import type { MoveResult, RemovalPlan } from '../../domain/removal-plan.ts';
import { DiskFaults, type DiskOperation } from '../testing/disk-faults.ts';
import { MemoryJournal } from '../testing/memory-journal.ts';
import {
  openNodeDirectory,
  type NodeDisk,
} from '../testing/node-directory-handle.ts';
import {
  nodeSubtle,
  plannedOnDisk,
  planOnDisk,
  sha256Hex,
} from '../testing/plan-on-disk.ts';
import { makeTempFolder, readTree, writeTree } from '../testing/temp-tree.ts';
import { executePlan } from './execute-plan.ts';
import { findQuarantines } from './find-quarantines.ts';
import type { MoveProgress, QuarantineRoot } from './move-run.ts';
import { undoQuarantine } from './undo-quarantine.ts';

const NOW_MS = new Date(2026, 10, 21, 7, 5, 9).getTime();
const FOLDER = 'Twinsift quarantine/2026-11-21 07-05-09';

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ path: folder, remove } = await makeTempFolder());
});
afterEach(async () => {
  await remove();
});

interface Setup {
  disk?: Partial<NodeDisk>;
  protection?: QuarantineRoot['protection'];
  extra?: readonly [string, QuarantineRoot][];
  journal?: MemoryJournal;
  signal?: AbortSignal;
  onProgress?: (progress: MoveProgress) => void;
}

function rootAt(path: string, setup: Setup = {}): QuarantineRoot {
  const { handle } = openNodeDirectory(path, setup.disk);
  return {
    label: 'Photos',
    directory: handle,
    protection: setup.protection ?? 'normal',
  };
}

async function run(
  plan: RemovalPlan,
  setup: Setup = {},
): Promise<readonly MoveResult[]> {
  const roots = new Map([
    [rootId('r'), rootAt(folder, setup)],
    ...(setup.extra ?? []).map(([id, root]) => [rootId(id), root] as const),
  ]);
  return await executePlan({
    plan,
    roots,
    journal: setup.journal ?? new MemoryJournal(),
    subtle: nodeSubtle,
    now: () => NOW_MS,
    signal: setup.signal ?? new AbortController().signal,
    onProgress: setup.onProgress ?? (() => undefined),
  });
}

/** `path: what happened` */
function told(results: readonly MoveResult[]): string[] {
  return results.map((result) =>
    result.kind === 'moved'
      ? `${result.file.path}: moved`
      : `${result.file.path}: ${result.refusal.kind}`,
  );
}

async function undoAll(at = folder): Promise<string[]> {
  const { handle: directory } = openNodeDirectory(at);
  const told: string[] = [];
  for (const found of await findQuarantines(directory)) {
    const results = await undoQuarantine({
      directory,
      folder: found.folder,
      subtle: nodeSubtle,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    told.push(...results.map(({ kind, path }) => `${path}: ${kind}`));
  }
  return told;
}

/** Runs `act` once, just before the first operation that `when` picks. */
function meanwhile(
  when: (operation: DiskOperation) => boolean,
  act: () => void,
): DiskFaults {
  let isDone = false;
  return new DiskFaults((operation) => {
    if (isDone || !when(operation)) return undefined;
    isDone = true;
    act();
    return undefined;
  });
}

describe('moving a plan to the quarantine', () => {
  it('moves the victims with their tree and dates, writes the manifest, and undo puts all back', async () => {
    await writeTree(folder, {
      'keep/a.jpg': 'A',
      'copies/a.jpg': 'A',
      'copies/deep/er/a (1).jpg': 'A',
      'b.jpg': 'B1',
      'b small.jpg': 'B2',
      'other.txt': 'x',
    });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [
      ['keep/a.jpg', 'copies/a.jpg', 'copies/deep/er/a (1).jpg'],
      ['b.jpg', 'b small.jpg'],
    ]);
    const journal = new MemoryJournal();
    const seen: MoveProgress[] = [];
    const results = await run(plan, {
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

    const after = await readTree(folder);
    expect(after['copies/a.jpg']).toBeUndefined();
    expect(after[`${FOLDER}/copies/deep/er/a (1).jpg`]).toBe('A');
    expect(after['keep/a.jpg']).toBe('A');
    expect((await stat(join(folder, FOLDER, 'b small.jpg'))).mtimeMs).toBe(
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

    expect(await undoAll()).toEqual([
      'copies/a.jpg: restored',
      'copies/deep/er/a (1).jpg: restored',
      'b small.jpg: restored',
    ]);
    expect(await readTree(folder)).toEqual(before);
    expect((await stat(join(folder, 'copies/a.jpg'))).mtimeMs).toBe(
      1_600_000_000_000,
    );
  });

  it('copies, verifies and removes where the browser cannot move, and says the date is lost', async () => {
    await writeTree(folder, { 'a.jpg': 'A', 'b.jpg': 'A' });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['a.jpg', 'b.jpg']]);
    const results = await run(plan, { disk: { hasMove: false } });
    expect(results).toMatchObject([{ kind: 'moved', keptModifiedDate: false }]);
    expect((await readTree(folder))[`${FOLDER}/b.jpg`]).toBe('A');
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
  });

  it('writes intent to the journal and the manifest before anything is touched', async () => {
    await writeTree(folder, { 'a.jpg': 'A', 'b.jpg': 'A' });
    const plan = await planOnDisk('r', folder, [['a.jpg', 'b.jpg']]);
    const faults = new DiskFaults();
    await run(plan, { disk: { faults }, journal: new MemoryJournal(faults) });
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
    await writeTree(folder, { 'a.jpg': 'A', 'b.jpg': 'A' });
    const plan = await planOnDisk('r', folder, [['a.jpg', 'b.jpg']]);
    await writeFile(join(folder, 'b.jpg'), 'X');
    const before = await readTree(folder);
    expect(told(await run(plan))).toEqual(['b.jpg: victim-changed']);
    expect(await readTree(folder)).toEqual(before);
  });
});

describe('invariant 1: nothing is moved that is not what was scanned', () => {
  beforeEach(async () => {
    await writeTree(folder, {
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
      const plan = await planOnDisk('r', folder, rows);
      if (content === undefined) await rm(join(folder, path));
      else {
        await writeFile(join(folder, path), content);
        await utimes(join(folder, path), 1_600_000_000, 1_600_000_000);
      }
      const before = await readTree(folder);
      expect(told(await run(plan))).toEqual(expected);
      await undoAll();
      expect(await readTree(folder)).toEqual(before);
    },
  );

  it('refuses a keeper that is the victim of another group, on both sides', async () => {
    const plan = await planOnDisk('r', folder, [
      ['k.jpg', 'v1.jpg'],
      ['k2.jpg', 'k.jpg', 'w.jpg'],
    ]);
    const before = await readTree(folder);
    expect(told(await run(plan))).toEqual([
      'v1.jpg: keeper-is-victim',
      'k.jpg: keeper-is-victim',
      'w.jpg: moved',
    ]);
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
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
    const before = await readTree(folder);
    const plan = structuredClone(await planOnDisk('r', folder, rows));
    spoil(plan);
    expect(told(await run(plan))).toEqual(expected);
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
  });
});

describe('invariant 2: a victim that is the keeper under another name comes back', () => {
  it('through a symbolic link to the folder, met by the canary', async () => {
    await writeTree(folder, { 'real/k.jpg': 'K', 'real/copy.jpg': 'K' });
    await symlink(join(folder, 'real'), join(folder, 'alias'));
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [
      ['real/k.jpg', 'real/copy.jpg', 'alias/k.jpg'],
    ]);
    const faults = new DiskFaults();
    expect(told(await run(plan, { disk: { faults } }))).toEqual([
      'real/copy.jpg: group-stopped',
      'alias/k.jpg: same-file',
    ]);
    // It was really moved and brought back: nothing cheaper could have known.
    expect(
      faults.operations.filter(({ name }) => name === 'move'),
    ).toHaveLength(4);
    expect(await readTree(folder)).toEqual(before);
  });

  it('through two overlapping roots, known by the browser', async () => {
    await writeTree(folder, { 'sub/k.jpg': 'K', 'sub/copy.jpg': 'K' });
    const before = await readTree(folder);
    const plan: RemovalPlan = {
      id: 'p',
      createdMs: 0,
      groups: [
        {
          keeper: await plannedOnDisk('r', folder, 'sub/k.jpg'),
          victims: [await plannedOnDisk('s', join(folder, 'sub'), 'k.jpg')],
        },
      ],
    };
    const faults = new DiskFaults();
    const extra = [
      ['s', rootAt(join(folder, 'sub'), { disk: { faults } })],
    ] as const;
    expect(told(await run(plan, { extra: extra as never }))).toEqual([
      'k.jpg: same-file',
    ]);
    expect(faults.operations.filter(({ name }) => name === 'move')).toEqual([]);
    expect(await readTree(folder)).toEqual(before);
  });

  it('through a root opened by a symbolic link', async () => {
    await writeTree(folder, { 'sub/k.jpg': 'K', 'sub/x.jpg': 'X' });
    await symlink(join(folder, 'sub'), join(folder, 'link'));
    const before = await readTree(folder);
    const plan: RemovalPlan = {
      id: 'p',
      createdMs: 0,
      groups: [
        {
          keeper: await plannedOnDisk('r', folder, 'sub/k.jpg'),
          victims: [await plannedOnDisk('s', join(folder, 'link'), 'k.jpg')],
        },
      ],
    };
    expect(
      told(await run(plan, { extra: [['s', rootAt(join(folder, 'link'))]] })),
    ).toEqual(['k.jpg: same-file']);
    expect(await readTree(folder)).toEqual(before);
  });

  it('also when it is the keeper of another group, done before or still to come', async () => {
    await writeTree(folder, {
      'real/k1.jpg': 'K1',
      'v.jpg': 'V',
      'k2.jpg': 'K2',
    });
    await symlink(join(folder, 'real'), join(folder, 'alias'));
    const before = await readTree(folder);
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
      const plan = await planOnDisk('r', folder, rows);
      expect(told(await run(plan)).sort()).toEqual([
        'alias/k1.jpg: keeper-is-victim',
        'v.jpg: moved',
      ]);
      await undoAll();
      expect(await readTree(folder)).toEqual(before);
    }
  });

  it('while a hard link is a copy that may go: the keeper stays whole', async () => {
    await writeTree(folder, { 'k.jpg': 'K' });
    await link(join(folder, 'k.jpg'), join(folder, 'hard.jpg'));
    const plan = await planOnDisk('r', folder, [['k.jpg', 'hard.jpg']]);
    expect(told(await run(plan))).toEqual(['hard.jpg: moved']);
    expect((await readTree(folder))['k.jpg']).toBe('K');
  });

  it('on a disk that ignores case, where two spellings are one file', async () => {
    await writeTree(folder, { 'K.jpg': 'K' });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['K.jpg', 'K.jpg']]);
    const victim = {
      ...plan.groups[0]!.victims[0]!,
      path: 'k.JPG',
      key: fileKey(rootId('r'), 'k.JPG'),
    };
    const hostile = {
      ...plan,
      groups: [{ ...plan.groups[0]!, victims: [victim] }],
    };
    expect(told(await run(hostile, { disk: { ignoresCase: true } }))).toEqual([
      'k.JPG: same-file',
    ]);
    expect(await readTree(folder)).toEqual(before);
  });

  it('rolls back what was moved when the keeper changes in the middle', async () => {
    await writeTree(folder, { 'k.jpg': 'K', 'v1.jpg': 'V1', 'v2.jpg': 'V2' });
    const plan = await planOnDisk('r', folder, [['k.jpg', 'v1.jpg', 'v2.jpg']]);
    const path = join(folder, 'k.jpg');
    let moves = 0;
    const faults = meanwhile(
      ({ name }) => name === 'move' && (moves += 1) === 2,
      () => {
        writeFileSync(path, 'Z');
      },
    );
    expect(told(await run(plan, { disk: { faults } }))).toEqual([
      'v1.jpg: group-stopped',
      'v2.jpg: keeper-changed',
    ]);
    expect(await readTree(folder)).toEqual({
      'k.jpg': 'Z',
      'v1.jpg': 'V1',
      'v2.jpg': 'V2',
    });
  });
});

describe('invariant 3: the destination is verified and nothing is overwritten', () => {
  it('uses a fresh folder, whatever is there already', async () => {
    await writeTree(folder, {
      'k.jpg': 'K',
      'v.jpg': 'K',
      [`${FOLDER}/v.jpg`]: 'old',
    });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['k.jpg', 'v.jpg']]);
    expect(await run(plan)).toMatchObject([
      { quarantinePath: `${FOLDER} (2)/v.jpg` },
    ]);
    expect((await readTree(folder))[`${FOLDER}/v.jpg`]).toBe('old');
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
  });

  it('refuses a target that appears at the last moment', async () => {
    await writeTree(folder, { 'k.jpg': 'K', 'v.jpg': 'K' });
    const plan = await planOnDisk('r', folder, [['k.jpg', 'v.jpg']]);
    const faults = new DiskFaults();
    const journal = new MemoryJournal(
      meanwhile(
        ({ path }) => path === 'step 0 intended',
        () => {
          writeFileSync(join(folder, FOLDER, 'v.jpg'), 'mine');
        },
      ),
    );
    expect(told(await run(plan, { disk: { faults }, journal }))).toEqual([
      'v.jpg: target-exists',
    ]);
    expect((await readTree(folder))['v.jpg']).toBe('K');
    expect((await readTree(folder))[`${FOLDER}/v.jpg`]).toBe('mine');
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
    await writeTree(folder, {
      k: 'K',
      ...Object.fromEntries(names.map((name) => [name, 'K'])),
    });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['k', ...names]]);
    const results = await run(plan);
    expect(results.map(({ kind }) => kind)).toEqual(names.map(() => 'moved'));
    const places = results.map((result) =>
      result.kind === 'moved' ? result.quarantinePath : '',
    );
    expect(
      new Set(places.map((path) => path.normalize('NFC').toLowerCase())).size,
    ).toBe(names.length);
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
  });

  it('moves the longest name a disk takes, and refuses to copy what could not be put back', async () => {
    const name = `${'ü'.repeat(125)}.jpg`;
    await writeTree(folder, { 'k.jpg': 'K', [name]: 'K' });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['k.jpg', name]]);
    expect(told(await run(plan, { disk: { hasMove: false } }))).toEqual([
      `${name}: failed`,
    ]);
    expect(await readTree(folder)).toEqual(before);
    expect(told(await run(plan))).toEqual([`${name}: moved`]);
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
  });

  it('takes a bad copy away and keeps the original', async () => {
    await writeTree(folder, { 'k.jpg': 'K', 'v.jpg': 'VV' });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['k.jpg', 'v.jpg']]);
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
    expect(told(await run(plan, { disk: { hasMove: false, faults } }))).toEqual(
      ['v.jpg: copy-differs'],
    );
    expect(await readTree(folder)).toEqual(before);
  });
});

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
    await writeTree(folder, {
      k: 'K',
      ...Object.fromEntries(paths.map((path) => [path, 'K'])),
    });
    const plan = await planOnDisk('r', folder, [['k', ...paths]]);
    const guarded = rootAt(join(folder, 'safe'), { protection: 'protected' });
    expect(told(await run(plan, { extra: [['p', guarded]] }))).toEqual([
      ...paths.slice(0, -2).map((path) => `${path}: read-only-place`),
      'safe/v: protected',
      'safer/v: moved',
    ]);
    await undoAll();
    expect(told(await run(plan, { protection: 'protected' })).at(-1)).toBe(
      'safer/v: protected',
    );
    expect((await readTree(folder))['safer/v']).toBe('K');
  });

  it('refuses a root that is another program’s library or a quarantine itself, or lies in a protected one', async () => {
    const library = join(folder, 'L.photoslibrary');
    await writeTree(folder, {
      'L.photoslibrary/k': 'K',
      'L.photoslibrary/v': 'K',
      k: 'K',
      v: 'K',
      'in/k': 'K',
      'in/v': 'K',
    });
    const inLibrary = await planOnDisk('l', library, [['k', 'v']]);
    expect(
      told(await run(inLibrary, { extra: [['l', rootAt(library)]] })),
    ).toEqual(['v: read-only-place']);
    await run(await planOnDisk('r', folder, [['k', 'v']]));
    const inside = join(folder, FOLDER);
    await writeTree(inside, { k: 'K' });
    const inQuarantine = await planOnDisk('q', inside, [['k', 'v']]);
    expect(
      told(await run(inQuarantine, { extra: [['q', rootAt(inside)]] })),
    ).toEqual(['v: read-only-place']);
    const inProtected = await planOnDisk('i', join(folder, 'in'), [['k', 'v']]);
    expect(
      told(
        await run(inProtected, {
          protection: 'protected',
          extra: [['i', rootAt(join(folder, 'in'))]],
        }),
      ),
    ).toEqual(['v: protected']);
  });

  it('never takes a file in the quarantine for the keeper', async () => {
    await writeTree(folder, { 'Twinsift quarantine/t/k': 'K', v: 'K' });
    const plan = await planOnDisk('r', folder, [
      ['Twinsift quarantine/t/k', 'v'],
    ]);
    expect(told(await run(plan))).toEqual(['v: read-only-place']);
  });

  it('moves companions together or not at all', async () => {
    await writeTree(folder, {
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
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [
      ['k.jpg', 'a/1.JPG'],
      ['k.jpg', 'b/2.jpg'],
      ['k.jpg', 'c/3.jpg'],
      ['k.cr2', 'c/3.CR2'],
      ['k.jpg', 'd/4.jpg'],
      ['k.cr2', 'd/4.cr2'],
      ['k.jpg', 'e/5.jpg'],
    ]);
    await writeFile(join(folder, 'd/4.cr2'), 'X');
    expect(told(await run(plan))).toEqual([
      'a/1.JPG: companion-stays',
      'b/2.jpg: companion-stays',
      'c/3.jpg: moved',
      'c/3.CR2: moved',
      'd/4.jpg: companion-stays',
      'd/4.cr2: victim-changed',
      'e/5.jpg: moved',
    ]);
    await undoAll();
    expect(await readTree(folder)).toEqual({ ...before, 'd/4.cr2': 'X' });
  });

  it('stops everything when the permission goes', async () => {
    await writeTree(folder, {
      k1: 'K',
      v1: 'K',
      k2: 'L',
      v2: 'L',
      k3: 'M',
      v3: 'M',
    });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [
      ['k1', 'v1'],
      ['k2', 'v2'],
      ['k3', 'v3'],
    ]);
    expect(told(await run(plan, { disk: { permission: 'prompt' } }))).toEqual([
      'v1: permission-lost',
      'v2: permission-lost',
      'v3: permission-lost',
    ]);
    expect(await readTree(folder)).toEqual(before);

    const { handle, disk } = openNodeDirectory(folder);
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
    await undoAll();
    expect(await readTree(folder)).toEqual(before);
  });

  it('stops before the next file when told to', async () => {
    await writeTree(folder, { k1: 'K', v1: 'K', v2: 'K', k2: 'L', w: 'L' });
    const plan = await planOnDisk('r', folder, [
      ['k1', 'v1', 'v2'],
      ['k2', 'w'],
    ]);
    const controller = new AbortController();
    const results = await run(plan, {
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
    await writeTree(folder, { k: 'K', v: 'K' });
    const before = await readTree(folder);
    const plan = await planOnDisk('r', folder, [['k', 'v']]);
    for (const at of [0, 1]) {
      const journal = new MemoryJournal(
        DiskFaults.at(at, { kind: 'fail', exception: 'QuotaExceededError' }),
      );
      expect(await run(plan, { journal })).toMatchObject([
        {
          kind: 'refused',
          refusal: { kind: 'failed', detail: 'the disk is full' },
        },
      ]);
      expect(await readTree(folder)).toEqual(before);
    }
  });

  it('says so when what must go back cannot', async () => {
    await writeTree(folder, { 'real/k': 'K' });
    await symlink(join(folder, 'real'), join(folder, 'alias'));
    const plan = await planOnDisk('r', folder, [['real/k', 'alias/k']]);
    let moves = 0;
    const faults = new DiskFaults(({ name }) =>
      name === 'move' && (moves += 1) === 2
        ? { kind: 'fail', exception: 'InvalidStateError' }
        : undefined,
    );
    expect(await run(plan, { disk: { faults } })).toMatchObject([
      { kind: 'moved', notPutBack: { kind: 'same-file' } },
    ]);
    await undoAll();
    expect((await readTree(folder))['real/k']).toBe('K');
  });

  it('accepts an empty plan and a folder in the way', async () => {
    expect(await run({ id: 'p', createdMs: 0, groups: [] })).toEqual([]);
    await mkdir(join(folder, 'x'));
    await writeTree(folder, {
      k: 'K',
      v: 'K',
      'Twinsift quarantine': 'a file',
    });
    const before = await readTree(folder);
    expect(
      told(await run(await planOnDisk('r', folder, [['k', 'v']]))),
    ).toEqual(['v: failed']);
    expect(await readTree(folder)).toEqual(before);
  });
});
