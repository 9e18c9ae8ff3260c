import { madeOnce } from './made-once.ts';
import { splitFileKey, type ContentHash, type FileKey } from './photo-id.ts';

/** A photo that says when and by what it was taken. */
export interface TakenPhoto {
  key: FileKey;
  content: ContentHash;
  /** Wall-clock seconds by the camera's clock, on a scale of its own: only differences count. */
  takenS: number;
  /** The same for all photos of one camera. */
  camera: number;
  /**
   * Names that copies of one photo share (a duplicate group, the files of one shot): those with a
   * name in common count once. Absent for a photo that is alone.
   */
  copyOf?: readonly string[];
  /** The copy that stands for all of them. */
  isKeeper?: boolean;
  /** Stars that the file or a sidecar of it gives it, 1–5. */
  rating?: number;
}

/** One photo of a series. */
export interface SeriesPhoto {
  key: FileKey;
  content: ContentHash;
  /** Whole seconds after the first photo of the series. */
  afterS: number;
  /** Stars that the file or a sidecar of it gives it, 1–5. */
  rating?: number;
}

/**
 * Photos of one camera, taken shortly after each other, that look alike and are not the same. Two
 * or more, by time. Nothing is ever proposed to be removed for being in one.
 */
export interface ShotSeries {
  /** Stable while its first photo stays the first. */
  id: string;
  /** When the first was taken, `YYYY-MM-DDTHH:MM:SS` by the camera's clock. */
  startedAt: string;
  photos: readonly SeriesPhoto[];
}

/**
 * Longest time to the photo before it in the series. Bursts have several shots a second and
 * EXIF counts whole seconds; a person who takes a view or a group again and again needs some ten
 * seconds for it, and after half a minute mostly takes something else.
 */
export const LONGEST_PAUSE_S = 20;

/**
 * Largest pHash-256 distance to the photo before it, of 256 bits. Measured: of 26,335 pairs of
 * distinct photos none is at 92 or less (1 at 96, 16 at 100, 374 at 108); a camera that moved by
 * 2 % of the picture's width stays within 88 in 96 % of the cases, by 3 % in 73 %. Receipts of
 * one shop are at 28–86: documents are left out before.
 */
export const LARGEST_STEP_BITS = 88;

/**
 * Each member is held to the one before it and not to the first, because a camera that follows
 * something leaves its first picture behind while each is close to the last. So that a camera
 * that never stops (time lapse) does not make one chain of a day, a series ends after this time
 * and another one begins.
 */
export const LONGEST_SERIES_S = 120;

type Distance<Photo> = (a: Photo, b: Photo) => number | undefined;

/** Series with a photo within the pause that are asked, latest first: bounds the work where a clock stood still. */
const OPEN_SERIES = 16;

/**
 * The series of a library, earliest first. The order of the photos given does not matter.
 *
 * Photos are taken by time and name, and join the series whose latest photo is nearest in time
 * among those that are close. So two phones of one kind, in two hands, have their own series.
 *
 * @param bitsBetween distance of the upright pHash-256, 0–256; undefined when one is missing
 */
export function similarShots<Photo extends TakenPhoto>(
  photos: Iterable<Photo>,
  bitsBetween: Distance<Photo>,
): ShotSeries[] {
  const cameras = new Map<number, Photo[]>();
  for (const photo of oneOfEach(photos)) {
    const known = cameras.get(photo.camera);
    if (known) known.push(photo);
    else cameras.set(photo.camera, [photo]);
  }
  return [...cameras.values()]
    .flatMap((ofCamera) => seriesOfCamera(ofCamera, bitsBetween))
    .filter((members) => members.length > 1)
    .sort(([a], [b]) => (a && b ? earliestFirst(a, b) : 0))
    .map(seriesOf);
}

/** Of all copies of one photo the keeper, or else the first by time and name. */
function oneOfEach<Photo extends TakenPhoto>(photos: Iterable<Photo>): Photo[] {
  const alone: Photo[] = [];
  const copies: { photo: Photo; name: string }[] = [];
  const names = new SharedNames();
  for (const photo of photos) {
    const [name, ...others] = photo.copyOf ?? [];
    if (name === undefined) {
      alone.push(photo);
      continue;
    }
    copies.push({ photo, name });
    for (const other of others) names.join(name, other);
  }
  const best = new Map<string, Photo>();
  for (const { photo, name } of copies) {
    const common = names.commonName(name);
    const known = best.get(common);
    if (!known || comesFirst(photo, known)) best.set(common, photo);
  }
  return [...alone, ...best.values()];
}

/** Names that mean the same (disjoint sets). */
class SharedNames {
  private readonly next = new Map<string, string>();

  join(a: string, b: string): void {
    const [from, to] = [this.commonName(a), this.commonName(b)];
    if (from !== to) this.next.set(from, to);
  }

  commonName(name: string): string {
    let at = name;
    for (let to = this.next.get(at); to !== undefined; to = this.next.get(at)) {
      const beyond = this.next.get(to);
      if (beyond !== undefined) this.next.set(at, beyond);
      at = to;
    }
    return at;
  }
}

function comesFirst(photo: TakenPhoto, known: TakenPhoto): boolean {
  const isKeeper = photo.isKeeper === true;
  return isKeeper === (known.isKeeper === true)
    ? earliestFirst(photo, known) < 0
    : isKeeper;
}

function seriesOfCamera<Photo extends TakenPhoto>(
  photos: Photo[],
  bitsBetween: Distance<Photo>,
): Photo[][] {
  const made: Photo[][] = [];
  /** Those that may go on, the one with the latest photo last. */
  let open: Photo[][] = [];
  for (const photo of photos.sort(earliestFirst)) {
    open = open.filter((series) => mayGoOn(series, photo)).slice(-OPEN_SERIES);
    const found = open.findLastIndex((series) => {
      const last = series.at(-1);
      const bits = last && bitsBetween(last, photo);
      return bits !== undefined && bits <= LARGEST_STEP_BITS;
    });
    const [series = []] = found < 0 ? [] : open.splice(found, 1);
    if (series.length === 0) made.push(series);
    series.push(photo);
    open.push(series);
  }
  return made;
}

function mayGoOn(series: readonly TakenPhoto[], photo: TakenPhoto): boolean {
  const [first] = series;
  const last = series.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    photo.takenS - last.takenS <= LONGEST_PAUSE_S &&
    photo.takenS - first.takenS <= LONGEST_SERIES_S
  );
}

const names = madeOnce(() => new Intl.Collator('en', { numeric: true }));

/** By time; of one second by name, with numbers as numbers: cameras count up. */
function earliestFirst(a: TakenPhoto, b: TakenPhoto): number {
  if (a.takenS !== b.takenS) return a.takenS - b.takenS;
  const byName = names().compare(pathOf(a), pathOf(b));
  if (byName !== 0) return byName;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

function pathOf({ key }: TakenPhoto): string {
  return splitFileKey(key).path;
}

function seriesOf(members: readonly TakenPhoto[]): ShotSeries {
  const [first] = members;
  if (first === undefined) throw new Error('a series has photos');
  return {
    id: `s-${first.content}`,
    startedAt: new Date(first.takenS * 1000).toISOString().slice(0, 19),
    photos: members.map(({ key, content, takenS, rating }) => ({
      key,
      content,
      afterS: takenS - first.takenS,
      ...(rating === undefined ? {} : { rating }),
    })),
  };
}

/**
 * Seconds of a capture time as ExifFacts has it; undefined when there is none. Read as if it were
 * UTC: only differences count, and no clock change is made up.
 */
export function takenSeconds(
  capturedAt: string | undefined,
): number | undefined {
  const ms = Date.parse(`${capturedAt ?? ''}Z`);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}
