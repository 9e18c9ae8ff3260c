import { isGeoPoint, type GeoPoint } from './fingerprint.ts';
import { captionText } from './note-texts.ts';
import type { PhotoNotes } from './photo-notes.ts';

/**
 * Google Photos knows favourites and no stars. They count as the most stars: so programs write them
 * that have to (osxphotos for those of Apple), and so they never take stars away from a photo.
 */
const FAVOURITE_STARS = 5;

/** The fields that are looked at, in whatever object. */
type Unsure = Partial<
  Record<
    | 'title'
    | 'description'
    | 'favorited'
    | 'photoTakenTime'
    | 'timestamp'
    | 'geoData'
    | 'geoDataExif'
    | 'latitude'
    | 'longitude',
    unknown
  >
>;

/**
 * What the JSON beside a photo of a Google Takeout notes. Google publishes no specification: a text
 * `title` and a `photoTakenTime` with a timestamp, which every export has, are what tells it from
 * other JSON. Each field counts only in the very form that Google writes. Never throws; what is no
 * such JSON notes nothing.
 *
 * Names of people are left out: they are no keywords, and notes may be written to files.
 */
export function takeoutNotes(text: string): PhotoNotes {
  const notes: PhotoNotes = {};
  const photo = parsed(text);
  const timestamp = objectOf(photo?.photoTakenTime)?.timestamp;
  if (photo === undefined || typeof photo.title !== 'string') return notes;
  if (typeof timestamp !== 'string') return notes;
  // Written for favourites only: without it nobody said that the photo is none.
  if (photo.favorited === true) notes.rating = FAVOURITE_STARS;
  const takenUtc = utcTimeOf(timestamp);
  if (takenUtc !== undefined) notes.takenUtc = takenUtc;
  // `geoData` is where Google Photos shows the photo, corrected by a person or not.
  const place = placeOf(photo.geoData) ?? placeOf(photo.geoDataExif);
  if (place) notes.place = place;
  // Not the first of a list: Google writes text.
  const { description } = photo;
  const caption =
    typeof description === 'string' ? captionText(description) : undefined;
  if (caption !== undefined) notes.caption = caption;
  return notes;
}

function parsed(text: string): Unsure | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // No JSON, or nested too deeply for this browser.
    return undefined;
  }
}

function objectOf(value: unknown): Unsure | undefined {
  return typeof value !== 'object' || value === null || Array.isArray(value)
    ? undefined
    : value;
}

/** Seconds since 1970; scans of old photos are before it. */
const TIMESTAMP = /^-?\d{1,11}$/;

/** undefined for 0 too, which is a clock that was never set. */
function utcTimeOf(timestamp: string): string | undefined {
  const seconds = TIMESTAMP.test(timestamp) ? Number(timestamp) : 0;
  if (seconds === 0) return undefined;
  const iso = new Date(seconds * 1000).toISOString();
  // Years of more than four digits have a sign before them.
  return /^\d/.test(iso) ? `${iso.slice(0, 19)}Z` : undefined;
}

/** 0° 0° is what Google writes where there is none. */
function placeOf(value: unknown): GeoPoint | undefined {
  const { latitude, longitude } = objectOf(value) ?? {};
  const place = { latitudeDeg: latitude, longitudeDeg: longitude };
  return isGeoPoint(place) ? place : undefined;
}
