import { nameParts, RAWS } from './companion-files.ts';
import type { ExifFacts } from './fingerprint.ts';
import { lostMetadata, mergedNotes } from './lost-metadata.ts';
import type { PhotoNotes } from './photo-notes.ts';
import { fileName, type FileRecord } from './photo.ts';

/** Larger ones are not read for what they say: what Twinsift looks for takes a few KB. */
export const MOST_SIDECAR_BYTES = 256 * 1024;

/**
 * Names the way sidecars are read, stored with each in the place of the way of fingerprinting.
 * Bump the number when other notes are read: all are then read once more, and no photo with them.
 */
export const SIDECAR_VERSION = 'sidecar-3';

/**
 * In which form a sidecar may hold notes: XMP, what RawTherapee (`pp3`) or DxO PhotoLab (`dop`) write, or
 * the JSON of a Google Takeout.
 */
export type SidecarForm = 'xmp' | 'pp3' | 'dop' | 'takeout';

const FORMS: ReadonlyMap<string, SidecarForm> = new Map([
  ['xmp', 'xmp'],
  ['pp3', 'pp3'],
  ['dop', 'dop'],
  ['json', 'takeout'],
]);

/** Judged by its name, which is all that a listing gives. undefined for one that is not looked into. */
export function sidecarForm(path: string): SidecarForm | undefined {
  return FORMS.get(nameParts(fileName(path)).extension);
}

/** A photo, as far as its sidecars can add to it. */
interface OwnFacts {
  path: string;
  exif: ExifFacts;
}

/**
 * What the sidecars among the files of its shot add to a photo (see NotedPhoto). Its own facts
 * stand, as far as it has them: programs that write into a file keep it up to date. Into raw data
 * none of them writes, so there a rating in a sidecar is the later one.
 *
 * Of several sidecars the one with its whole name counts before others: `IMG_1.CR3.xmp` for
 * `IMG_1.CR3`, then `IMG_1.xmp`, then `IMG_1.JPG.xmp`. Every XMP counts before what one program writes
 * for itself, and that before every JSON of a Takeout: it was written on this disk.
 *
 * @param files those of its shot, in any order
 */
export function sidecarNotes(
  photo: OwnFacts,
  files: Iterable<FileRecord>,
): PhotoNotes | undefined {
  const said = notesBeside(photo.path, files);
  if (said === undefined) return undefined;
  const { rating, ...added } = lostMetadata(photo.exif, said) ?? {};
  const counting = isRaw(photo.path) ? said.rating : rating;
  const changes = (counting ?? 0) !== (photo.exif.rating ?? 0);
  const notes =
    counting !== undefined && changes ? { ...added, rating: counting } : added;
  return Object.keys(notes).length === 0 ? undefined : notes;
}

/** Stars of a photo, its sidecars' included: see `sidecarNotes`. undefined for none. */
export function knownRating(
  path: string,
  ownRating: number | undefined,
  files: Iterable<FileRecord>,
): number | undefined {
  const said = notesBeside(path, files)?.rating;
  const known = isRaw(path) ? (said ?? ownRating) : (ownRating ?? said);
  return known === 0 ? undefined : known;
}

interface Found {
  /** From the photo, by name. */
  distance: number;
  path: string;
  notes: PhotoNotes;
}

function nearestFirst(a: Found, b: Found): number {
  return a.distance === b.distance
    ? a.path < b.path
      ? -1
      : 1
    : a.distance - b.distance;
}

/** The nearer form counts, whatever the names: those of one form are 0–2 away. */
const NAME_DISTANCES = 3;
const FORM_DISTANCE: Record<SidecarForm, number> = {
  xmp: 0,
  pp3: NAME_DISTANCES,
  dop: NAME_DISTANCES,
  takeout: 2 * NAME_DISTANCES,
};

/** How near a sidecar is to the photo of these names. */
function distanceOf(path: string, whole: string, stem: string): number {
  const named = nameParts(fileName(path)).stem;
  const form = sidecarForm(path) ?? 'takeout';
  const isCut = form === 'takeout' && named.startsWith(`${whole}.`);
  // `IMG_1.JPG.supplemental-metadata.json`, or cut off anywhere.
  if (named === whole || isCut) return FORM_DISTANCE[form];
  return FORM_DISTANCE[form] + (named === stem ? 1 : 2);
}

/** All that the sidecars among these files say, the nearest first. */
function notesBeside(
  path: string,
  files: Iterable<FileRecord>,
): PhotoNotes | undefined {
  const { whole, stem } = nameParts(fileName(path));
  const found: Found[] = [];
  for (const { path: other, outcome } of files) {
    if (outcome.kind !== 'companion' || outcome.notes === undefined) continue;
    found.push({
      distance: distanceOf(other, whole, stem),
      path: other,
      notes: outcome.notes,
    });
  }
  if (found.length === 0) return undefined;
  const said = found.sort(nearestFirst).map(({ notes }) => notes);
  // Programs write 0 for what nobody rated: stars in another sidecar were given by somebody.
  const stars = said.find(({ rating = 0 }) => rating > 0)?.rating;
  return mergedNotes(stars === undefined ? said : [{ rating: stars }, ...said]);
}

function isRaw(path: string): boolean {
  return RAWS.has(nameParts(fileName(path)).extension);
}
