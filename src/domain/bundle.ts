import {
  isPhotoName,
  MOVING_PARTS,
  nameParts,
  PICTURES,
  RAWS,
  shotStem,
  SIDECARS,
  type NameParts,
} from './companion-files.ts';
import { groupBy } from './group-by.ts';

/** The files of one shot in one folder: at least two, by name. */
export interface Bundle {
  /** The photo that stands for the shot: the raw data, else the original picture. */
  lead: string;
  /** All of them, the lead first. */
  names: readonly string[];
}

interface Named extends NameParts {
  name: string;
}

/** Photos of one shot, best first. */
type Shot = Named[];

/**
 * Which of these names (all of one folder) are parts of one shot: RAW + JPEG, live photo and its
 * film, the edited copies that Google Photos and iPhones write, sidecars such as `IMG_1.xmp`,
 * `IMG_1.JPG.xmp` and the metadata of a Google Takeout. A file is in one bundle at most. Two
 * ordinary pictures of one name are not one shot: they are what Twinsift looks for.
 *
 * @param photo a name that is a photo whatever its extension says
 */
export function bundlesOf(
  names: Iterable<string>,
  photo?: string,
): readonly Bundle[] {
  const photos: Named[] = [];
  const others: Named[] = [];
  for (const name of names) {
    const named = { name, ...nameParts(name) };
    if (name === photo || isPhotoName(named)) photos.push(named);
    else if (SIDECARS.has(named.extension)) others.push(named);
    else if (MOVING_PARTS.has(named.extension)) others.push(named);
  }
  const shots = shotsOf(photos);
  const followers = new Map<Shot, Named[]>();
  if (others.length > 0) {
    const owners = new Owners(shots);
    for (const other of others) {
      const shot = owners.find(other);
      if (shot) followers.set(shot, [...(followers.get(shot) ?? []), other]);
    }
  }
  return shots.flatMap((shot) => {
    const all = [...shot, ...(followers.get(shot) ?? [])];
    const [lead] = all;
    return lead === undefined || all.length < 2
      ? []
      : [{ lead: lead.name, names: all.map(({ name }) => name) }];
  });
}

/** The lead of its bundle for each name that is in one; `names` are those of one folder. */
export function shotLeads(
  names: Iterable<string>,
): ReadonlyMap<string, string> {
  return new Map(
    bundlesOf(names).flatMap(({ lead, names: own }) =>
      own.map((name) => [name, lead] as const),
    ),
  );
}

/**
 * The other files of the shot that `name`, known to be a photo, is a part of; `names` are those of
 * its folder. A photo that is named like a sidecar may be one: what it would belong to counts too.
 */
export function companionsOf(
  name: string,
  names: Iterable<string>,
): readonly string[] {
  const all = new Set([...names, name]);
  const bundles = [...bundlesOf(all, name), ...bundlesOf(all)];
  const own = bundles.filter((one) => one.names.includes(name));
  const others = new Set(own.flatMap((one) => one.names));
  others.delete(name);
  return [...others];
}

/** Raw data is the original; of pictures the one that a phone writes first. */
function rank({ extension, stem }: Named): number {
  const isEdited = shotStem(stem) !== stem ? 10 : 0;
  if (RAWS.has(extension)) return isEdited;
  if (!PICTURES.has(extension)) return isEdited + 3;
  return isEdited + (extension.startsWith('h') ? 1 : 2);
}

function bestFirst(a: Named, b: Named): number {
  const byRank = rank(a) - rank(b);
  return byRank === 0 ? (a.name < b.name ? -1 : 1) : byRank;
}

function shotsOf(photos: readonly Named[]): Shot[] {
  const byStem = groupBy(photos, ({ stem }) => shotStem(stem));
  return [...byStem.values()].flatMap((same) =>
    same.length === 1 ? [same] : partShots(same.sort(bestFirst)),
  );
}

/** Photos of one stem: raw data with its pictures is one shot; an edited copy joins its original. */
function partShots(photos: readonly Named[]): Shot[] {
  const edited = photos.filter(({ stem }) => shotStem(stem) !== stem);
  const originals = photos.filter((photo) => !edited.includes(photo));
  const isOfCamera = ({ extension }: Named) =>
    RAWS.has(extension) || PICTURES.has(extension);
  const hasRaw = originals.some(({ extension }) => RAWS.has(extension));
  const camera = hasRaw ? originals.filter(isOfCamera) : [];
  // Two raw files without a picture between them are two conversions, like two pictures.
  const isOneShot = camera.some(({ extension }) => PICTURES.has(extension));
  const shots: Shot[] = isOneShot
    ? [camera, ...originals.filter((one) => !camera.includes(one)).map(alone)]
    : originals.map(alone);
  for (const copy of edited) {
    const sameFormat = shots.find((shot) =>
      shot.some(({ extension }) => extension === copy.extension),
    );
    const shot = sameFormat ?? shots[0];
    if (shot === undefined || originals.length === 0) shots.push([copy]);
    else shot.push(copy);
  }
  return shots;
}

function alone(photo: Named): Shot {
  return [photo];
}

/** Google cuts the names of its metadata files off after so many characters. */
const TAKEOUT_CHARACTERS = 46;
const TAKEOUT_ENDING = '.supplemental-metadata';

/** Finds the one shot that a file which is no photo belongs to. */
class Owners {
  private readonly byWhole = new Map<string, Shot>();
  private readonly byStem = new Map<string, Shot>();
  private readonly byShotStem = new Map<string, Shot>();
  private readonly byCutName = new Map<string, Shot>();

  constructor(shots: readonly Shot[]) {
    const all = shots.flatMap((shot) => shot.map((photo) => ({ photo, shot })));
    all.sort((a, b) => bestFirst(a.photo, b.photo));
    for (const { photo, shot } of all) {
      putFirst(this.byWhole, photo.whole, shot);
      putFirst(this.byStem, photo.stem, shot);
      putFirst(this.byShotStem, shotStem(photo.stem), shot);
      const full = photo.whole + TAKEOUT_ENDING;
      if (full.length > TAKEOUT_CHARACTERS) {
        putFirst(this.byCutName, full.slice(0, TAKEOUT_CHARACTERS), shot);
      }
    }
  }

  find(other: Named): Shot | undefined {
    const { stem, whole, extension } = other;
    const isFilm = MOVING_PARTS.has(extension);
    // `IMG_1.JPG.xmp` names its photo in full; a film never does.
    const named = isFilm ? undefined : this.byWhole.get(stem);
    return (
      named ??
      (extension === 'json' ? this.ofTakeout(stem) : undefined) ??
      this.byStem.get(stem) ??
      // `PXL_1.MP` is the film of `PXL_1.MP.jpg`.
      this.byStem.get(whole) ??
      this.byShotStem.get(shotStem(stem))
    );
  }

  /** `IMG_1.jpg.supplemental-metadata.json`, cut off anywhere, for `IMG_1(2).jpg` with `(2)` behind. */
  private ofTakeout(stem: string): Shot | undefined {
    const [, base = stem, number = ''] = /^(.+?)(\(\d+\))?$/.exec(stem) ?? [];
    const dot = base.lastIndexOf('.');
    const isCut = dot > 0 && TAKEOUT_ENDING.startsWith(base.slice(dot));
    const photo = isCut ? base.slice(0, dot) : base;
    const numbered = photo.replace(/(\.[^.]*)$/, `${number}$1`);
    return this.byWhole.get(numbered) ?? this.byCutName.get(stem);
  }
}

function putFirst(map: Map<string, Shot>, key: string, shot: Shot): void {
  if (!map.has(key)) map.set(key, shot);
}
