import { describe, expect, it } from 'vitest';
import type { ExifFacts } from './fingerprint.ts';
import { testFile, testFingerprint } from './group-test-photos.ts';
import { knownFacts, type PhotoNotes } from './photo-notes.ts';
import type { FileRecord } from './photo.ts';
import { knownRating, sidecarForm, sidecarNotes } from './sidecar-notes.ts';

const BARE: ExifFacts = { orientation: 1, hasGps: false };
const UTC = '2019-07-14T08:20:30Z';
const NOTES: PhotoNotes = {
  rating: 4,
  capturedAt: '2019-07-14T10:20:30',
  place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
  keywords: ['Tower', 'sea'],
  caption: 'The tower',
};

function sidecar(path: string, notes?: PhotoNotes): FileRecord {
  return {
    ...testFile(testFingerprint(), path),
    outcome: { kind: 'companion', ...(notes ? { notes } : {}) },
  };
}

/** What is known of a photo beside these sidecars. */
function known(
  path: string,
  own: Partial<ExifFacts>,
  said: Record<string, PhotoNotes | undefined>,
): ExifFacts {
  const exif = { ...BARE, ...own };
  const files = Object.entries(said).map(([name, notes]) =>
    sidecar(name, notes),
  );
  const notes = sidecarNotes({ path, exif }, files);
  const facts = knownFacts(notes ? { exif, sidecarNotes: notes } : { exif });
  // The two ways to the stars agree, in whatever order the files come.
  expect(knownRating(path, exif.rating, files.reverse())).toBe(facts.rating);
  return facts;
}

describe('what sidecars add', () => {
  it('is all that a bare photo lacks', () => {
    expect(known('a/1.jpg', {}, { 'a/1.jpg.xmp': NOTES })).toEqual({
      ...BARE,
      ...NOTES,
      hasGps: true,
    });
  });

  it('is nothing where the photo has as much, but for keywords', () => {
    const own: Partial<ExifFacts> = {
      rating: 2,
      capturedAt: '2020-01-01T00:00:00',
      hasGps: true,
      keywords: ['TOWER', 'sky'],
      caption: 'Mine',
    };
    expect(known('1.jpg', own, { '1.xmp': NOTES })).toEqual({
      ...BARE,
      ...own,
      keywords: ['TOWER', 'sky', 'sea'],
    });
    const same = { ...BARE, ...NOTES, hasGps: true };
    const files = [sidecar('1.xmp', NOTES)];
    expect(sidecarNotes({ path: '1.jpg', exif: same }, files)).toBeUndefined();
  });

  it.each([
    ['1.CR3', 2, 5, 5],
    ['1.cr3', 5, 2, 2],
    ['1.DNG', 5, 0, undefined],
    ['1.CR3', undefined, 0, undefined],
    ['1.CR3', 3, undefined, 3],
    ['1.jpg', 2, 5, 2],
    ['1.jpg', 5, 0, 5],
    ['1.jpg', undefined, 5, 5],
    ['1.jpg', undefined, 0, undefined],
  ])(
    'to the rating of %s, its own %s, theirs %s: %s',
    (path, own, said, is) => {
      const notes: PhotoNotes = said === undefined ? {} : { rating: said };
      const exif = own === undefined ? {} : { rating: own };
      expect(known(path, exif, { '1.xmp': notes }).rating).toBe(is);
    },
  );

  it('is said first by the one with the whole name, then by the one with the stem', () => {
    const said = {
      'a/1.JPG.xmp': { rating: 1, caption: 'JPEG' },
      'a/1.xmp': { rating: 2, caption: 'stem' },
      'a/1.CR3.xmp': { rating: 3 },
    };
    expect(known('a/1.CR3', {}, said)).toMatchObject({
      rating: 3,
      caption: 'stem',
    });
    expect(known('a/1.JPG', {}, said)).toMatchObject({
      rating: 1,
      caption: 'JPEG',
    });
    expect(known('a/1-edited.JPG', {}, said).rating).toBe(3);
  });

  it('is stars where another one says that there are none', () => {
    const said = { '1.CR3.xmp': { rating: 0 }, '1.xmp': { rating: 4 } };
    expect(known('1.CR3', {}, said).rating).toBe(4);
  });

  it('is nothing from files that say nothing', () => {
    const files = [
      sidecar('1.aae'),
      testFile(testFingerprint(), '1.cr3'),
      sidecar('1.xmp', {}),
    ];
    expect(sidecarNotes({ path: '1.jpg', exif: BARE }, files)).toBeUndefined();
    expect(knownRating('1.jpg', 3, files)).toBe(3);
  });
});

describe('with what programs write for themselves', () => {
  it('any XMP counts first, and it before a Takeout', () => {
    const own = { 'a/1.CR3.pp3': { rating: 2 }, 'a/1.CR3.json': { rating: 5 } };
    expect(known('a/1.CR3', {}, own).rating).toBe(2);
    const all = { ...own, 'a/1.JPG.xmp': { rating: 3 } };
    expect(known('a/1.CR3', {}, all).rating).toBe(3);
    const unrated = { ...own, 'a/1.CR3.xmp': { rating: 0 } };
    expect(known('a/1.CR3', {}, unrated).rating).toBe(2);
  });

  it('a name that only begins as the whole name of the photo is none of it', () => {
    const said = {
      'a/1.CR3.old.pp3': { rating: 2 },
      'a/1.pp3': { rating: 3 },
    };
    expect(known('a/1.CR3', {}, said).rating).toBe(3);
  });
});

describe('with the JSON of a Google Takeout', () => {
  it('any XMP counts first, field by field', () => {
    const said = {
      '1.jpg.json': { rating: 5, caption: 'Google', takenUtc: UTC },
      'zz.xmp': { rating: 2 },
    };
    expect(known('1.jpg', {}, said)).toEqual({
      ...BARE,
      rating: 2,
      caption: 'Google',
      takenUtc: UTC,
    });
  });

  it('the one that is named for the photo counts before that of another', () => {
    const said = {
      '1.cr2.supplemental-metadata.json': { caption: 'raw' },
      '1.jpg.supplemen.json': { caption: 'JPEG' },
      '1.json': { caption: 'stem' },
    };
    expect(known('1.jpg', {}, said).caption).toBe('JPEG');
    expect(known('1.CR2', {}, said).caption).toBe('raw');
  });

  it('its instant counts only where nobody knows the hour', () => {
    const json = { '1.jpg.json': { takenUtc: UTC } };
    const own = { capturedAt: '2019-07-14T10:20:30' };
    expect(known('1.jpg', {}, json)).toEqual({ ...BARE, takenUtc: UTC });
    expect(known('1.jpg', own, json)).toEqual({ ...BARE, ...own });
    // Named so that the JSON would come first.
    const both = { '1.jpg.json': { takenUtc: UTC }, 'zz.xmp': own };
    expect(known('1.jpg', {}, both)).toEqual({ ...BARE, ...own });
  });
});

it('knows a sidecar by its name', () => {
  expect(sidecarForm('a/1.CR3.XMP')).toBe('xmp');
  expect(sidecarForm('a/1.jpg.supplemental-meta.JSON')).toBe('takeout');
  expect(sidecarForm('a.xmp/1.aae')).toBeUndefined();
  expect(sidecarForm('xmp')).toBeUndefined();
});
