import type { ExifFacts } from './fingerprint.ts';

/** What a person or a camera noted about a photo, and a sidecar can hold. */
export type PhotoNotes = Pick<
  ExifFacts,
  'place' | 'capturedAt' | 'rating' | 'keywords' | 'caption'
>;

/** A photo with what the sidecars of its shot say beyond its own file. */
export interface NotedPhoto {
  /** What its own file says. */
  exif: ExifFacts;
  /**
   * What XMP sidecars add: facts that `exif` lacks, keywords that it has not, and of raw data a
   * rating in the place of its own (0 takes that away). Absent when they add nothing.
   */
  sidecarNotes?: PhotoNotes;
}

/**
 * All that is known of a photo, from its file and its sidecars. For what is shown and what could
 * be lost; what tells an original from a copy made of it stands in the file alone (`exif`).
 */
export function knownFacts({ exif, sidecarNotes }: NotedPhoto): ExifFacts {
  if (sidecarNotes === undefined) return exif;
  const { rating = exif.rating, keywords, ...others } = sidecarNotes;
  const known: ExifFacts = { ...exif, ...others };
  if (others.place) known.hasGps = true;
  if (keywords) known.keywords = [...(exif.keywords ?? []), ...keywords];
  delete known.rating;
  if (rating !== undefined && rating > 0) known.rating = rating;
  return known;
}
