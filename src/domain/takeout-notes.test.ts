import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPTION_CHARACTERS, isGeoPoint } from './fingerprint.ts';
import { MOST_SIDECAR_BYTES } from './sidecar-notes.ts';
import { takeoutNotes } from './takeout-notes.ts';
import { NOWHERE, takeoutText } from './takeout-test-text.ts';

const BERLIN = { ...NOWHERE, latitude: 52.52, longitude: 13.405 };
const LIMA = { ...NOWHERE, latitude: -12.0464, longitude: -77.0428 };

const TAKEN = { takenUtc: '2019-07-14T08:20:30Z' };

function notesOf(changes: Record<string, unknown>) {
  return takeoutNotes(takeoutText('IMG_1.jpg', changes));
}

describe('what the JSON of a Google Takeout notes', () => {
  it('is when the photo was taken, where that is all', () => {
    expect(notesOf({})).toEqual(TAKEN);
  });

  it('is a favourite, its place and its caption, and nobody who is on it', () => {
    expect(
      notesOf({
        favorited: true,
        description: ' The tower\nat noon ',
        geoData: BERLIN,
        people: [{ name: 'Ada' }],
      }),
    ).toEqual({
      ...TAKEN,
      rating: 5,
      caption: 'The tower at noon',
      place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
    });
  });

  it('is the place that Google shows before that of the camera', () => {
    const lima = { latitudeDeg: -12.0464, longitudeDeg: -77.0428 };
    expect(notesOf({ geoDataExif: LIMA }).place).toEqual(lima);
    expect(notesOf({ geoData: LIMA, geoDataExif: BERLIN }).place).toEqual(lima);
  });

  it.each([
    ['1563092430', '2019-07-14T08:20:30Z'],
    ['-1', '1969-12-31T23:59:59Z'],
    ['-2208988800', '1900-01-01T00:00:00Z'],
    ['0', undefined],
    ['-99999999999', undefined],
    ['99999999999', '5138-11-16T09:46:39Z'],
    ['999999999999', undefined],
    ['1563092430.5', undefined],
    ['1e9', undefined],
    ['NaN', undefined],
    ['', undefined],
    [' 1563092430', undefined],
  ])('taken %j → %s', (timestamp, takenUtc) => {
    expect(notesOf({ photoTakenTime: { timestamp } })).toEqual(
      takenUtc === undefined ? {} : { takenUtc },
    );
  });

  it.each([
    ['favorited', 'true'],
    ['favorited', 1],
    ['favorited', false],
    ['favorited', [true]],
    ['description', 7],
    ['description', ['text']],
    ['description', { text: 'x' }],
    ['description', null],
    ['description', 'OLYMPUS DIGITAL CAMERA'],
    ['geoData', { latitude: '52.52', longitude: '13.405' }],
    ['geoData', { latitude: 91, longitude: 13 }],
    ['geoData', { latitude: 52.52 }],
    ['geoData', [52.52, 13.405]],
    ['geoData', 'Berlin'],
    ['geoDataExif', null],
  ])('%s: %j says nothing', (field, value) => {
    expect(notesOf({ [field]: value })).toEqual(TAKEN);
  });
});

describe('a hostile JSON', () => {
  const favourite = takeoutText('IMG_1.jpg', { favorited: true });
  it.each([
    ['is empty', ''],
    ['is no JSON', `favorited: true, ${favourite}`],
    ['is cut off', favourite.slice(0, -1)],
    ['is a list', `[${favourite}]`],
    ['is null', 'null'],
    ['is a text', JSON.stringify(favourite)],
    ['holds NaN', favourite.replace('"1563092430"', 'NaN')],
    ['is another program’s', '{"favorited":true,"description":"x"}'],
    ['has no title', favourite.replace('"title"', '"name"')],
    ['has a number for a title', favourite.replace('"IMG_1.jpg"', '1')],
    [
      'has a number for a time',
      favourite.replace('"1563092430"', '1563092430'),
    ],
    [
      'has a text for a time',
      '{"title":"1","photoTakenTime":"1563092430","favorited":true}',
    ],
    ['has all in its prototype', `{"__proto__":${favourite}}`],
    ['has it in a constructor', `{"constructor":{"prototype":${favourite}}}`],
  ])('that %s notes nothing', (_what, text) => {
    expect(takeoutNotes(text)).toEqual({});
    expect(Reflect.get({}, 'favorited')).toBeUndefined();
  });

  it('that is nested deeply notes what it says, or nothing', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const depth = MOST_SIDECAR_BYTES / open.length / 2;
      const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
      for (const field of ['people', 'geoData', 'description', 'title']) {
        const text = favourite.replace('{', `{"${field}":${deep},`);
        expect(['{}', JSON.stringify({ rating: 5, ...TAKEN })]).toContain(
          JSON.stringify(takeoutNotes(text)),
        );
      }
    }
  });

  it('gives nothing longer than is kept', () => {
    const { caption } = notesOf({ description: 'y'.repeat(200_000) });
    expect(caption).toHaveLength(CAPTION_CHARACTERS);
  });

  it('never throws, and what comes out of it is of the form that is kept', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.double().map((number) => String(number)),
      fc.bigInt().map(String),
      fc.double({ min: -400, max: 400 }),
      fc.constant(true),
    );
    const place = fc.record({ latitude: value, longitude: value });
    const json = fc.record(
      {
        title: fc.oneof(fc.string(), value),
        description: fc.oneof(fc.string({ unit: 'binary' }), value),
        favorited: value,
        photoTakenTime: fc.oneof(fc.record({ timestamp: value }), value),
        geoData: fc.oneof(place, value),
        geoDataExif: fc.oneof(place, value),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(json, (object) => {
        const text = JSON.stringify(object);
        const { rating, takenUtc, place, caption, ...others } =
          takeoutNotes(text);
        expect(others).toEqual({});
        expect([undefined, 5]).toContain(rating);
        expect(place === undefined || isGeoPoint(place)).toBe(true);
        expect(takenUtc ?? '2000-01-01T00:00:00Z').toMatch(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        );
        expect(caption?.length ?? 1).toBeGreaterThan(0);
        expect(caption?.length ?? 1).toBeLessThanOrEqual(CAPTION_CHARACTERS);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(takeoutNotes(text)).toEqual({});
      }),
    );
  });
});
