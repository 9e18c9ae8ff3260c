import { describe, expect, it } from 'vitest';
import { buildGroups, type ContentCopies } from './build-groups.ts';
import { bundlesOf } from './bundle.ts';
import { bundleWords } from './bundle-words.ts';
import type { Decision } from './decision.ts';
import { testInput, type TestEdge } from './group-test-edges.ts';
import { testListed } from './group-test-listed.ts';
import { testContent, testFile, testFingerprint } from './group-test-photos.ts';
import type { Group } from './group.ts';
import type { EdgeVerdict } from './judge-edge.ts';
import { keptFor } from './kept-for.ts';
import { makeRemovalPlan } from './make-removal-plan.ts';
import { checkPlan } from './removal-plan-check.ts';
import { copyKey, fileKey, rootId } from './photo-id.ts';
import type { PhotoNotes } from './photo-notes.ts';
import { fileName, folderOf, type FileRecord } from './photo.ts';
import type { RemovalPlan } from './removal-plan.ts';
import { allTaken } from './steps.ts';

const LIKE: EdgeVerdict = {
  kind: 'accepted',
  relation: { kind: 're-encoded', transform: 'upright' },
  evidence: { pHash256Bits: 2, rule: 'test' },
  mayPreselect: true,
};

const raw = testFingerprint({ name: 'raw', facts: { format: 'raw' } });
const jpg = testFingerprint({
  name: 'jpg',
  facts: { widthPx: 2000, heightPx: 1500 },
});
const other = testFingerprint({
  name: 'other',
  facts: { widthPx: 1000, heightPx: 750 },
});
/** As large as the RAW, as cameras write it. */
const full = testFingerprint({ name: 'full' });
const dated = testFingerprint({
  name: 'dated',
  facts: { widthPx: 2000, heightPx: 1500 },
  exif: { capturedAt: '2019-05-03T14:22:01' },
});
const edges: TestEdge[] = [
  [raw, dated, LIKE],
  [raw, jpg, LIKE],
  [raw, full, LIKE],
  [raw, other, LIKE],
  [jpg, other, LIKE],
];

/** Of a photo, the name of a companion's content, or what an XMP sidecar says. */
type Content = typeof raw | string | { notes: PhotoNotes };

/** What the scan would have noted: a fingerprinted photo, or a companion ('' for too large a one). */
function planOf(groups: readonly Group[]): RemovalPlan {
  return allTaken(makeRemovalPlan(groups.map(testListed), 0, 'p'));
}

function recordOf(
  path: string,
  content: Content,
  beside: string[],
): FileRecord {
  const folder = folderOf(path);
  const name = fileName(path);
  const lead = bundlesOf(beside).find((one) => one.names.includes(name))?.lead;
  const shot = lead === undefined ? {} : { shot: `${folder}/${lead}` };
  if (typeof content !== 'string' && 'content' in content)
    return { ...testFile(content, path), ...shot };
  if (typeof content !== 'string') {
    const { notes } = content;
    const own = testContent(JSON.stringify(notes));
    return {
      ...testFile(raw, path),
      ...shot,
      outcome: { kind: 'companion', content: own, notes },
    };
  }
  return {
    ...testFile(raw, path),
    ...shot,
    outcome:
      content === ''
        ? { kind: 'companion' }
        : { kind: 'companion', content: testContent(content) },
  };
}

/** Groups of a folder tree: path → its fingerprint, or the name of a companion's content. */
function groupsOf(
  tree: Readonly<Record<string, Content>>,
  decisions: readonly Decision[] = [],
): Group[] {
  const paths = Object.keys(tree);
  const records = paths.map((path) => {
    const folder = folderOf(path);
    const beside = paths.filter((other) => folderOf(other) === folder);
    return recordOf(path, tree[path] ?? '', beside.map(fileName));
  });
  const contents = [raw, jpg, full, other, dated].map(
    (fingerprint): ContentCopies => ({
      fingerprint,
      files: records.filter(({ path }) => tree[path] === fingerprint),
    }),
  );
  return buildGroups({
    ...testInput(
      contents.filter(({ files }) => files.length > 0),
      edges,
      decisions,
    ),
    filesOfShot: ({ shot }) => records.filter((one) => one.shot === shot),
  });
}

/** `keeper [badges] ← member [badges] relation, state` */
function told(groups: readonly Group[]): string[] {
  return groups.map(
    ({ keeper, members }) =>
      `${keeper.path} [${bundleWords(keeper).join()}] ← ${members
        .map(
          ({ photo, relation, state }) =>
            `${photo.path} [${bundleWords(photo).join()}] ${relation.kind}, ${state}`,
        )
        .join('; ')}`,
  );
}

describe('files of one shot', () => {
  it('are no duplicates of each other', () => {
    expect(groupsOf({ 'a/1.cr2': raw, 'a/1.jpg': jpg })).toEqual([]);
    expect(groupsOf({ 'a/1.jpg': jpg, 'a/1-edited.jpg': other })).toEqual([]);
    // Under other names they are.
    expect(told(groupsOf({ 'a/1.cr2': raw, 'a/2.jpg': jpg }))).toHaveLength(1);
  });

  it('are one row of a RAW and its picture, which are no copies of each other elsewhere', () => {
    expect(
      groupsOf({
        'a/1.cr2': raw,
        'a/1.jpg': full,
        'b/1.cr2': raw,
        'b/1.jpg': full,
      }),
    ).toMatchObject([
      { keeper: { path: 'a/1.cr2' }, members: [{ state: 'move' }] },
    ]);
    expect(groupsOf({ 'a/1.cr2': raw, 'b/1.jpg': full })).toEqual([]);
  });

  it('are one row, moved as one when the kept shot has the same bytes', () => {
    const groups = groupsOf({
      'a/1.cr2': raw,
      'a/1.jpg': jpg,
      'a/1.xmp': 'edits',
      'b/1.cr2': raw,
      'b/1.jpg': jpg,
      'b/1.xmp': 'edits',
    });
    expect(told(groups)).toEqual([
      'a/1.cr2 [RAW + JPEG,with sidecar] ← b/1.cr2 [RAW + JPEG,with sidecar] identical-bytes, move',
    ]);
    const plan = planOf(groups);
    expect(plan.groups).toMatchObject([
      {
        keeper: { path: 'a/1.cr2' },
        victims: [
          {
            path: 'b/1.cr2',
            companions: [
              { path: 'b/1.jpg', counterpart: { path: 'a/1.jpg' } },
              { path: 'b/1.xmp', counterpart: { path: 'a/1.xmp' } },
            ],
          },
        ],
      },
    ]);
    expect(checkPlan(plan)).toEqual([]);
  });

  it('are out of doubt together, whichever of them a person decided about', () => {
    const tree = {
      'a/1.cr2': raw,
      'b/2-edited.jpg': dated,
      'b/2.jpg': jpg,
    };
    const kept: Decision = {
      kind: 'keep',
      copy: copyKey(testContent('jpg'), 0),
      place: { file: fileKey(rootId('root'), 'b/2.jpg'), copies: 1 },
      decidedMs: 1,
    };
    const choices = [groupsOf(tree), groupsOf(tree, [kept])].map(([group]) => [
      group?.members[0]?.photo.path,
      group?.keeperChoice.kind,
    ]);
    expect(choices).toEqual([
      ['b/2-edited.jpg', 'abstained'],
      ['b/2-edited.jpg', 'chosen'],
    ]);
  });

  it('are not proposed to be moved for a shot that lacks one of them', () => {
    const [group] = groupsOf({
      'a/1.jpg': jpg,
      'a/1.mov': 'film',
      'b/1.jpg': jpg,
      'b/1.aae': 'edits',
    });
    expect(told([group!])).toEqual([
      'a/1.jpg [Live Photo] ← b/1.jpg [with sidecar] identical-bytes, undecided',
    ]);
    expect(group?.members[0]?.unmatched?.map(({ path }) => path)).toEqual([
      'b/1.aae',
    ]);
  });

  it('keep the copy that is complete', () => {
    expect(
      told(groupsOf({ 'a/1.jpg': jpg, 'b/1.jpg': jpg, 'b/1.mov': 'film' })),
    ).toEqual(['b/1.jpg [Live Photo] ← a/1.jpg [] identical-bytes, move']);
  });

  it('match a copy of any of them by that one, and plan it for that one', () => {
    const groups = groupsOf({
      'a/1.cr2': raw,
      'a/1.jpg': jpg,
      'b/copy.jpg': jpg,
    });
    expect(told(groups)).toEqual([
      'a/1.cr2 [RAW + JPEG] ← b/copy.jpg [] identical-bytes, move',
    ]);
    const [group] = groups;
    expect(group?.members[0]?.counterpart?.path).toBe('a/1.jpg');
    const kept = keptFor(group!.keeper, group!.members[0]!);
    expect(kept).toMatchObject({ path: 'a/1.jpg', format: 'jpeg' });
    expect(kept.content).toBe(group!.members[0]!.photo.content);
    expect(bundleWords(kept)).toEqual(['RAW + JPEG']);
    // The keeper stands in the place of the file that stands in its place.
    const { key, content } = group!.keeper;
    expect(kept.companions).toMatchObject([{ path: 'a/1.cr2', key, content }]);
    expect(planOf(groups).groups).toMatchObject([
      { keeper: { path: 'a/1.jpg' }, victims: [{ path: 'b/copy.jpg' }] },
    ]);
  });
});

it('stands for its shot as the file that the keeper is, not as another with an equal in it', () => {
  const groups = groupsOf({
    'a/1.nef': raw,
    'a/1.jpg': dated,
    'b/1.nef': raw,
    'b/1.jpg': dated,
  });
  const [group] = groups;
  const [member] = group!.members;
  expect(member?.counterpart).toBeUndefined();
  expect(fileName(member!.photo.path)).toBe(fileName(group!.keeper.path));
  expect(keptFor(group!.keeper, member!)).toBe(group!.keeper);
});

describe('a sidecar', () => {
  it('rates its shot, and no other of the same bytes', () => {
    const groups = groupsOf({
      'a/1.jpg': jpg,
      'b/1.jpg': jpg,
      'c/1.jpg': jpg,
      'b/1.xmp': { notes: { rating: 5 } },
      'c/1.xmp': { notes: { rating: 4 } },
    });
    expect(told(groups)).toEqual([
      'b/1.jpg [with sidecar] ← a/1.jpg [] identical-bytes, move; c/1.jpg [with sidecar] identical-bytes, undecided',
    ]);
    expect(groups[0]?.keeperChoice).toMatchObject({
      reasons: [
        {
          criterion: 'rating',
          words: 'rated 5 stars in its XMP sidecar instead of 4',
        },
        { criterion: 'companions' },
      ],
    });
  });

  it('is of the whole shot, whichever of its photos stands for it', () => {
    const [group] = groupsOf({
      'a/1.cr2': raw,
      'a/1.jpg': jpg,
      'a/1.xmp': { notes: { rating: 4, keywords: ['sea'] } },
      'b/copy.jpg': other,
    });
    expect(group?.keeper).toMatchObject({
      path: 'a/1.cr2',
      sidecarNotes: { rating: 4, keywords: ['sea'] },
    });
  });

  it('is planned with what it says, and its keywords stay with the keeper', () => {
    const decision = {
      kind: 'move',
      copy: copyKey(testContent('jpg'), 1),
      place: { file: fileKey(rootId('root'), 'b/1.jpg'), copies: 2 },
      decidedMs: 1,
    } as const;
    const [group] = groupsOf(
      {
        'a/1.jpg': jpg,
        'a/1.xmp': { notes: { rating: 5, keywords: ['sea'] } },
        'b/1.jpg': jpg,
        'b/1.xmp': { notes: { caption: 'A day', keywords: ['sky', 'sea'] } },
      },
      [decision],
    );
    const plan = planOf([group!]);
    expect(plan.groups).toMatchObject([
      {
        keeperKeywords: ['sea'],
        victims: [
          {
            path: 'b/1.jpg',
            onlyHere: { caption: 'A day', keywords: ['sky'] },
            companions: [{ path: 'b/1.xmp' }],
          },
        ],
      },
    ]);
  });
});

describe('a person may move a shot that has more', () => {
  const decided = (name: string, path: string, kind: 'move' | 'keep') =>
    ({
      kind,
      copy: copyKey(testContent(name), 1),
      place: { file: fileKey(rootId('root'), path), copies: 2 },
      decidedMs: 1,
    }) as const;

  it('and what is only there goes with it', () => {
    const groups = groupsOf(
      { 'a/1.jpg': jpg, 'a/1.mov': 'film', 'b/1.jpg': jpg, 'b/1.xmp': 'x' },
      [decided('jpg', 'b/1.jpg', 'move')],
    );
    const plan = planOf(groups);
    const [victim] = plan.groups[0]?.victims ?? [];
    expect(victim?.companions?.map(({ path }) => path)).toEqual(['b/1.xmp']);
    expect(victim?.companions?.[0]?.counterpart).toBeUndefined();
  });

  it('but not when one of its files cannot be checked', () => {
    const groups = groupsOf(
      { 'a/1.jpg': jpg, 'a/1.xmp': 'x', 'b/1.jpg': jpg, 'b/1.mov': '' },
      [
        decided('jpg', 'b/1.jpg', 'move'),
        { ...decided('jpg', 'a/1.jpg', 'keep'), kind: 'keeper' },
      ],
    );
    const plan = planOf(groups);
    expect(checkPlan(plan).map(({ refusal }) => refusal)).toEqual([
      { kind: 'companion-stays', path: 'b/1.mov' },
    ]);
  });

  it('and a decision on any of its files counts for all', () => {
    const [group] = groupsOf(
      { 'a/1.cr2': raw, 'a/1.jpg': jpg, 'b/1.cr2': raw, 'b/1.jpg': jpg },
      [decided('jpg', 'b/1.jpg', 'keep')],
    );
    expect(group?.members).toMatchObject([
      { photo: { path: 'b/1.cr2' }, state: 'keep', isDecided: true },
    ]);
  });
});
