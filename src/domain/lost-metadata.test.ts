import { describe, expect, it } from 'vitest';
import type { ExifFacts } from './fingerprint.ts';
import type { GroupMember, PhotoSummary } from './group.ts';
import {
  lostMetadata,
  mergedNotes,
  notesOnlyIn,
  notesWords,
} from './lost-metadata.ts';
import type { PhotoNotes } from './photo-notes.ts';

const BARE: ExifFacts = { orientation: 1, hasGps: false };
const RICH: ExifFacts = {
  orientation: 6,
  hasGps: true,
  place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
  capturedAt: '2019-07-14T10:20:30',
  rating: 4,
  keywords: ['Tower', 'sea'],
  caption: 'The tower',
};
const NOTES: PhotoNotes = {
  place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
  capturedAt: '2019-07-14T10:20:30',
  rating: 4,
  keywords: ['Tower', 'sea'],
  caption: 'The tower',
};

const UTC_BEFORE = '2018-01-01T00:00:00Z';

describe('what only a victim has', () => {
  it('is all of its notes beside a keeper without any', () => {
    expect(lostMetadata(BARE, RICH)).toEqual(NOTES);
  });

  it('is nothing where the keeper has as much, whatever it says', () => {
    expect(lostMetadata(RICH, RICH)).toBeUndefined();
    expect(lostMetadata(RICH, BARE)).toBeUndefined();
    expect(lostMetadata({ ...RICH, rating: 1 }, RICH)).toBeUndefined();
  });

  it('is no place when the keeper has one that cannot be read', () => {
    const keeper = { ...RICH, hasGps: true };
    delete keeper.place;
    expect(lostMetadata(keeper, RICH)).toBeUndefined();
  });

  it('is the keywords the keeper has not, in whatever case', () => {
    const keeper = { ...RICH, keywords: ['TOWER'] };
    expect(lostMetadata(keeper, RICH)).toEqual({ keywords: ['sea'] });
  });
});

describe('an instant of which nobody knows the hour of the camera', () => {
  const takenUtc = '2019-07-14T08:20:30Z';
  const { capturedAt } = RICH;
  const noted = { ...BARE, takenUtc };
  const timed = { ...BARE, capturedAt: '2019-07-14T10:20:30' };

  it('is lost only with a photo that has no more, beside one that has nothing', () => {
    expect(lostMetadata(BARE, noted)).toEqual({ takenUtc });
    expect(lostMetadata(timed, noted)).toBeUndefined();
    expect(lostMetadata(noted, { takenUtc: UTC_BEFORE })).toBeUndefined();
    // The camera's own time is more: it is not given up for an instant.
    expect(lostMetadata(noted, RICH)).toMatchObject({ capturedAt });
    expect(lostMetadata(BARE, { ...RICH, takenUtc })).toEqual(NOTES);
  });

  it('gives way to the time of another copy, whichever comes first', () => {
    for (const notes of [
      [{ takenUtc }, RICH],
      [RICH, { takenUtc }],
    ]) {
      expect(mergedNotes(notes)).toMatchObject({ capturedAt });
      expect(mergedNotes(notes)).not.toHaveProperty('takenUtc');
    }
    expect(mergedNotes([{ takenUtc }, { takenUtc: UTC_BEFORE }])).toEqual({
      takenUtc,
    });
  });

  it('is said with its zone', () => {
    expect(notesWords({ takenUtc })).toBe('taken 2019-07-14 08:20 UTC');
  });
});

describe('a member', () => {
  // Only what is looked at.
  const keeper = { exif: BARE } as unknown as PhotoSummary;
  const member = {
    photo: { exif: RICH },
    relation: { kind: 're-encoded', transform: 'upright' },
  } as unknown as GroupMember;

  it('of the same picture has notes to lose', () => {
    expect(notesOnlyIn(member, keeper)).toEqual(NOTES);
  });

  it('has what its sidecars say, and so has the keeper', () => {
    const bare = { ...member, photo: keeper };
    const noted = { exif: BARE, sidecarNotes: NOTES } as PhotoSummary;
    expect(notesOnlyIn(bare, keeper)).toBeUndefined();
    expect(notesOnlyIn({ ...member, photo: noted }, keeper)).toEqual(NOTES);
    expect(notesOnlyIn(member, noted)).toBeUndefined();
  });

  it('that is another shot has its own, and so has one whose bytes stay', () => {
    const shot = {
      ...member,
      relation: {
        kind: 'similar-shot' as const,
        transform: 'upright' as const,
      },
    };
    expect(notesOnlyIn(shot, keeper)).toBeUndefined();
    const counterpart = {} as NonNullable<GroupMember['counterpart']>;
    expect(notesOnlyIn({ ...member, counterpart }, keeper)).toBeUndefined();
  });
});

it('merges notes: the first of each fact, all keywords once', () => {
  expect(mergedNotes([])).toBeUndefined();
  expect(mergedNotes([{}, {}])).toBeUndefined();
  expect(
    mergedNotes([
      { rating: 2, keywords: ['sea'] },
      { rating: 5, caption: 'c', keywords: ['SEA', 'sky'] },
    ]),
  ).toEqual({ rating: 2, caption: 'c', keywords: ['sea', 'sky'] });
});

it('says them in words, long ones cut', () => {
  expect(notesWords(RICH)).toBe(
    'GPS 52.52000, 13.40500; taken 2019-07-14 10:20; rating 4 of 5; keywords Tower, sea; caption “The tower”',
  );
  expect(notesWords({ keywords: ['x'.repeat(64)] })).toBe(
    `keyword ${'x'.repeat(60)}…`,
  );
});
