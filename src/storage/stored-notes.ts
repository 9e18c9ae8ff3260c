import {
  CAPTION_CHARACTERS,
  isGeoPoint,
  KEYWORD_CHARACTERS,
  MOST_KEYWORDS,
} from '../domain/fingerprint.ts';
import type { PhotoNotes } from '../domain/photo-notes.ts';

/** Notes are written to files when a person asks for it: nothing else may come out of a stored row. */
export function areNotes({
  place,
  keywords,
  caption,
}: Partial<Record<string, unknown>>): boolean {
  return (
    (place === undefined || isGeoPoint(place)) &&
    (caption === undefined || isText(caption, CAPTION_CHARACTERS)) &&
    (keywords === undefined ||
      (Array.isArray(keywords) &&
        keywords.length <= MOST_KEYWORDS &&
        keywords.every((word) => isText(word, KEYWORD_CHARACTERS))))
  );
}

const CAPTURE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** What a sidecar was found to say. */
export function areSidecarNotes(value: unknown): value is PhotoNotes {
  if (typeof value !== 'object' || value === null) return false;
  const notes: Partial<Record<string, unknown>> = { ...value };
  const { rating, capturedAt, takenUtc } = notes;
  return (
    areNotes(notes) &&
    (rating === undefined ||
      (typeof rating === 'number' && [0, 1, 2, 3, 4, 5].includes(rating))) &&
    (capturedAt === undefined ||
      (typeof capturedAt === 'string' && CAPTURE_TIME.test(capturedAt))) &&
    (takenUtc === undefined ||
      (typeof takenUtc === 'string' && UTC_TIME.test(takenUtc)))
  );
}

function isText(value: unknown, mostCharacters: number): boolean {
  return typeof value === 'string' && value.length <= mostCharacters;
}
