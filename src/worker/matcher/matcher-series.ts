import { isSamePhoto } from '../../domain/same-photos.ts';
import type { Group } from '../../domain/group.ts';
import {
  fileKey,
  type ContentHash,
  type FileKey,
} from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import { knownRating } from '../../domain/sidecar-notes.ts';
import {
  similarShots,
  type ShotSeries,
  type TakenPhoto,
} from '../../domain/similar-shots.ts';
import type { MatcherGroupBook } from './matcher-group-book.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import { isMatched } from './matcher-session-rules.ts';
import type { MatcherShots } from './matcher-shots.ts';
import { isRawPath, RawShots } from './raw-shots.ts';

/** What the series are made from. */
export interface SeriesInput {
  library: MatcherLibrary;
  shelf: HashShelf;
  shots: MatcherShots;
  book: Pick<MatcherGroupBook, 'groupOfContent'>;
  settings: MatchingSettings;
}

interface HeldPhoto extends TakenPhoto {
  /** Where its hashes lie. */
  slot: number;
}

/** The part of a photo that its copies decide. */
type Standing = Pick<TakenPhoto, 'key' | 'copyOf' | 'isKeeper'>;

/** The bursts and series among all that is held, with every photo once; a step at a time. */
export function* heldSeries(
  input: SeriesInput,
): Generator<undefined, ShotSeries[], unknown> {
  const { shelf } = input;
  const photos: HeldPhoto[] = [];
  for (const photo of heldPhotos(input)) {
    if (photo) photos.push(photo);
    else yield undefined;
  }
  return similarShots(photos, (a, b) =>
    shelf.bits(a.slot, b.slot, 'pHash256', 0),
  );
}

/** Before each content undefined. */
function* heldPhotos({
  library,
  shelf,
  shots,
  book,
  settings,
}: SeriesInput): Generator<HeldPhoto | undefined> {
  const groups = new GroupPlaces();
  const raws = yield* rawShots(library);
  for (const { content, files } of library.allContents()) {
    yield undefined;
    const facts = library.facts(content);
    if (facts?.taken === undefined || !isMatched(facts, settings)) continue;
    const picture = library.pictureOf(content);
    const slot = picture && shelf.slotOf(picture);
    if (slot === undefined) continue;
    const group = book.groupOfContent(content);
    const standing =
      (group && groups.standing(group, content, files)) ?? aloneWith(files);
    const { rating: own, ...taken } = facts.taken;
    const rating = highestRating(files, own, shots);
    const rated = rating === undefined ? {} : { rating };
    const joined = withShots(standing, raws.of(taken, files), files);
    yield { content, slot, ...taken, ...rated, ...joined };
  }
}

/** The shots of which there is a RAW. Before each content undefined. */
function* rawShots(library: MatcherLibrary): Generator<undefined, RawShots> {
  const raws = new RawShots();
  for (const { content, files } of library.allContents()) {
    yield undefined;
    const taken = library.facts(content)?.taken;
    if (taken !== undefined) raws.add(taken, files);
  }
  return raws;
}

/** With a RAW or JPEG of its shot in another folder, which the JPEG stands for. */
function withShots(
  standing: Standing,
  shots: readonly string[],
  files: readonly FileRecord[],
): Standing {
  if (shots.length === 0) return standing;
  const { copyOf = [], isKeeper = !files.some(isRaw) } = standing;
  return { ...standing, copyOf: [...copyOf, ...shots], isKeeper };
}

function isRaw({ path }: FileRecord): boolean {
  return isRawPath(path);
}

/** The most stars that one of its files has, by itself or by its sidecars. */
function highestRating(
  files: readonly FileRecord[],
  own: number | undefined,
  shots: MatcherShots,
): number | undefined {
  let highest: number | undefined;
  for (const file of files) {
    const rating =
      file.shot === undefined
        ? own
        : knownRating(file.path, own, shots.filesOf(file));
    if ((rating ?? 0) > (highest ?? 0)) highest = rating;
  }
  return highest;
}

/** Which file shows each content of a group. */
class GroupPlaces {
  private readonly known = new Map<Group, ReadonlyMap<ContentHash, FileKey>>();

  /** undefined when the group does not say that it is the same photo as its keeper. */
  standing(
    group: Group,
    content: ContentHash,
    files: readonly FileRecord[],
  ): Standing | undefined {
    const places = this.known.get(group) ?? placesIn(group);
    this.known.set(group, places);
    const key = places.get(content);
    return (
      key && {
        key,
        copyOf: [group.id, ...shotsOf(files)],
        isKeeper: group.keeper.content === content && !isBeside(files),
      }
    );
  }
}

function placesIn({
  keeper,
  members,
}: Group): ReadonlyMap<ContentHash, FileKey> {
  const same = members.filter(isSamePhoto).map(({ photo }) => photo);
  if (same.length === 0) return new Map();
  // The keeper last: a copy with its bytes must not take its place.
  return new Map(
    [...same, keeper].map(({ content, key }) => [content, key] as const),
  );
}

/** Without copies; maybe with other files of its shot. */
function aloneWith(files: readonly FileRecord[]): Standing {
  const shots = shotsOf(files);
  if (shots.length === 0) return { key: firstKey(files) };
  const lead = files.find(({ path, shot }) => path === shot);
  return {
    key: lead === undefined ? firstKey(files) : keyOf(lead),
    copyOf: shots,
    isKeeper: lead !== undefined,
  };
}

/** Parts of shots that another file stands for, as JPEG does for RAW. */
function isBeside(files: readonly FileRecord[]): boolean {
  return files.every(({ path, shot }) => shot !== undefined && shot !== path);
}

function shotsOf(files: readonly FileRecord[]): FileKey[] {
  return files.flatMap(({ root, shot }) =>
    shot === undefined ? [] : [fileKey(root, shot)],
  );
}

function firstKey(files: readonly FileRecord[]): FileKey {
  const [first] = files.map(keyOf).sort();
  if (first === undefined) throw new Error('a content has a file');
  return first;
}

function keyOf({ root, path }: FileRecord): FileKey {
  return fileKey(root, path);
}
