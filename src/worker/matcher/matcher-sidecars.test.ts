import { beforeAll, expect, test } from 'vitest';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testContent, testFile } from '../../domain/group-test-photos.ts';
import { fileKey, rootId } from '../../domain/photo-id.ts';
import type { PhotoNotes } from '../../domain/photo-notes.ts';
import type { FileRecord } from '../../domain/photo.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import type { GroupDiff } from './matcher-group-book.ts';
import { MatcherSession } from './matcher-session.ts';
import { drawnFingerprint } from './matcher-test-pictures.ts';
import { TestPage, testRoot } from './matcher-test-session.ts';

let session: MatcherSession;
let photo: Fingerprint;

beforeAll(async () => {
  const kernels = await testKernels();
  const { matching } = DEFAULT_SETTINGS;
  session = new MatcherSession(kernels, [testRoot('root')], matching, [], []);
  photo = drawnFingerprint(kernels, { seed: 1 });
});

/** A sidecar of a photo; its bytes stay the same, whatever was read in them. */
function sidecar(of: string, notes: PhotoNotes): FileRecord {
  return {
    ...testFile(photo, `${of}.xmp`),
    shot: of,
    outcome: { kind: 'companion', content: testContent('sidecar'), notes },
  };
}

test('groups follow what sidecars say, whenever they come', () => {
  const page = new TestPage();
  const take = (diff: GroupDiff) => {
    page.apply(diff);
    return diff.upserts.length;
  };
  const keeper = () => page.sorted[0]?.keeper;
  const shots = ['a.jpg', 'b.jpg'].map((path): FileRecord => ({
    ...testFile(photo, path),
    shot: path,
  }));
  take(session.putFiles(shots, [photo]));
  expect(keeper()?.path).toBe('a.jpg');

  take(session.putFiles([sidecar('b.jpg', { rating: 4 })], []));
  expect(keeper()).toMatchObject({
    path: 'b.jpg',
    sidecarNotes: { rating: 4 },
  });
  // The same file, read in another way: the page is told.
  const more = sidecar('b.jpg', { rating: 4, caption: 'A day' });
  expect(take(session.putFiles([more], []))).toBe(1);
  expect(keeper()?.sidecarNotes).toEqual({ rating: 4, caption: 'A day' });
  expect(take(session.putFiles([more], []))).toBe(0);

  take(session.putFiles([sidecar('a.jpg', { rating: 5 })], []));
  expect(keeper()?.path).toBe('a.jpg');
  take(session.removeFiles([fileKey(rootId('root'), 'a.jpg.xmp')]));
  expect(keeper()?.path).toBe('b.jpg');
});
