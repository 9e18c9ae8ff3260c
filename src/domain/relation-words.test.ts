import { describe, expect, it } from 'vitest';
import { DIHEDRAL_TRANSFORMS } from './fingerprint.ts';
import { testCandidate } from './group-test-photos.ts';
import { factDifferences } from './relation-words-facts.ts';
import {
  categoryName,
  categoryOf,
  groupHeadline,
  relationHeadline,
  weakestRelation,
} from './relation-words.ts';
import type { Companion, Group } from './group.ts';
import { fileKey, rootId } from './photo-id.ts';
import { RELATION_KINDS, type RelationKind } from './relation.ts';

const full = testCandidate({ name: 'full' }).photo;
const half = testCandidate({
  name: 'half',
  facts: { widthPx: 2000, heightPx: 1500 },
}).photo;
const webp = testCandidate({ name: 'webp', facts: { format: 'webp' } }).photo;
const halfWebp = testCandidate({
  name: 'half webp',
  facts: { widthPx: 2000, heightPx: 1500, format: 'webp' },
}).photo;
const turned = testCandidate({
  name: 'turned',
  facts: { widthPx: 3000, heightPx: 4000 },
}).photo;

describe('the headline of a member', () => {
  it.each([
    ['identical-bytes', 'upright', full, 'Identical files'],
    [
      'identical-pixels',
      'upright',
      full,
      'Identical picture, other file details',
    ],
    ['identical-pixels', 'upright', webp, 'Identical picture, saved as WebP'],
    ['re-encoded', 'upright', full, 'Same photo, re-saved'],
    ['re-encoded', 'upright', webp, 'Same photo, saved as WebP'],
    ['resized', 'upright', half, 'Same photo, smaller and re-saved'],
    ['resized', 'upright', halfWebp, 'Same photo, smaller and saved as WebP'],
    ['edited', 'upright', full, 'Same photo, edited'],
    ['cropped', 'upright', half, 'Same photo, cropped'],
    ['cropped', 'mirrored', half, 'Same photo, mirrored and cropped'],
    [
      'rotated-or-mirrored',
      'turned-90',
      turned,
      'Same photo, turned 90° clockwise',
    ],
    [
      'rotated-or-mirrored',
      'mirrored',
      half,
      'Same photo, mirrored and smaller',
    ],
    ['similar-shot', 'upright', full, 'Similar shot, not the same photo'],
    ['other', 'upright', half, 'Looks alike, not looked at closely'],
    ['other', 'mirrored', full, 'Looks alike, mirrored, not looked at closely'],
  ] as const)('%s, %s', (kind, transform, member, words) => {
    expect(relationHeadline({ kind, transform }, full, member)).toBe(words);
  });

  it('says larger when the member is larger', () => {
    expect(
      relationHeadline({ kind: 'resized', transform: 'upright' }, half, full),
    ).toBe('Same photo, larger and re-saved');
  });

  it('has words for every turn', () => {
    const words = DIHEDRAL_TRANSFORMS.map((transform) =>
      relationHeadline({ kind: 'rotated-or-mirrored', transform }, full, full),
    );
    expect(new Set(words).size).toBe(DIHEDRAL_TRANSFORMS.length);
  });
});

describe('words for groups', () => {
  function group(...kinds: RelationKind[]): Group {
    const members = kinds.map((kind) => ({
      relation: { kind, transform: 'upright' },
      photo: kind === 'resized' ? halfWebp : full,
    }));
    return { keeper: full, members } as unknown as Group;
  }

  it('says each thing once, closest first, as the open group says it', () => {
    expect(groupHeadline(group('resized', 're-encoded', 'resized'))).toBe(
      'Re-saved · Smaller and saved as WebP',
    );
    expect(groupHeadline(group('identical-bytes'))).toBe('Identical files');
    expect(groupHeadline(group('similar-shot'))).toBe('Similar shot');
    expect(groupHeadline(group('identical-pixels'))).toBe('Identical picture');
  });

  it('names every category', () => {
    const names = RELATION_KINDS.map((kind) => categoryName(categoryOf(kind)));
    expect([...new Set(names)]).toEqual([
      'Identical',
      'Re-saved',
      'Edited',
      'Similar',
    ]);
  });

  it('finds the weakest relation', () => {
    expect(weakestRelation(['resized', 'cropped', 'identical-bytes'])).toBe(
      'cropped',
    );
    expect(() => weakestRelation([])).toThrow('no relation');
  });
});

describe('differing facts', () => {
  it('lists what differs, and who is better', () => {
    const keeper = testCandidate({
      name: 'k',
      path: 'album/IMG_1.jpg',
      exif: {
        capturedAt: '2019-05-03T14:22:01',
        hasGps: true,
        cameraMake: 'Canon',
        cameraModel: 'Canon EOS 80D',
      },
    }).photo;
    const member = testCandidate({
      name: 'm',
      path: 'IMG_1.jpg',
      facts: { widthPx: 1600, heightPx: 1200 },
      quality: { jpegQuality: 95.4 },
      exif: { rating: 3 },
    }).photo;
    member.sizeBytes = 1_234_567;
    expect(factDifferences(keeper, member, [])).toEqual([
      {
        label: 'Pixels',
        keeper: '4000 × 3000',
        member: '1600 × 1200',
        better: 'keeper',
      },
      {
        label: 'Format',
        keeper: 'JPEG quality 90',
        member: 'JPEG quality 95',
        better: 'member',
      },
      { label: 'File size', keeper: '1.0 KB', member: '1.2 MB' },
      {
        label: 'Taken',
        keeper: '2019-05-03 14:22:01',
        member: '–',
        better: 'keeper',
      },
      { label: 'GPS', keeper: 'yes', member: 'no', better: 'keeper' },
      {
        label: 'Camera',
        keeper: 'Canon EOS 80D',
        member: '–',
        better: 'keeper',
      },
      { label: 'Rating', keeper: '–', member: '3 of 5', better: 'member' },
      { label: 'Folder', keeper: '/album', member: '/' },
    ]);
  });

  it('tells places in several folders apart, though their paths are equal', () => {
    const roots = [
      { id: full.root, label: 'Photos' },
      { id: rootId('other'), label: 'Backup' },
    ];
    const photo = { ...full, path: '2019/a.jpg' };
    const copy = { ...photo, root: rootId('other') };
    expect(factDifferences(photo, copy, roots)).toEqual([
      { label: 'Folder', keeper: '/Photos/2019', member: '/Backup/2019' },
    ]);
    expect(factDifferences(photo, { ...photo, path: 'a.jpg' }, [])).toEqual([
      { label: 'Folder', keeper: '/2019', member: '/' },
    ]);
  });

  it('says what stands in a sidecar', () => {
    const noted = {
      ...full,
      sidecarNotes: {
        rating: 5,
        capturedAt: '2019-05-03T14:22:01',
        place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
        keywords: ['sea'],
        caption: 'A day',
      },
    };
    expect(factDifferences(full, noted, [])).toEqual(
      [
        ['Taken', '–', '2019-05-03 14:22:01 (XMP sidecar)'],
        ['GPS', 'no', 'yes (XMP sidecar)'],
        ['Rating', '–', '5 of 5 (XMP sidecar)'],
        ['Keywords', '–', 'sea (XMP sidecar)'],
        ['Caption', '–', 'A day (XMP sidecar)'],
      ].map(([label, keeper, other]) => ({
        label,
        keeper,
        member: other,
        better: 'member',
      })),
    );
  });

  it.each([
    [['a.jpg.json'], 'Google Takeout'],
    [['a.jpg.json', 'a.xmp'], 'sidecar'],
    [['a.xmp'], 'XMP sidecar'],
    [['a.jpg.pp3'], 'RawTherapee sidecar'],
    [['a.jpg.dop', 'a.mov'], 'DxO sidecar'],
    [['a.jpg.pp3', 'a.jpg.xmp'], 'sidecar'],
  ])('names what says it: %j', (names, source) => {
    const companions = names.map((path): Companion => ({
      root: full.root,
      path,
      sizeBytes: 1,
      modifiedMs: 0,
      key: fileKey(full.root, path),
      kind: 'sidecar',
    }));
    const bare = { ...full, companions };
    const takenUtc = '2019-05-03T12:22:01Z';
    const noted = { ...bare, sidecarNotes: { rating: 5, takenUtc } };
    expect(factDifferences(bare, noted, []).slice(0, 2)).toEqual([
      {
        label: 'Taken',
        keeper: '–',
        member: `2019-05-03 12:22:01 UTC (${source})`,
        better: 'member',
      },
      {
        label: 'Rating',
        keeper: '–',
        member: `5 of 5 (${source})`,
        better: 'member',
      },
    ]);
  });

  it('says nothing of equal photos', () => {
    expect(factDifferences(full, full, [])).toEqual([]);
  });

  it('does not choke on times that no calendar has', () => {
    const odd = { ...full, modifiedMs: Number.NaN };
    expect(factDifferences(full, odd, [])).toEqual([
      { label: 'Last changed', keeper: '2020-01-01 00:00', member: '–' },
    ]);
  });
});
