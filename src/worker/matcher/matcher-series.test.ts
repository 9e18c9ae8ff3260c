import { beforeAll, describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFile } from '../../domain/group-test-photos.ts';
import { splitFileKey } from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { joinedHere } from './matcher-joins.ts';
import { MatcherSession } from './matcher-session.ts';
import { drawnFingerprint, type TestPicture } from './matcher-test-pictures.ts';
import { DIFFERENT, SAME, testRoot } from './matcher-test-session.ts';

const CAMERA = { cameraMake: 'Canon', cameraModel: 'EOS 80D' };

let kernels: Kernels;

beforeAll(async () => {
  kernels = await testKernels();
});

function session(): MatcherSession {
  const { matching } = DEFAULT_SETTINGS;
  return new MatcherSession(kernels, [testRoot('root')], matching, [], []);
}

/** The same view in each second; what noise adds stands for another moment. */
function shotAt(second: number, more: Partial<TestPicture> = {}): Fingerprint {
  const time = `2019-07-14T06:12:${String(second).padStart(2, '0')}`;
  return drawnFingerprint(kernels, {
    seed: 1,
    noise: second,
    exif: { ...CAMERA, capturedAt: time },
    ...more,
  });
}

function put(
  one: MatcherSession,
  files: readonly (readonly [string, Fingerprint, Partial<FileRecord>?])[],
): void {
  one.putFiles(
    files.map(([path, fingerprint, more]) => ({
      ...testFile(fingerprint, path),
      ...more,
    })),
    files.map(([, fingerprint]) => fingerprint),
  );
}

function pathsIn(one: MatcherSession): string[][] {
  return joinedHere(one.similarShots()).map(({ photos }) =>
    photos.map(({ key }) => splitFileKey(key).path),
  );
}

describe('the series of a session', () => {
  it('hold other moments, not copies, other views, documents and photos without a camera', () => {
    const one = session();
    const first = shotAt(1);
    const copy = shotAt(1, {
      noise: 50,
      facts: { widthPx: 1000, heightPx: 750 },
    });
    const second = shotAt(3);
    put(one, [
      ['b.jpg', second],
      ['a small.jpg', copy],
      ['a.jpg', first],
      ['other view.jpg', shotAt(4, { seed: 2 })],
      ['no camera.jpg', shotAt(5, { exif: {} })],
      [
        'page.jpg',
        shotAt(6, {
          facts: {
            flags: { isFlat: false, isDocument: true, isGraphic: false },
          },
        }),
      ],
      ['tiny.jpg', shotAt(7, { facts: { widthPx: 64, heightPx: 64 } })],
    ]);
    for (const { first: a, second: b } of one.nextChecks(100)) {
      const isCopy =
        [a, b].includes(copy.content) && [a, b].includes(first.content);
      one.setLooks([
        { first: a, second: b, measure: isCopy ? SAME : DIFFERENT },
      ]);
    }
    expect(pathsIn(one)).toEqual([['a.jpg', 'b.jpg']]);

    // Fingerprints that were released change nothing; files that are gone do.
    one.release([second.content]);
    expect(pathsIn(one)).toEqual([['a.jpg', 'b.jpg']]);
    const [key] =
      joinedHere(one.similarShots())[0]?.photos.map((photo) => photo.key) ?? [];
    one.removeFiles(key === undefined ? [] : [key]);
    expect(pathsIn(one)).toEqual([['a small.jpg', 'b.jpg']]);
  });

  it('count RAW and JPEG of one shot as one photo, by the one that stands for it', () => {
    const one = session();
    put(one, [
      ['1.cr2', shotAt(1), { shot: '1.jpg' }],
      ['1.jpg', shotAt(1, { noise: 20 }), { shot: '1.jpg' }],
    ]);
    expect(pathsIn(one)).toEqual([]);
    put(one, [['2.jpg', shotAt(2)]]);
    expect(pathsIn(one)).toEqual([['1.jpg', '2.jpg']]);
  });

  it('count them as one in folders of their own, too, and no two shots of one second', () => {
    const one = session();
    const raw = { facts: { format: 'raw' } } as const;
    put(one, [
      ['raw/IMG_1.CR2', shotAt(1, raw)],
      ['jpeg/img_1.jpg', shotAt(1, { noise: 20 })],
    ]);
    expect(pathsIn(one)).toEqual([]);
    put(one, [
      ['raw/IMG_2.CR2', shotAt(1, { ...raw, noise: 30 })],
      ['jpeg/IMG_2.JPG', shotAt(1, { noise: 40 })],
    ]);
    expect(pathsIn(one)).toEqual([['jpeg/img_1.jpg', 'jpeg/IMG_2.JPG']]);
  });

  it('are told step by step, so that others are heard', () => {
    const one = session();
    put(one, [
      ['1.jpg', shotAt(1)],
      ['2.jpg', shotAt(2)],
    ]);
    // Once to see which have a RAW elsewhere, and once more.
    expect([...one.similarShots()]).toHaveLength(4);
  });

  it('are rated by files and sidecars, the highest of copies', () => {
    const one = session();
    const [raw, jpg, bare] = [1, 2, 3].map((second) =>
      shotAt(second, {
        exif: {
          ...CAMERA,
          capturedAt: `2019-07-14T06:12:0${second}`,
          ...(second === 3 ? {} : { rating: 3 }),
        },
      }),
    );
    const ratings = () =>
      joinedHere(one.similarShots())[0]?.photos.map(({ rating }) => rating);
    put(one, [
      ['1.cr2', raw!, { shot: '1.cr2' }],
      ['2.jpg', jpg!, { shot: '2.jpg' }],
      ['3.jpg', bare!, { shot: '3.jpg' }],
      ['copy/3.jpg', bare!],
    ]);
    expect(ratings()).toEqual([3, 3, undefined]);
    const sidecars = (rating: number): FileRecord[] =>
      ['1.cr2', '2.jpg', '3.jpg'].map((photo) => ({
        ...testFile(raw!, `${photo}.xmp`),
        shot: photo,
        outcome: { kind: 'companion', notes: { rating } },
      }));
    one.putFiles(sidecars(5), []);
    expect(ratings()).toEqual([5, 3, 5]);
    one.putFiles(sidecars(0), []);
    expect(ratings()).toEqual([undefined, 3, undefined]);
  });

  it('tell two cameras apart', () => {
    const one = session();
    const other = { ...CAMERA, cameraModel: 'EOS 90D' };
    put(one, [
      ['a.jpg', shotAt(1)],
      [
        'b.jpg',
        shotAt(2, { exif: { ...other, capturedAt: '2019-07-14T06:12:02' } }),
      ],
    ]);
    expect(pathsIn(one)).toEqual([]);
  });
});
