import { beforeAll, describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFile } from '../../domain/group-test-photos.ts';
import { DEFAULT_KEEPER } from '../../domain/keeper-settings.ts';
import { fileKey, rootId } from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import type { LookResult } from '../../protocol/matcher-protocol.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { MatcherSession } from './matcher-session.ts';
import { movedApart } from './matcher-test-pictures.ts';
import {
  SAME,
  TestPage,
  testPictures,
  testRoot,
} from './matcher-test-session.ts';

const { matching } = DEFAULT_SETTINGS;

let kernels: Kernels;
let pictures: Fingerprint[];
let one: MatcherSession;
let page: TestPage;

beforeAll(async () => {
  kernels = await testKernels();
  pictures = testPictures(kernels);
});

/** So that the second is near the first, and the third farther off. */
const BYTES_APART = [0, 1, 7] as const;

/** A session with these pictures, each in a file of its number. */
function begin(...numbers: number[]): Fingerprint[] {
  one = new MatcherSession(kernels, [testRoot('root')], matching, [], []);
  page = new TestPage();
  const some = numbers.map((at, place) =>
    movedApart(pictures[at]!, BYTES_APART[place]!),
  );
  page.apply(one.putFiles(some.map(fileOf), some));
  return some;
}

function fileOf(fingerprint: Fingerprint, number: number): FileRecord {
  return testFile(fingerprint, `${number}.jpg`);
}

/** A second look that speaks against the second of two. */
function lostLights(
  { content: first }: Fingerprint,
  { content: second }: Fingerprint,
): LookResult {
  const measure = { ...SAME, clippedGain: 0.02, gain: 1.2 };
  return { first, second, measure };
}

function moveTo(thresholdBits: number): void {
  page.apply(one.setSettings({ ...matching, thresholdBits }));
}

describe('a threshold moved away and back', () => {
  it('parts and joins a pair', () => {
    begin(0, 1);
    expect(page.sorted).toHaveLength(1);
    moveTo(0);
    expect(page.sorted).toEqual([]);
    moveTo(53);
    expect(page.sorted).toHaveLength(1);
  });

  it('shows a sidecar that came while its photo stood alone', () => {
    const [big] = begin(0, 1) as [Fingerprint];
    const photo = { ...fileOf(big, 0), shot: '0.jpg' };
    page.apply(one.putFiles([photo], []));
    moveTo(0);
    const sidecar: FileRecord = {
      ...photo,
      path: '0.xmp',
      outcome: { kind: 'companion' },
    };
    page.apply(one.putFiles([sidecar], []));
    moveTo(53);
    expect(page.sorted).toMatchObject([
      { keeper: { path: '0.jpg', companions: [{ path: '0.xmp' }] } },
    ]);
  });

  it('weighs what a look says only while its pair is within the threshold', () => {
    const [big, , farther] = begin(0, 1, 2);
    page.apply(one.setLooks([lostLights(farther!, big!)]));
    expect(page.sorted).toMatchObject([{ keeper: { path: '1.jpg' } }]);
    moveTo(10);
    expect(page.sorted).toMatchObject([
      { keeper: { path: '0.jpg' }, members: [{ photo: { path: '1.jpg' } }] },
    ]);
    moveTo(53);
    expect(page.sorted).toMatchObject([
      { keeper: { path: '1.jpg' }, members: [{}, {}] },
    ]);
  });

  it('finds the groups again that it left', () => {
    const [big, , farther] = begin(0, 1, 2);
    page.apply(one.setLooks([lostLights(farther!, big!)]));
    const before = page.sorted;
    moveTo(0);
    expect(page.sorted).toEqual([]);
    moveTo(53);
    expect(page.sorted).toHaveLength(1);
    expect(page.sorted[0]).toBe(before[0]);
  });

  it('finds no group again that a decision came between', () => {
    const [big, near] = begin(0, 1) as [Fingerprint, Fingerprint];
    moveTo(0);
    const decision = {
      kind: 'not-duplicates' as const,
      first: big.content,
      second: near.content,
      decidedMs: 1,
    };
    page.apply(one.setDecisions([{ decision, isRevoked: false }]));
    moveTo(53);
    expect(page.sorted).toEqual([]);
  });

  it.each([
    ['standing alone', []],
    ['with a copy of its own', ['copy.jpg']],
  ])(
    'weighs other looks anew, as many as before, %s meanwhile',
    (_title, copies) => {
      const [big, near, farther] = begin(0, 1, 2) as [
        Fingerprint,
        Fingerprint,
        Fingerprint,
      ];
      const files = copies.map((path) => testFile(big, path));
      page.apply(one.putFiles(files, [big]));
      const look = { first: near.content, second: big.content, measure: SAME };
      page.apply(one.setLooks([lostLights(farther, big), look]));
      page.apply(one.removeFiles([fileKey(rootId('root'), '1.jpg')]));
      moveTo(0);
      page.apply(one.putFiles([fileOf(near, 1)], [near]));
      moveTo(10);
      expect(page.sorted).toMatchObject([{ keeper: { path: '0.jpg' } }]);
    },
  );

  it('weighs what an earlier look says when its other picture comes', () => {
    const [big] = begin(0, 1) as [Fingerprint];
    const later = pictures[2]!;
    page.apply(one.setLooks([lostLights(later, big)]));
    expect(page.sorted).toMatchObject([{ keeper: { path: '0.jpg' } }]);
    page.apply(one.putFiles([testFile(later, '2.jpg')], [later]));
    expect(page.sorted).toMatchObject([{ keeper: { path: '1.jpg' } }]);
  });

  it('tells only of groups that it changes', () => {
    begin(0, 1);
    const [third, fourth] = [pictures[6]!, pictures[3]!];
    const near = movedApart(pictures[7]!, 7);
    page.apply(
      one.putFiles(
        [
          testFile(third, 'b.jpg'),
          testFile(third, 'c.jpg'),
          testFile(near, 'd.jpg'),
          testFile(fourth, 'e.jpg'),
          testFile(fourth, 'f.jpg'),
        ],
        [third, near, fourth],
      ),
    );
    expect(page.groups.size).toBe(3);
    const moved = one.setSettings({ ...matching, thresholdBits: 0 });
    expect(moved).toMatchObject({
      upserts: [{ keeper: { path: 'b.jpg' }, members: [{}] }],
      removed: [expect.any(String)],
    });
    expect(one.setSettings({ ...matching, thresholdBits: 1 })).toEqual({
      upserts: [],
      removed: [],
    });
  });
});

describe('a twin that is no duplicate', () => {
  it('is no link any more when its file has gone', () => {
    const [first, near] = begin(3, 4) as [Fingerprint, Fingerprint];
    const twin = pictures[10]!;
    page.apply(one.putFiles([testFile(twin, 'twin.png')], [twin]));
    const decision = {
      kind: 'not-duplicates' as const,
      first: first.content,
      second: twin.content,
      decidedMs: 1,
    };
    page.apply(one.setDecisions([{ decision, isRevoked: false }]));
    page.apply(
      one.setLooks([
        { first: first.content, second: near.content, measure: SAME },
      ]),
    );
    expect(page.sorted).toMatchObject([
      { alsoSimilar: [{ photo: { path: 'twin.png' } }] },
    ]);
    page.apply(one.removeFiles([fileKey(rootId('root'), 'twin.png')]));
    expect(page.sorted).toMatchObject([{ alsoSimilar: [] }]);
    moveTo(0);
    moveTo(53);
    expect(page.sorted).toMatchObject([{ alsoSimilar: [] }]);
  });
});

describe('folders that get other names', () => {
  it('have photos prepared anew, whatever is grouped next', () => {
    const roots = (first: string, second: string) => [
      { ...testRoot('one'), label: first },
      { ...testRoot('two'), label: second },
    ];
    const keeper = { ...DEFAULT_KEEPER, folders: ['Best'] };
    const before = roots('Best', 'Other');
    one = new MatcherSession(kernels, before, matching, [], [], keeper);
    page = new TestPage();
    const [photo, near] = [pictures[0]!, movedApart(pictures[1]!, 1)];
    const copies = ['one', 'two'].map((root) =>
      testFile(photo, 'a.jpg', { root }),
    );
    const other = testFile(near, 'b.jpg', { root: 'one' });
    page.apply(one.putFiles([...copies, other], [photo, near]));
    expect(page.sorted).toMatchObject([
      { keeper: { root: 'one' }, members: [{}, {}] },
    ]);
    page.apply(one.setRoots(roots('Other', 'Best')));
    moveTo(0);
    expect(page.sorted).toMatchObject([
      { keeper: { root: 'two' }, members: [{ photo: { root: 'one' } }] },
    ]);
  });
});
