import type { ExifFacts } from './fingerprint.ts';

/** What a person or a camera noted about a photo, and a sidecar can hold. */
export interface PhotoNotes extends Pick<
  ExifFacts,
  'place' | 'capturedAt' | 'rating' | 'keywords' | 'caption'
> {
  /**
   * The instant of capture as `YYYY-MM-DDTHH:MM:SSZ`, where the wall clock of the camera is not
   * known; absent where it is (`capturedAt`).
   */
  takenUtc?: string;
}

/** What a photo says of itself, and what is noted of it. */
export type KnownFacts = ExifFacts & PhotoNotes;

/** A photo with what the sidecars of its shot say beyond its own file. */
export interface NotedPhoto {
  /** What its own file says. */
  exif: ExifFacts;
  /**
   * What sidecars add: facts that `exif` lacks, keywords that it has not, and of raw data a
   * rating in the place of its own (0 takes that away). Absent when they add nothing.
   */
  sidecarNotes?: PhotoNotes;
}

/**
 * All that is known of a photo, from its file and its sidecars. For what is shown and what could
 * be lost; what tells an original from a copy made of it stands in the file alone (`exif`).
 */
export function knownFacts({ exif, sidecarNotes }: NotedPhoto): KnownFacts {
  if (sidecarNotes === undefined) return exif;
  const { rating = exif.rating, keywords, ...others } = sidecarNotes;
  const known: KnownFacts = { ...exif, ...others };
  if (others.place) known.hasGps = true;
  if (keywords) known.keywords = [...(exif.keywords ?? []), ...keywords];
  delete known.rating;
  if (rating !== undefined && rating > 0) known.rating = rating;
  return known;
}
