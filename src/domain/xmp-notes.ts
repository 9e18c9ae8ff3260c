import { isGeoPoint, type GeoPoint } from './fingerprint.ts';
import { captionText, keywordTexts } from './note-texts.ts';
import type { PhotoNotes } from './photo-notes.ts';
import { starsOfPercent } from './star-rating.ts';
import { xmpTexts } from './xmp-texts.ts';

/** Far more than are kept: some are a program's own. */
const MOST_READ_KEYWORDS = 64;

/**
 * What a sidecar of XMP (ISO 16684-1) notes, as Lightroom, darktable, digiKam, exiftool and
 * Twinsift write it. A `rating` of 0 is said: unrated, or rejected (−1). Linear in the text, never
 * throws; what is no XMP notes nothing.
 */
export function xmpNotes(text: string): PhotoNotes {
  const notes: PhotoNotes = {};
  if (!text.includes('<rdf:RDF')) return notes;
  const rating = ratingIn(text);
  if (rating !== undefined) notes.rating = rating;
  Object.assign(notes, captureTimeIn(text));
  const place = placeIn(text);
  if (place) notes.place = place;
  const keywords = keywordsIn(text);
  if (keywords.length > 0) notes.keywords = keywords;
  const caption = captionText(first(text, 'dc:description'));
  if (caption !== undefined) notes.caption = caption;
  return notes;
}

function first(text: string, property: string): string | undefined {
  return xmpTexts(text, property, 1)[0]?.trim();
}

function ratingIn(text: string): number | undefined {
  const said = /^(-1|[0-5])(?:\.0*)?$/.exec(first(text, 'xmp:Rating') ?? '');
  if (said) {
    const stars = Math.max(0, Number(said[1]));
    // darktable gives one star to whatever it imports, unless it is set to give another number.
    return stars === 1 && text.includes('xmlns:darktable=') ? undefined : stars;
  }
  const percent = /^\d{1,3}$/.exec(first(text, 'MicrosoftPhoto:Rating') ?? '');
  return starsOfPercent(percent ? Number(percent[0]) : undefined);
}

const CAPTURE_TIMES: readonly string[] = [
  'exif:DateTimeOriginal',
  'photoshop:DateCreated',
  'exif:DateTimeDigitized',
];

/**
 * `2019-07-14T10:20:30.00+02:00`, or with colons as EXIF has it, which darktable writes. The zone
 * is left out: a photo's own time is the camera's wall clock too. `Z` is none: such a time is an
 * instant, of which nobody knows what the clock showed.
 */
const TIME = /^(\d{4})[:-](\d\d)[:-](\d\d)[T ](\d\d:\d\d)(:\d\d)?(?![\d:])/;

function captureTimeIn(
  text: string,
): Pick<PhotoNotes, 'capturedAt' | 'takenUtc'> {
  for (const property of CAPTURE_TIMES) {
    const said = first(text, property) ?? '';
    const match = TIME.exec(said);
    const [, year, month, day, time, seconds = ':00'] = match ?? [];
    const iso = `${year}-${month}-${day}T${time}${seconds}`;
    if (!match || Number.isNaN(Date.parse(`${iso}Z`))) continue;
    return said.endsWith('Z') ? { takenUtc: `${iso}Z` } : { capturedAt: iso };
  }
  return {};
}

function placeIn(text: string): GeoPoint | undefined {
  const latitudeDeg = degreesIn(text, 'exif:GPSLatitude', 'N', 'S');
  const longitudeDeg = degreesIn(text, 'exif:GPSLongitude', 'E', 'W');
  const place = { latitudeDeg, longitudeDeg };
  return isGeoPoint(place) ? place : undefined;
}

/** `DDD,MM.mmmmK` or `DDD,MM,SSK` (XMP part 2, GPSCoordinate). */
const COORDINATE =
  /^(\d{1,3}),(\d{1,2}(?:\.\d{1,15})?)(?:,(\d{1,2}(?:\.\d{1,15})?))?([NSEW])$/i;
/** Seven decimals are a centimetre. */
const DECIMALS = 1e7;

function degreesIn(
  text: string,
  property: string,
  positive: string,
  negative: string,
): number | undefined {
  const match = COORDINATE.exec(first(text, property) ?? '');
  const [, degrees, minutes, seconds = '0', letter = ''] = match ?? [];
  const sign = letter.toUpperCase();
  if (sign !== positive && sign !== negative) return undefined;
  const sum = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  const rounded = Math.round(sum * DECIMALS) / DECIMALS;
  return sign === negative ? -rounded : rounded;
}

/** darktable's own tags, such as `darktable|format|arw`. */
const OF_DARKTABLE = 'darktable|';

/** Without what darktable notes for itself, whole or as the single words `darktable`, `format`, `arw`. */
function keywordsIn(text: string): string[] {
  const paths = xmpTexts(text, 'lr:hierarchicalSubject', MOST_READ_KEYWORDS);
  const own = new Set(
    paths
      .filter((path) => path.startsWith(OF_DARKTABLE))
      .flatMap((path) => path.split('|')),
  );
  return keywordTexts(
    xmpTexts(text, 'dc:subject', MOST_READ_KEYWORDS).filter(
      (word) => !word.startsWith(OF_DARKTABLE) && !own.has(word),
    ),
  );
}
