import { describe, expect, it } from 'vitest';
import type { Group, GroupMember, PhotoSummary } from './group.ts';
import { testListed } from './group-test-listed.ts';
import { makeRemovalPlan } from './make-removal-plan.ts';
import { contentHash, copyKey, fileKey, rootId } from './photo-id.ts';
import { parseManifest } from './quarantine-manifest-text.ts';
import { assignQuarantinePaths } from './quarantine-paths.ts';
import { checkPlan } from './removal-plan-check.ts';
import { allTaken } from './steps.ts';
import type { PlannedFile } from './removal-plan.ts';

const ROOT = rootId('r');
const HASH = contentHash('a'.repeat(64));

function photo(path: string, isProtected = false): PhotoSummary {
  return {
    key: fileKey(ROOT, path),
    root: ROOT,
    path,
    sizeBytes: 5,
    modifiedMs: 7,
    content: HASH,
    copy: copyKey(HASH, 0),
    copies: 1,
    format: 'jpeg',
    widthPx: 1,
    heightPx: 1,
    frameCount: 1,
    isProtected,
    exif: { orientation: 1, hasGps: false },
    quality: { sharpness: 0, spectralDrop: 0, blockiness: 0 },
  };
}

function member(
  path: string,
  change: Partial<GroupMember> & { isProtected?: boolean } = {},
): GroupMember {
  return {
    photo: photo(path, change.isProtected),
    relation: { kind: 'identical-bytes', transform: 'upright' },
    evidence: { rule: 'equal bytes' },
    state: 'move',
    isDecided: false,
    isBeingChecked: false,
    ...change,
  };
}

function group(keeper: string, ...members: GroupMember[]): Group {
  return {
    id: keeper,
    category: 'identical',
    keeper: photo(keeper),
    keeperChoice: { kind: 'chosen', reasons: [] },
    members,
    alsoSimilar: [],
  } as unknown as Group;
}

describe('making a plan', () => {
  it('takes members to be moved, never protected, unchecked, read-only, twice, or a keeper', () => {
    const plan = allTaken(
      makeRemovalPlan(
        [
          group(
            'k1',
            member('v1'),
            member('kept', { state: 'keep' }),
            member('open', { state: 'undecided' }),
            member('safe', { isProtected: true }),
            member('early', { isBeingChecked: true }),
            member('.git/v'),
            member('k2'),
          ),
          group('k2', member('v1'), member('v2')),
          group('k3', member('kept', { state: 'keep' })),
        ].map(testListed),
        12,
        'id',
      ),
    );
    expect(plan).toMatchObject({ id: 'id', createdMs: 12 });
    expect(
      plan.groups.map(({ keeper, victims }) => [
        keeper.path,
        ...victims.map(({ path }) => path),
      ]),
    ).toEqual([
      ['k1', 'v1'],
      ['k2', 'v2'],
    ]);
    expect(plan.groups[0]?.keeper).toEqual({
      key: fileKey(ROOT, 'k1'),
      root: ROOT,
      path: 'k1',
      sizeBytes: 5,
      modifiedMs: 7,
      content: HASH,
    });
    expect(checkPlan(plan)).toEqual([]);
  });

  it.each([
    ['Backup', ['Backup/v1', 'Backup/2019/v3']],
    ['Back', []],
    ['', ['Backup/v1', 'Photos/v2', 'Backup/2019/v3', 'v4']],
  ])('of the folder “%s” takes what lies in it alone', (folder, expected) => {
    const groups = [
      group('Photos/k1', member('Backup/v1'), member('Photos/v2')),
      group('Backup/k2', member('Backup/2019/v3'), member('v4')),
      group('k3', member('Photos/v2'), member('Backup/k2')),
    ].map(testListed);
    const plan = allTaken(
      makeRemovalPlan(groups, 0, 'id', { root: ROOT, folder }),
    );
    const victims = plan.groups.flatMap((one) => one.victims);
    expect(victims.map(({ path }) => path)).toEqual(expected);
    expect(checkPlan(plan)).toEqual([]);
    const elsewhere = makeRemovalPlan(groups, 0, 'id', {
      root: rootId('other'),
      folder,
    });
    expect(allTaken(elsewhere).groups).toEqual([]);
  });
});

describe('checking a plan', () => {
  const file = (
    path: string,
    change: Partial<PlannedFile> = {},
  ): PlannedFile => ({
    key: fileKey(ROOT, path),
    root: ROOT,
    path,
    sizeBytes: 5,
    modifiedMs: 7,
    content: HASH,
    ...change,
  });
  const kinds = (
    ...groups: { keeper: PlannedFile; victims: PlannedFile[] }[]
  ) =>
    checkPlan({ id: 'p', createdMs: 0, groups }).map(
      ({ groupIndex, victimIndex, refusal }) =>
        `${groupIndex}.${victimIndex} ${refusal.kind}`,
    );

  it.each<
    [string, string[], { keeper: PlannedFile; victims: PlannedFile[] }[]]
  >([
    ['a sound plan', [], [{ keeper: file('k'), victims: [file('v')] }]],
    [
      'its own keeper',
      ['0.0 same-file', '0.1 keeper-is-victim'],
      [{ keeper: file('k'), victims: [file('k'), file('v')] }],
    ],
    [
      'a keeper elsewhere',
      ['0.0 keeper-is-victim', '1.0 keeper-is-victim'],
      [
        { keeper: file('k'), victims: [file('v')] },
        { keeper: file('l'), victims: [file('k')] },
      ],
    ],
    [
      'a victim twice',
      ['0.1 failed'],
      [{ keeper: file('k'), victims: [file('v'), file('v')] }],
    ],
    [
      'no size',
      ['0.0 failed'],
      [{ keeper: file('k'), victims: [file('v', { sizeBytes: 0 })] }],
    ],
    [
      'not a number for a size',
      ['0.0 failed'],
      [{ keeper: file('k'), victims: [file('v', { sizeBytes: Number.NaN })] }],
    ],
    [
      'no hash',
      ['0.0 failed'],
      [
        {
          keeper: file('k', { content: contentHash('') }),
          victims: [file('v')],
        },
      ],
    ],
    [
      'an upper-case hash',
      ['0.0 failed'],
      [
        {
          keeper: file('k'),
          victims: [file('v', { content: contentHash('A'.repeat(64)) })],
        },
      ],
    ],
    [
      'a key of another file',
      ['0.0 failed'],
      [
        {
          keeper: file('k'),
          victims: [file('v', { key: fileKey(ROOT, 'w') })],
        },
      ],
    ],
    [
      'paths that leave the folder',
      ['0.0 failed', '0.1 failed', '0.2 failed', '0.3 failed'],
      [
        {
          keeper: file('k'),
          victims: [file('../v'), file('a//v'), file('/v'), file('a/./v')],
        },
      ],
    ],
    [
      'read-only places',
      ['0.0 read-only-place'],
      [{ keeper: file('k'), victims: [file('A.photoslibrary/v')] }],
    ],
    [
      'a keeper in the quarantine',
      ['0.0 read-only-place'],
      [{ keeper: file('.git/twinsift QUARANTINE/k'), victims: [file('v')] }],
    ],
  ])('%s', (_words, expected, groups) => {
    expect(kinds(...groups)).toEqual(expected);
  });
});

describe('places in the quarantine', () => {
  it('keeps the tree and numbers what some disk would take for one name', () => {
    const paths = [
      'a/b.jpg',
      'A/B.jpg',
      'manifest.json',
      'x/manifest.json',
      '.hidden',
      '.HIDDEN',
      'ﬁ',
      'fi',
      'a/b (2).jpg',
    ];
    const assigned = assignQuarantinePaths('Q', paths);
    expect(paths.map((path) => assigned.get(path))).toEqual([
      'Q/a/b.jpg',
      'Q/A/B (2).jpg',
      'Q/manifest (2).json',
      'Q/x/manifest.json',
      'Q/.hidden',
      'Q/.HIDDEN (2)',
      'Q/ﬁ',
      'Q/fi (2)',
      'Q/a/b (2) (2).jpg',
    ]);
  });
});

describe('reading a manifest', () => {
  it('never throws, whatever the text', () => {
    for (const text of [
      '',
      'null',
      '1',
      '"x"',
      '{"program":"Twinsift","version":1,"planId":1}',
      '\u0000',
      '[[[[',
    ]) {
      expect(parseManifest(text, 'Twinsift quarantine/t').kind).toBe(
        'unusable',
      );
    }
  });

  it('takes sidecars that are those of a photo, and nothing else', () => {
    const sidecar = {
      path: 'a/b.jpg.xmp',
      keeperPath: 'a/b.jpg',
      sizeBytes: 9,
      sha256: 'a'.repeat(64),
    };
    const read = (sidecars: unknown) =>
      parseManifest(
        JSON.stringify({
          program: 'Twinsift',
          version: 1,
          planId: 'p',
          createdMs: 1,
          rootLabel: 'r',
          items: [],
          sidecars,
        }),
        'Twinsift quarantine/t',
      );
    expect(read([sidecar])).toMatchObject({
      manifest: { sidecars: [sidecar] },
    });
    expect(read(undefined).kind).toBe('manifest');
    for (const bad of [
      {},
      'x',
      [7],
      [{ ...sidecar, path: 'a/b.jpg' }],
      [{ ...sidecar, path: '../b.jpg.xmp', keeperPath: '../b.jpg' }],
      [{ ...sidecar, sha256: '' }],
      [{ ...sidecar, sizeBytes: -1 }],
      [sidecar, { ...sidecar, keeperPath: 7 }],
    ]) {
      expect(read(bad).kind, JSON.stringify(bad)).toBe('unusable');
    }
  });
});
