import 'fake-indexeddb/auto';
import { setImmediate } from 'node:timers/promises';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DIHEDRAL_TRANSFORMS,
  type Fingerprint,
} from '../../domain/fingerprint.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Group } from '../../domain/group.ts';
import { testFile, testFingerprint } from '../../domain/group-test-photos.ts';
import { copyKey, fileKey } from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import {
  DECIDING_ALGORITHMS,
  DEFAULT_SETTINGS,
  usualThresholdBits,
} from '../../domain/settings.ts';
import { changeDecisions } from '../../storage/decisions-store.ts';
import { openDatabase } from '../../storage/open-database.ts';
import type { Database } from '../../storage/storage-schema.ts';
import { writeBatch } from '../../storage/write-batch.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels, testModule } from '../kernels/test-kernels.ts';
import { drawnFingerprint } from './matcher-test-pictures.ts';
import { groupsOf, SAME, TestPage, testRoot } from './matcher-test-session.ts';
import { Matcher } from './matcher.ts';

const { matching } = DEFAULT_SETTINGS;
const root = testRoot('root');
const other = testRoot('other');

let module: WebAssembly.Module;
let kernels: Kernels;
let db: Database;
let big: Fingerprint;
let small: Fingerprint;

beforeAll(async () => {
  module = await testModule();
  kernels = await testKernels();
  big = drawnFingerprint(kernels, { seed: 5 });
  small = drawnFingerprint(kernels, {
    seed: 5,
    noise: 5,
    facts: { widthPx: 2000, heightPx: 1500 },
  });
});

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  const opened = await openDatabase();
  if (opened.kind !== 'open') throw new Error(opened.words);
  db = opened.db;
});

async function store(
  files: readonly FileRecord[],
  fingerprints: readonly Fingerprint[],
): Promise<void> {
  await writeBatch(db, files, fingerprints, {
    id: 'scan',
    roots: [root.id],
    startedMs: 0,
    updatedMs: 0,
    state: 'running',
    listed: 0,
    done: 0,
  });
}

function byId(groups: readonly Group[]): Group[] {
  return [...groups].sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe('Matcher', () => {
  it('opens with what is stored: files, fingerprints and decisions', async () => {
    await store(
      [
        testFile(big, 'a.jpg'),
        testFile(big, 'b.jpg'),
        testFile(small, 'c.jpg'),
      ],
      [big, small],
    );
    const decision: Decision = {
      kind: 'keep',
      copy: copyKey(big.content, 1),
      decidedMs: 1,
    };
    await changeDecisions(db, [decision], []);
    const opened = await new Matcher().open(module, [root], matching);
    const { pairsWaiting, matchMs } = opened;
    expect(groupsOf(opened)).toMatchObject([
      {
        keeper: { path: 'a.jpg' },
        members: [
          { photo: { path: 'b.jpg' }, state: 'keep', isDecided: true },
          { photo: { path: 'c.jpg' }, isBeingChecked: true },
        ],
      },
    ]);
    expect(pairsWaiting).toBe(1);
    expect(matchMs).toBeGreaterThan(0);
  });

  it('opens a large library in portions', async () => {
    const names = Array.from({ length: 1300 }, (_zero, at) => String(at));
    const fingerprints = names.map((name) =>
      testFingerprint({
        name,
        facts: { flags: { isFlat: true, isDocument: false, isGraphic: false } },
      }),
    );
    await store(
      fingerprints.flatMap((one, at) => [
        testFile(one, `a/${names[at]!}.jpg`),
        testFile(one, `b/${names[at]!}.jpg`),
      ]),
      fingerprints,
    );
    const matcher = new Matcher();
    const ids = new Set<string>();
    let answer = await matcher.open(module, [root], matching);
    let answers = 1;
    for (;;) {
      expect(groupsOf(answer).length).toBeLessThanOrEqual(500);
      for (const { id } of groupsOf(answer)) ids.add(id);
      if (answer.hasMore !== true) break;
      answer = await matcher.more();
      answers += 1;
    }
    expect(ids.size).toBe(1300);
    expect(answers).toBeGreaterThan(2);
    expect(groupsOf(await matcher.more())).toEqual([]);
  });

  it('answers a decision before what was asked earlier', async () => {
    await store([testFile(big, 'a.jpg'), testFile(big, 'b.jpg')], [big, small]);
    const matcher = new Matcher();
    await matcher.open(module, [root], matching);
    const answers: string[] = [];
    const added = matcher
      .addFiles([testFile(small, 'c.jpg')], [small])
      .then(() => answers.push('added'));
    const upserts = groupsOf(
      await matcher.setDecisions([
        {
          decision: {
            kind: 'keep',
            copy: copyKey(big.content, 1),
            decidedMs: 1,
          },
          isRevoked: false,
        },
      ]),
    );
    answers.push('decided');
    expect(upserts).toMatchObject([
      { members: [{ photo: { path: 'b.jpg' }, state: 'keep' }] },
    ]);
    await added;
    expect(answers).toEqual(['decided', 'added']);
  });

  it.each([1, 2, 3, 5, 8, 12])(
    'keeps a decision made while folders are opened anew, %d tasks later',
    async (tasks) => {
      await store([testFile(big, 'a.jpg'), testFile(big, 'b.jpg')], [big]);
      const matcher = new Matcher();
      await matcher.open(module, [root], matching);
      const page = new TestPage();
      const opened = matcher.open(module, [root], matching).then((all) => {
        page.groups.clear();
        page.apply({ ...all, upserts: groupsOf(all) });
      });
      for (let at = 0; at < tasks; at += 1) await setImmediate();
      const copy = copyKey(big.content, 1);
      const decision: Decision = { kind: 'keep', copy, decidedMs: 1 };
      // Not stored: what is read from storage shall not help.
      const said = await matcher.setDecisions([{ decision, isRevoked: false }]);
      page.apply({ ...said, upserts: groupsOf(said) });
      await opened;
      expect(page.sorted).toMatchObject([{ members: [{ state: 'keep' }] }]);
    },
  );

  it('tells series in portions, each once', async () => {
    const pairs = 1200;
    const fingerprints = Array.from({ length: pairs * 2 }, (_zero, at) => {
      const second = new Date(Math.floor(at / 2) * 3_600_000 + (at % 2) * 1000);
      // No two are near by pHash-64, so that nothing is grouped.
      const code = new Uint8Array(8);
      new DataView(code.buffer).setUint32(
        at % 5,
        Math.imul(at + 1, 0x9e3779b1),
      );
      return testFingerprint({
        name: String(at),
        hashes: {
          ...big.hashes,
          pHash64: code,
          dihedralPHash64: new Uint8Array(64).map((_, i) => code[i % 8]! ^ i),
        },
        exif: {
          capturedAt: second.toISOString().slice(0, 19),
          cameraModel: 'EOS 80D',
        },
      });
    });
    await store(
      fingerprints.map((one, at) => testFile(one, `${at}.jpg`)),
      fingerprints,
    );
    const matcher = new Matcher();
    let { hasMore } = await matcher.open(module, [root], matching);
    while (hasMore === true) ({ hasMore } = await matcher.more());
    const first = await matcher.similarShots(0);
    expect(first.hasMore).toBe(true);
    const second = await matcher.similarShots(first.series.length);
    expect(second.hasMore).toBe(false);
    const ids = [...first.series, ...second.series].map(({ id }) => id);
    expect(ids).toHaveLength(pairs);
    expect(new Set(ids).size).toBe(pairs);
    expect((await matcher.similarShots(0)).series).toEqual(first.series);
  });

  it('brings a photo back from storage when its copy comes', async () => {
    await store([testFile(big, 'a.jpg')], [big, small]);
    const matcher = new Matcher();
    await matcher.open(module, [root], matching);
    const upserts = groupsOf(
      await matcher.addFiles([testFile(small, 'c.jpg')], [small]),
    );
    expect(upserts).toMatchObject([
      {
        keeper: { path: 'a.jpg', exif: big.exif },
        members: [{ photo: { path: 'c.jpg' } }],
      },
    ]);
  });

  it('never looks twice: measures outlive the visit', async () => {
    await store(
      [testFile(big, 'a.jpg'), testFile(small, 'c.jpg')],
      [big, small],
    );
    const first = new Matcher();
    await first.open(module, [root], matching);
    const [pair] = await first.nextChecks(10);
    expect(pair).toBeDefined();
    const upserts = groupsOf(
      await first.addMeasures([
        { first: pair!.first, second: pair!.second, measure: SAME },
      ]),
    );
    expect(upserts[0]?.members[0]?.isBeingChecked).toBe(false);

    const second = new Matcher();
    const reopened = await second.open(module, [root], matching);
    expect(groupsOf(reopened)).toEqual(upserts);
    expect(reopened.pairsWaiting).toBe(0);
    expect(await second.nextChecks(10)).toEqual([]);
  });

  it('takes fingerprints of known contents from storage', async () => {
    await store([], [big]);
    const matcher = new Matcher();
    await matcher.open(module, [root], matching);
    const upserts = groupsOf(
      await matcher.addFiles(
        [testFile(big, 'a.jpg'), testFile(big, 'b.jpg')],
        [],
      ),
    );
    expect(upserts).toHaveLength(1);
  });

  it('answers calls in their order although the first one waits', async () => {
    const matcher = new Matcher();
    const [, added, removed] = await Promise.all([
      matcher.open(module, [root], matching),
      matcher.addFiles([testFile(big, 'a.jpg'), testFile(big, 'b.jpg')], [big]),
      matcher.removeFiles([fileKey(root.id, 'b.jpg')]),
    ]);
    expect(groupsOf(added)).toHaveLength(1);
    expect(removed.removed).toEqual([groupsOf(added)[0]?.id]);
  });

  it('joins anew for settings that need it, from storage where it must', async () => {
    const photos = DIHEDRAL_TRANSFORMS.map((transform, at) =>
      drawnFingerprint(kernels, { seed: at < 4 ? 6 : 7, transform, noise: at }),
    );
    const alone = drawnFingerprint(kernels, { seed: 8 });
    const files = [...photos, alone].map((photo, at) =>
      testFile(photo, `${at}.jpg`),
    );
    await store(files, [...photos, alone]);
    const matcher = new Matcher();
    await matcher.open(module, [root], {
      ...matching,
      matchesRotations: false,
    });
    const byAlgorithm = DECIDING_ALGORITHMS.map((algorithm) => ({
      ...matching,
      algorithm,
      thresholdBits: usualThresholdBits(algorithm, 16),
    }));
    for (const settings of [matching, ...byAlgorithm]) {
      await matcher.setSettings({ ...settings, minShortSidePx: 10_000 });
      const upserts = groupsOf(await matcher.setSettings(settings));
      const afresh = await new Matcher().open(module, [root], settings);
      expect(upserts).toHaveLength(2);
      expect(byId(upserts)).toEqual(byId(groupsOf(afresh)));
    }
  });

  it('finds a turned copy of a photo whose fingerprint is in storage only', async () => {
    // Of each pair one name stands first, and that one is measured turned.
    for (const [seed, transform] of [
      [5, 'turned-90'],
      [6, 'mirrored'],
      [7, 'turned-180'],
      [8, 'mirrored-turned-90'],
    ] as const) {
      globalThis.indexedDB = new IDBFactory();
      const opened = await openDatabase();
      if (opened.kind !== 'open') throw new Error(opened.words);
      ({ db } = opened);
      const original = drawnFingerprint(kernels, { seed });
      const copy = drawnFingerprint(kernels, { seed, transform, noise: 4 });
      await store([], [original, copy]);
      const found = [];
      for (const order of [
        [original, copy],
        [copy, original],
      ]) {
        const matcher = new Matcher();
        await matcher.open(module, [root], matching);
        for (const one of order) {
          const upserts = groupsOf(
            await matcher.addFiles(
              [testFile(one, `${one.content}.jpg`)],
              [one],
            ),
          );
          found.push(...upserts);
        }
      }
      expect(found).toHaveLength(2);
      expect(found[0]).toEqual(found[1]);
    }
  });

  it('adds, protects and drops roots', async () => {
    await store(
      [testFile(big, 'a.jpg'), testFile(big, 'z.jpg', { root: 'other' })],
      [big],
    );
    const matcher = new Matcher();
    expect(groupsOf(await matcher.open(module, [root], matching))).toEqual([]);
    const added = await matcher.setRoots([root, other]);
    expect(groupsOf(added)).toMatchObject([
      { keeper: { path: 'a.jpg' }, members: [{ state: 'move' }] },
    ]);
    const guarded = await matcher.setRoots([
      root,
      { ...other, protection: 'protected' },
    ]);
    expect(groupsOf(guarded)).toMatchObject([
      { keeper: { path: 'z.jpg', isProtected: true } },
    ]);
    const dropped = await matcher.setRoots([root]);
    expect(dropped.removed).toEqual([groupsOf(guarded)[0]?.id]);
  });

  it('goes on without storage', async () => {
    Reflect.deleteProperty(globalThis, 'indexedDB');
    const matcher = new Matcher();
    await matcher.open(module, [root], matching);
    const { pairsWaiting } = await matcher.addFiles(
      [testFile(big, 'a.jpg'), testFile(small, 'c.jpg')],
      [big, small],
    );
    expect(pairsWaiting).toBe(1);
    const upserts = groupsOf(
      await matcher.addMeasures([
        { first: big.content, second: small.content, measure: SAME },
      ]),
    );
    expect(upserts).toHaveLength(1);
  });

  it('refuses to work before it is opened, and works after that', async () => {
    const matcher = new Matcher();
    await expect(matcher.removeFiles([])).rejects.toThrow('not been opened');
    await expect(matcher.open({}, [root], matching)).rejects.toThrow(
      'not a compiled module',
    );
    await matcher.open(module, [root], matching);
    expect(await matcher.nextChecks(1)).toEqual([]);
  });
});
