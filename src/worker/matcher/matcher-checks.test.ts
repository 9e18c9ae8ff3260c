import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  pictureKey,
  type PictureKey,
} from '../../domain/build-groups-input.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import {
  testCandidate,
  testFile,
  testFingerprint,
} from '../../domain/group-test-photos.ts';
import { groupId, type Group, type PhotoSummary } from '../../domain/group.ts';
import { fileKey, rootId } from '../../domain/photo-id.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { MatcherChecks } from './matcher-checks.ts';
import { EdgeBook } from './matcher-edge-book.ts';
import { MatcherSession } from './matcher-session.ts';
import { SAME, testPictures, testRoot } from './matcher-test-session.ts';

const { matching } = DEFAULT_SETTINGS;
const NO_TURNS = { ...matching, matchesRotations: false };

let kernels: Kernels;
/** Three qualities of one scene. */
let scene: [Fingerprint, Fingerprint, Fingerprint];

beforeAll(async () => {
  kernels = await testKernels();
  const pictures = testPictures(kernels);
  scene = [pictures[0]!, pictures[1]!, pictures[2]!];
});

function put(session: MatcherSession, ...photos: Fingerprint[]): void {
  session.putFiles(
    photos.map((one) => testFile(one, `${one.content}.jpg`)),
    photos,
  );
}

function session(settings = matching): MatcherSession {
  return new MatcherSession(kernels, [testRoot('root')], settings, [], []);
}

/** The next pairs, by the places of their pictures in the scene. */
function asked(one: MatcherSession, limit: number): string[] {
  return one.nextChecks(limit).map((pair) =>
    [pair.first, pair.second]
      .map((content) => scene.findIndex((photo) => photo.content === content))
      .sort()
      .join('-'),
  );
}

describe('MatcherChecks', () => {
  it('asks for a pair again only when no other is left', () => {
    const one = session();
    put(one, ...scene);
    const total = one.pairsWaiting;
    const pairs = Array.from({ length: total }, () => asked(one, 1)[0]);
    expect(new Set(pairs).size).toBe(total);
    expect(asked(one, 1)).toEqual([pairs[0]]);
  });

  it('knows what was asked when all pairs are measured anew', () => {
    const one = session(NO_TURNS);
    const [a, b, c] = scene;
    put(one, a, b);
    expect(asked(one, 1)).toEqual(['0-1']);
    one.setSettings(matching);
    put(one, c);
    expect(one.pairsWaiting).toBe(2);
    expect(asked(one, 10)).toEqual(['0-2']);
  });

  it('knows what was asked when a photo goes and comes again at once', () => {
    const one = session();
    const [a, b, c] = scene;
    put(one, a, b);
    expect(asked(one, 1)).toEqual(['0-1']);
    one.putFiles(
      [testFile(c, `${b.content}.jpg`), testFile(b, 'elsewhere.jpg')],
      [b, c],
    );
    expect(one.pairsWaiting).toBe(2);
    expect(asked(one, 10)).toEqual(['0-2']);
  });

  it('asks anew when a pair waits again after nothing waited for it', () => {
    const one = session();
    const [a, b] = scene;
    put(one, a, b);
    expect(asked(one, 1)).toEqual(['0-1']);
    one.removeFiles([fileKey(rootId('root'), `${b.content}.jpg`)]);
    expect(one.pairsWaiting).toBe(0);
    expect(asked(one, 1)).toEqual([]);
    put(one, b);
    expect(asked(one, 1)).toEqual(['0-1']);
  });

  it('drops a pair with its answer', () => {
    const one = session();
    const [a, b] = scene;
    put(one, a, b);
    expect(asked(one, 1)).toEqual(['0-1']);
    one.setLooks([{ first: a.content, second: b.content, measure: SAME }]);
    expect(one.pairsWaiting).toBe(0);
    expect(asked(one, 1)).toEqual([]);
  });
});

describe('MatcherChecks by groups', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(
    (name) => testCandidate({ name }).photo,
  ) as [PhotoSummary, PhotoSummary, PhotoSummary, PhotoSummary];
  const plain = (keeper: PhotoSummary): Group => ({
    id: groupId(keeper.content),
    category: 'similar',
    keeper,
    keeperChoice: { kind: 'chosen', reasons: [] },
    members: [],
    alsoSimilar: [],
  });
  const waiting = (
    keeper: PhotoSummary,
    photo: PhotoSummary,
    pHash256Bits: number,
  ): Group => ({
    ...plain(keeper),
    members: [
      {
        photo,
        relation: { kind: 're-encoded', transform: 'upright' },
        evidence: { rule: 'none yet', pHash256Bits },
        state: 'undecided',
        isDecided: false,
        isBeingChecked: true,
      },
    ],
  });
  const linked = (inside: PhotoSummary, outside: PhotoSummary): Group => ({
    ...plain(inside),
    openLinks: [{ inside, outside, transform: 'upright', pHash256Bits: 1 }],
  });
  const near = {
    transform: 'upright',
    pHash64Bits: 0,
    pHash256Bits: 1,
  } as const;
  let checks: MatcherChecks;

  beforeEach(() => {
    const book = new EdgeBook(() => undefined);
    const picture = ({ content }: Pick<PhotoSummary, 'content'>): PictureKey =>
      pictureKey(testFingerprint({ name: content }));
    book.add(picture(a), picture(b), near, undefined);
    book.add(picture(c), picture(d), near, undefined);
    checks = new MatcherChecks((first, second) =>
      book.edgeOf(picture({ content: first }), picture({ content: second })),
    );
  });

  it('ranks a pair by the group that has waited for it longest', () => {
    const [member, link] = [waiting(a, b, 5), linked(b, a)];
    const other = waiting(c, d, 9);
    checks.replace([], [member, link, other]);
    expect(checks.count).toBe(2);
    checks.replace([member], []);
    expect(checks.count).toBe(2);
    expect(checks.next(9)).toMatchObject([
      { first: c.content },
      { first: b.content, second: a.content },
    ]);
    checks.replace([link, other], []);
    expect(checks.count).toBe(0);
    expect(checks.next(9)).toEqual([]);
  });

  it('keeps a pair that one of several groups does not wait for any more', () => {
    const groups = [waiting(a, b, 5), linked(b, a), linked(a, b)] as const;
    checks.replace([], groups);
    checks.replace([groups[1]], []);
    checks.replace([groups[2]], []);
    expect(checks.count).toBe(1);
    expect(checks.next(9)).toMatchObject([
      { first: a.content, second: b.content },
    ]);
    checks.replace([groups[0]], []);
    expect(checks.count).toBe(0);
  });

  it('asks anew for a group that comes back, and for it alone', () => {
    const [group, other] = [waiting(a, b, 5), waiting(c, d, 9)];
    const link = linked(b, a);
    checks.replace([], [group, link, other]);
    const [asked] = checks.next(1);
    checks.replace([group], []);
    checks.replace([link], []);
    checks.replace([], [group]);
    expect(checks.next(9)).toMatchObject([asked, { first: c.content }]);
    checks.replace([group], []);
    expect(checks.count).toBe(1);
  });
});
