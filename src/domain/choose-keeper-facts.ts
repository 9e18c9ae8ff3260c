import { companionsRule } from './bundle-keeper.ts';
import { notesSource } from './bundle-words.ts';
import { copyMarks } from './choose-keeper-name.ts';
import {
  hasSamePixels,
  highest,
  unbeaten,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';
import type { ExifFacts } from './fingerprint.ts';
import { groupBy } from './group-by.ts';
import { knownFacts } from './photo-notes.ts';
import { fileName } from './photo.ts';

/** File systems keep 2 s steps; closer times are the same time. */
export const TIME_STEP_MS = 2000;
/** Clocks that were never set write 1970 or 1980: such a time says nothing. */
const FIRST_CREDIBLE_MS = Date.UTC(1981, 0, 1);

/** Named facts in the order of their worth; each outweighs all after it. */
const METADATA: readonly {
  name: string;
  has: (exif: ExifFacts) => boolean;
  /** Removing the only copy that has it loses something. */
  isPrecious: boolean;
}[] = [
  {
    name: 'capture date',
    has: (exif) => exif.capturedAt !== undefined,
    isPrecious: true,
  },
  { name: 'GPS', has: (exif) => exif.hasGps, isPrecious: true },
  {
    name: 'camera',
    has: (exif) =>
      exif.cameraModel !== undefined || exif.cameraMake !== undefined,
    isPrecious: true,
  },
  { name: 'film', has: (exif) => exif.hasFilm === true, isPrecious: true },
  { name: 'lens', has: (exif) => exif.lens !== undefined, isPrecious: false },
  {
    name: 'depth or HDR map',
    has: (exif) => exif.hasMaps === true,
    isPrecious: true,
  },
];

function metadataScore({ photo }: KeeperCandidate): number {
  return METADATA.reduce(
    (score, fact) => score * 2 + (fact.has(photo.exif) ? 1 : 0),
    0,
  );
}

function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2
    ? last
    : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const pinned: KeeperRule = {
  criterion: 'pinned',
  best: (candidates) => highest(candidates, ({ pinnedMs }) => pinnedMs),
  words: () => 'you chose it',
};

const protectedFolder: KeeperRule = {
  criterion: 'protected',
  best: (candidates) =>
    highest(candidates, ({ photo }) => (photo.isProtected ? 1 : 0)),
  words: () => 'it is in a protected folder',
};

/** A person's word counts wherever it stands. */
function stars({ photo }: KeeperCandidate): number {
  return knownFacts(photo).rating ?? 0;
}

function starsWords(candidate: KeeperCandidate): string {
  const count = stars(candidate);
  const words = count === 1 ? '1 star' : `${count} stars`;
  if (candidate.photo.sidecarNotes?.rating === undefined) return words;
  const source = notesSource(candidate.photo);
  return source === 'Google Takeout'
    ? `${words} as a favourite in Google Photos`
    : `${words} in its ${source}`;
}

const rating: KeeperRule = {
  criterion: 'rating',
  best: (candidates) => highest(candidates, stars),
  words: (winner, loser) =>
    stars(loser) > 0
      ? `rated ${starsWords(winner)} instead of ${stars(loser)}`
      : `rated ${starsWords(winner)}`,
  isStrong: (rival, keeper) => stars(rival) > stars(keeper),
};

/**
 * Which file still has what the camera wrote. Sidecars say nothing of that, as they can be written
 * beside any copy at any time; but what stands in the keeper's is not lost with a rival.
 */
export const metadata: KeeperRule = {
  criterion: 'metadata',
  best: (candidates) => highest(candidates, metadataScore),
  words: (winner, loser) => {
    const lackingIn = (facts: ExifFacts) =>
      METADATA.filter(
        (fact) => fact.has(winner.photo.exif) && !fact.has(facts),
      );
    const lost = lackingIn(knownFacts(loser.photo));
    const more = lost.length > 0 ? lost : lackingIn(loser.photo.exif);
    return `has its ${listWords(more.map(({ name }) => name))}`;
  },
  isStrong: (rival, keeper) =>
    METADATA.some(
      (fact) =>
        fact.isPrecious &&
        fact.has(rival.photo.exif) &&
        !fact.has(knownFacts(keeper.photo)),
    ),
};

/**
 * Of files of one format with equal pixels the one with most beside them: what the others lack was
 * taken out, be it something that is not read here (a maker's notes, a colour profile). The size of
 * the file would not tell: a stripped copy that is packed less well is larger than its original.
 */
export const fullest: KeeperRule = {
  criterion: 'metadata',
  best: (candidates) => {
    const byPixels = groupBy(
      candidates,
      ({ fingerprint }) => fingerprint.pixels,
    );
    return unbeaten(
      candidates,
      isFullerThan,
      ({ fingerprint }) => (byPixels.get(fingerprint.pixels)?.length ?? 0) > 1,
    );
  },
  words: (winner, loser) =>
    `holds more beside the picture: ${winner.photo.exif.besideBytes ?? 0} bytes instead of ${loser.photo.exif.besideBytes ?? 0}`,
};

function isFullerThan(a: KeeperCandidate, b: KeeperCandidate): boolean {
  return (
    hasSamePixels(a, b) &&
    a.photo.format === b.photo.format &&
    (a.photo.exif.besideBytes ?? 0) > (b.photo.exif.besideBytes ?? Infinity)
  );
}

/** undefined when the clock that wrote it was never set. */
export function credibleModifiedMs({
  photo,
}: KeeperCandidate): number | undefined {
  return photo.modifiedMs >= FIRST_CREDIBLE_MS ? photo.modifiedMs : undefined;
}

/** Capture times are compared only where every candidate has one. */
function earliestOf(
  candidates: readonly KeeperCandidate[],
): readonly KeeperCandidate[] {
  const captured = candidates.map(({ photo }) => photo.exif.capturedAt);
  if (captured.every((time) => time !== undefined)) {
    const first = captured.reduce((a, b) => (a < b ? a : b), '~');
    const earliest = candidates.filter(
      ({ photo }) => photo.exif.capturedAt === first,
    );
    if (earliest.length < candidates.length) return earliest;
  }
  return highest(
    candidates,
    (candidate) => -(credibleModifiedMs(candidate) ?? Infinity),
    TIME_STEP_MS,
  );
}

const HOUR_MS = 3_600_000;

/** Without a day or a time of day, which are other ones elsewhere on Earth. */
function lapseWords(ms: number): string {
  if (ms >= 2 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} hours`;
  return ms >= 120_000
    ? `${Math.round(ms / 60_000)} minutes`
    : `${Math.round(ms / 1000)} seconds`;
}

const earliest: KeeperRule = {
  criterion: 'earliest',
  best: earliestOf,
  words: (winner, loser) => {
    const { capturedAt } = winner.photo.exif;
    if (
      capturedAt !== undefined &&
      loser.photo.exif.capturedAt !== undefined &&
      capturedAt < loser.photo.exif.capturedAt
    ) {
      return `taken first: ${capturedAt.replace('T', ' ')}`;
    }
    const before = loser.photo.modifiedMs - winner.photo.modifiedMs;
    const day = new Date(winner.photo.modifiedMs).toISOString().slice(0, 10);
    return before > 0 && before < 24 * HOUR_MS
      ? `the oldest file, last changed ${lapseWords(before)} before the other one`
      : `the oldest file, last changed on ${day}`;
  },
};

const cleanName: KeeperRule = {
  criterion: 'name',
  best: (candidates) =>
    highest(candidates, ({ photo }) => -copyMarks(photo.path)),
  words: (winner, loser) =>
    `the plainer name: ${fileName(winner.photo.path)} instead of ${fileName(loser.photo.path)}`,
};

/** By path, then by folder: an order without meaning, but always the same. */
function comesBefore(a: KeeperCandidate, b: KeeperCandidate): boolean {
  return a.photo.path === b.photo.path
    ? a.photo.key < b.photo.key
    : a.photo.path < b.photo.path;
}

const firstPath: KeeperRule = {
  criterion: 'path',
  best: (candidates) => {
    const [head, ...rest] = candidates;
    if (head === undefined) return [];
    return [rest.reduce((a, b) => (comesBefore(b, a) ? b : a), head)];
  },
  words: () => 'the copies are equally good, and its path comes first',
};

/** What outranks the picture. */
export const PERSON_RULES: readonly KeeperRule[] = [
  pinned,
  protectedFolder,
  rating,
];

/** What decides between equal pictures: never between a picture and a changed one. */
export const FILE_RULES: readonly KeeperRule[] = [
  companionsRule,
  earliest,
  cleanName,
  firstPath,
];
