import { beforeAll, describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFile, testFingerprint } from '../../domain/group-test-photos.ts';
import { fileKey, rootId } from '../../domain/photo-id.ts';
import {
  DEFAULT_SETTINGS,
  type MatchingSettings,
} from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { MatcherSession } from './matcher-session.ts';
import {
  DIFFERENT,
  SAME,
  TestPage,
  testPictures,
  testRoot,
} from './matcher-test-session.ts';

const { matching } = DEFAULT_SETTINGS;

let kernels: Kernels;
let pictures: Fingerprint[];

beforeAll(async () => {
  kernels = await testKernels();
  pictures = testPictures(kernels);
});

function session(settings: MatchingSettings = matching): MatcherSession {
  return new MatcherSession(kernels, [testRoot('root')], settings, [], []);
}

describe('a session', () => {
  it('lets others be heard between the joins for crops', () => {
    // Different scenes: no pair between which it would pause anyway.
    const scenes = [0, 3, 6].map((at) => pictures[at]!);
    const files = scenes.map((one, at) => testFile(one, `${at}.jpg`));
    const [without, withCrops] = [false, true].map((matchesCrops) => {
      const steps = session({ ...matching, matchesCrops }).puttingFiles(
        files,
        scenes,
      );
      let pauses = 0;
      while (steps.next(undefined).done !== true) pauses += 1;
      return pauses;
    });
    expect(withCrops).toBeGreaterThan(without!);
  });

  it('shows a near pair as being checked, hands it out once, and confirms it', () => {
    const one = session();
    const page = new TestPage();
    const [big, small] = pictures as [Fingerprint, Fingerprint];
    page.apply(one.putFiles([testFile(big, 'big.jpg')], [big]));
    expect(page.sorted).toEqual([]);
    page.apply(one.putFiles([testFile(small, 'small.jpg')], [small]));
    expect(page.sorted).toMatchObject([
      {
        keeper: { path: 'big.jpg' },
        members: [{ isBeingChecked: true, state: 'undecided' }],
      },
    ]);
    expect(one.pairsWaiting).toBe(1);
    const checks = one.nextChecks(10);
    expect(checks).toMatchObject([
      {
        first: big.content,
        second: small.content,
        firstFile: fileKey(rootId('root'), 'big.jpg'),
        secondFile: fileKey(rootId('root'), 'small.jpg'),
        transform: 'upright',
      },
    ]);
    page.apply(
      one.setLooks([
        { first: big.content, second: small.content, measure: SAME },
      ]),
    );
    expect(page.sorted).toMatchObject([
      {
        members: [
          {
            isBeingChecked: false,
            state: 'move',
            relation: { kind: 'resized' },
          },
        ],
      },
    ]);
    expect(one.pairsWaiting).toBe(0);
    expect(one.nextChecks(10)).toEqual([]);
  });

  it('hands out every waiting pair before it repeats one without an answer', () => {
    const one = session();
    const some = pictures.slice(0, 9);
    one.putFiles(
      some.map((fingerprint, at) => testFile(fingerprint, `${at}.jpg`)),
      some,
    );
    const total = one.pairsWaiting;
    expect(total).toBe(6);
    const seen = new Set(
      Array.from({ length: total }, () => one.nextChecks(1)[0]!).map(
        ({ first, second }) => `${first}+${second}`,
      ),
    );
    expect(seen.size).toBe(total);
    expect(one.nextChecks(100)).toHaveLength(total);
  });

  it('drops a pair that the look refutes, and one that could not be looked at', () => {
    for (const measure of [DIFFERENT, undefined]) {
      const one = session();
      const page = new TestPage();
      const pair = pictures.slice(0, 2);
      page.apply(
        one.putFiles(
          pair.map((fingerprint, at) => testFile(fingerprint, `${at}.jpg`)),
          pair,
        ),
      );
      page.apply(
        one.setLooks([
          {
            first: pair[1]!.content,
            second: pair[0]!.content,
            ...(measure && { measure }),
          },
        ]),
      );
      expect(page.sorted).toEqual([]);
      expect(one.nextChecks(10)).toEqual([]);
    }
  });

  it('lets twins with the same pixels share one look', () => {
    const one = session();
    const page = new TestPage();
    const [original, near] = [pictures[3]!, pictures[4]!];
    const twin = pictures[10]!;
    expect(twin.pixels).toBe(original.pixels);
    page.apply(
      one.putFiles(
        [
          testFile(original, 'a.jpg'),
          testFile(near, 'b.jpg'),
          testFile(twin, 'c.png'),
        ],
        [original, near, twin],
      ),
    );
    expect(one.pairsWaiting).toBe(1);
    page.apply(
      one.setLooks([
        { first: twin.content, second: near.content, measure: SAME },
      ]),
    );
    expect(one.pairsWaiting).toBe(0);
    expect(page.sorted).toHaveLength(1);
    expect(page.sorted[0]?.members).toHaveLength(2);
  });

  it('needs no look when refinement is off', () => {
    const one = session({ ...matching, isRefined: false });
    const pair = pictures.slice(0, 2);
    const { upserts } = one.putFiles(
      pair.map((fingerprint, at) => testFile(fingerprint, `${at}.jpg`)),
      pair,
    );
    expect(upserts[0]?.members[0]?.isBeingChecked).toBe(false);
    expect(one.pairsWaiting).toBe(0);
  });

  it('does not match small photos until the limit is lowered', () => {
    const one = session();
    const page = new TestPage();
    const pair = [pictures[6]!, pictures[11]!];
    page.apply(
      one.putFiles(
        pair.map((fingerprint, at) => testFile(fingerprint, `${at}.jpg`)),
        pair,
      ),
    );
    expect(page.sorted).toEqual([]);
    page.apply(one.setSettings({ ...matching, minShortSidePx: 10 }));
    expect(page.sorted).toHaveLength(1);
    page.apply(one.setSettings(matching));
    expect(page.sorted).toEqual([]);
  });

  it('matches flat pictures by equal pixels only', () => {
    const flat = (name: string, pixels: string) =>
      testFingerprint({
        name,
        pixels,
        facts: { flags: { isFlat: true, isDocument: false, isGraphic: false } },
      });
    const list = [flat('a', 'p'), flat('b', 'p'), flat('c', 'q')];
    const { upserts } = session().putFiles(
      list.map((fingerprint, at) => testFile(fingerprint, `${at}.jpg`)),
      list,
    );
    expect(upserts).toHaveLength(1);
    expect(upserts[0]?.members).toMatchObject([
      { relation: { kind: 'identical-pixels' } },
    ]);
  });

  it('takes a file out whose new record has no fingerprint', () => {
    const one = session();
    const page = new TestPage();
    const photo = pictures[0]!;
    page.apply(
      one.putFiles(
        [testFile(photo, 'a.jpg'), testFile(photo, 'b.jpg')],
        [photo],
      ),
    );
    expect(page.sorted).toHaveLength(1);
    page.apply(
      one.putFiles(
        [
          {
            ...testFile(photo, 'b.jpg'),
            outcome: { kind: 'skipped', failure: { kind: 'empty-file' } },
          },
        ],
        [],
      ),
    );
    expect(page.sorted).toEqual([]);
  });

  it('looks at what is near a member only, last and for a link', () => {
    const one = session();
    const page = new TestPage();
    const [a, b, c] = pictures as [Fingerprint, Fingerprint, Fingerprint];
    page.apply(
      one.putFiles(
        [testFile(a, 'a.jpg'), testFile(b, 'b.jpg'), testFile(c, 'c.jpg')],
        [a, b, c],
      ),
    );
    expect(one.nextChecks(10)).toMatchObject([
      { first: a.content },
      { first: a.content },
    ]);
    page.apply(
      one.setLooks([
        { first: a.content, second: b.content, measure: SAME },
        { first: a.content, second: c.content, measure: DIFFERENT },
      ]),
    );
    expect(page.sorted).toMatchObject([{ alsoSimilar: [] }]);
    expect(one.nextChecks(10)).toMatchObject([
      { first: b.content, second: c.content },
    ]);
    page.apply(
      one.setLooks([{ first: b.content, second: c.content, measure: SAME }]),
    );
    expect(page.sorted).toMatchObject([
      { alsoSimilar: [{ photo: { path: 'c.jpg' } }] },
    ]);
    expect(one.pairsWaiting).toBe(0);
  });

  it('drops the link to a photo that is gone', () => {
    const one = session();
    const page = new TestPage();
    const [a, b, c] = pictures as [Fingerprint, Fingerprint, Fingerprint];
    page.apply(
      one.putFiles(
        [testFile(a, 'a.jpg'), testFile(b, 'b.jpg'), testFile(c, 'c.jpg')],
        [a, b, c],
      ),
    );
    page.apply(
      one.setLooks([
        { first: a.content, second: b.content, measure: SAME },
        { first: a.content, second: c.content, measure: DIFFERENT },
        { first: b.content, second: c.content, measure: SAME },
      ]),
    );
    expect(page.sorted).toMatchObject([
      { alsoSimilar: [{ photo: { path: 'c.jpg' } }] },
    ]);
    page.apply(one.removeFiles([fileKey(rootId('root'), 'c.jpg')]));
    expect(page.sorted).toMatchObject([{ alsoSimilar: [] }]);
  });

  it('releases photos that stand alone, and asks for them when company comes', () => {
    const one = session();
    const page = new TestPage();
    const [big, small] = pictures as [Fingerprint, Fingerprint];
    page.apply(one.putFiles([testFile(big, 'big.jpg')], [big]));
    one.release([big.content]);
    page.apply(one.putFiles([testFile(small, 'small.jpg')], [small]));
    one.release([small.content]);
    expect(page.sorted).toEqual([]);
    expect(one.takeWanted()).toEqual([big.content]);
    page.apply(one.restore([big]));
    expect(page.sorted).toMatchObject([
      { keeper: { path: 'big.jpg' }, members: [{ isBeingChecked: true }] },
    ]);
    expect(one.takeWanted()).toEqual([]);
  });

  it('releases the thumbnails of a pair, and asks for them when another one comes', () => {
    const one = session();
    const page = new TestPage();
    const some = pictures.slice(0, 3);
    const [big, middle, small] = some as [
      Fingerprint,
      Fingerprint,
      Fingerprint,
    ];
    const put = (...photos: Fingerprint[]): void => {
      const files = photos.map((photo) =>
        testFile(photo, `${some.indexOf(photo)}.jpg`),
      );
      page.apply(one.putFiles(files, photos));
    };
    put(big, middle);
    one.release([big.content, middle.content]);
    expect(one.takeWanted()).toEqual([]);
    expect(page.sorted).toMatchObject([{ members: [{}] }]);
    put(small);
    expect(one.takeWanted().sort()).toEqual(
      [big.content, middle.content].sort(),
    );
    expect(page.sorted).toMatchObject([{ members: [{}] }]);
    page.apply(one.restore([big]));
    one.release([big.content, small.content]);
    expect(page.sorted).toMatchObject([{ members: [{}, {}] }]);
    // Its thumbnail stays as long as a pair waits for it.
    page.apply(one.restore([middle]));
    const fresh = session();
    const freshPage = new TestPage();
    freshPage.apply(
      fresh.putFiles(
        some.map((photo, at) => testFile(photo, `${at}.jpg`)),
        some,
      ),
    );
    expect(one.distances()).toEqual(fresh.distances());
    expect(page.sorted).toEqual(freshPage.sorted);
  });

  it('asks for a released photo of which a second copy comes', () => {
    const one = session();
    const photo = pictures[0]!;
    one.putFiles([testFile(photo, 'a.jpg')], [photo]);
    one.release([photo.content]);
    one.putFiles([testFile(photo, 'b.jpg')], []);
    expect(one.takeWanted()).toEqual([photo.content]);
    expect(one.restore([photo]).upserts).toMatchObject([
      { members: [{ relation: { kind: 'identical-bytes' } }] },
    ]);
  });

  it('gives the same groups for a threshold moved there and back', () => {
    for (const isRefined of [true, false]) {
      const one = session({ ...matching, isRefined });
      const page = new TestPage();
      page.apply(
        one.putFiles(
          pictures.map((fingerprint, at) => testFile(fingerprint, `${at}.jpg`)),
          pictures,
        ),
      );
      const before = page.sorted;
      for (const thresholdBits of [20, 4, 2, 0, 30, 72, 6]) {
        page.apply(one.setSettings({ ...matching, isRefined, thresholdBits }));
        const afresh = new TestPage();
        const other = session({ ...matching, isRefined, thresholdBits });
        afresh.apply(
          other.putFiles(
            pictures.map((fingerprint, at) =>
              testFile(fingerprint, `${at}.jpg`),
            ),
            pictures,
          ),
        );
        expect(page.sorted).toEqual(afresh.sorted);
        expect(one.pairsWaiting).toBe(other.pairsWaiting);
      }
      page.apply(one.setSettings({ ...matching, isRefined }));
      expect(page.sorted).toEqual(before);
    }
  });

  it('says nothing when nothing changes', () => {
    const one = session();
    const photo = pictures[0]!;
    const files = [testFile(photo, 'a.jpg'), testFile(photo, 'b.jpg')];
    expect(one.putFiles(files, [photo]).upserts).toHaveLength(1);
    expect(one.putFiles(files, [photo])).toEqual({ upserts: [], removed: [] });
    expect(one.setSettings({ ...matching, thresholdBits: 50 })).toEqual({
      upserts: [],
      removed: [],
    });
  });
});
